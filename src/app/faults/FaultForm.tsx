import { type FormEvent, useMemo, useRef, useState } from 'react';
import { faultKind } from '../../engine/faultkinds.ts';
import { ordinal } from '../../timeline/text.ts';
import { Modal } from '../../widgets/Modal.tsx';
import { addInputs, deleteInput, replaceInput } from '../lab/actions.ts';
import { useLab } from '../lab/context.ts';
import { type SessionState, sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import { CrashAfter } from './CrashAfter.tsx';
import { type Draft, type DraftKind, showsOnRestart } from './drafts.ts';
import { FaultFields } from './FaultFields.tsx';
import { focusAfter } from './focus.ts';
import { Choice, TextField } from './formFields.tsx';
import { guessDraft } from './guess.ts';
import { helpOf, nameOf, RELATIVES } from './kinds.ts';
import { prominentNode } from './place.ts';
import { inputFromDraft } from './toInput.ts';
import { hasEnd, turned } from './turned.ts';
import { useDiskThen } from './useDiskThen.ts';
import './form.css';

type OpenForm = NonNullable<SessionState['form']>;

/** The form for one input: new, or one of the run. The keyboard's way to everything a drag can do. */
export default function FaultForm({ form }: { readonly form: OpenForm }) {
  const { meta } = useLab();
  const run = useSession((s) => s.run);
  const world = useSession((s) => s.world);
  const close = () => sessionStore.getState().set({ form: null });
  const [draft, setDraft] = useState(form.draft);
  const [tried, setTried] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  const nodes = run?.resolved.nodes ?? [];
  const until = run?.resolved.spec.until ?? 0;
  const strikes = Math.round(Number(draft.at) * 1000);
  const wantsDisk = (draft.kind === 'bitRot' || draft.kind === 'latentError') && strikes >= 0;
  const disk = useDiskThen(draft.node, wantsDisk ? strikes : null);
  const result = useMemo(
    () => inputFromDraft(draft, { meta, nodes, until, disk }),
    [draft, meta, nodes, until, disk],
  );
  const problems = tried && !result.ok ? result.problems : {};
  const relatives = RELATIVES.find((kinds) => kinds.includes(draft.kind)) ?? [draft.kind];
  const set = (change: Partial<Draft>) => setDraft((was) => ({ ...was, ...change }));

  const changeKind = (kind: DraftKind) => {
    if (run === null) return;
    const at = Math.round(Number(draft.at) * 1000) || 0;
    const context = { meta, run, prominent: prominentNode(meta, world) };
    setDraft(turned(draft, guessDraft(kind, at, draft.node || draft.nodes[0] || null, context)));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!result.ok) {
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    if (form.index === null) addInputs([result.input, ...(result.after ?? [])]);
    else replaceInput(form.index, result.input);
    close();
  };

  return (
    <Modal
      title={form.index === null ? nameOf(draft.kind) : `Change: ${nameOf(draft.kind).toLowerCase()}`}
      help={helpOf(draft.kind)}
      onClose={close}
      // What had the focus may be gone, or never had it: a form may be opened by a bare key.
      onClosed={() => focusAfter(form.index)}
    >
      <form
        ref={box}
        className="fault-form"
        onSubmit={submit}
        // Enter submits from a text field by itself; in a list of choices it would do nothing.
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.target instanceof HTMLSelectElement)) return;
          event.preventDefault();
          box.current?.requestSubmit();
        }}
        noValidate
      >
        {relatives.length > 1 && (
          <Choice
            legend="What"
            name="kind"
            value={draft.kind}
            options={relatives.map((kind) => ({ value: kind, label: nameOf(kind) }))}
            onChange={(kind) => changeKind(kind as DraftKind)}
          />
        )}
        <FaultFields draft={draft} nodes={nodes} problems={problems} disk={disk} set={set} />
        <div className="form-row">
          <TextField
            label={startLabel(draft.kind)}
            unit="ms"
            value={draft.at}
            problem={problems.at}
            onChange={(at) => set({ at })}
          />
          {hasEnd(draft.kind) && (
            <TextField
              label={restarts(draft.kind) ? 'Restart' : 'End'}
              unit="ms"
              value={draft.until}
              placeholder={restarts(draft.kind) ? 'never' : 'it lasts'}
              problem={problems.until}
              onChange={(value) => set({ until: value })}
            />
          )}
        </div>
        <WaitSentence draft={draft} />
        {form.index === null && showsOnRestart(draft.kind) && (
          <CrashAfter draft={draft} nodes={nodes} problems={problems} set={set} />
        )}
        <div className="form-buttons">
          {form.index !== null && (
            <button
              type="button"
              className="button danger"
              onClick={() => {
                deleteInput(form.index as number);
                close();
              }}
            >
              Delete
            </button>
          )}
          <span className="spring" />
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            {form.index === null ? 'Add' : 'Save'}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** Whether at the end a node comes back up. */
function restarts(kind: DraftKind): boolean {
  return kind === 'crash' || kind === 'amnesia' || kind === 'outage' || kind === 'tornWrite';
}

function waits(kind: DraftKind): boolean {
  return kind !== 'command' && kind !== 'fire' && faultKind(kind).lasts === 'next';
}

function startLabel(kind: DraftKind): string {
  if (waits(kind)) return 'Counting from';
  return hasEnd(kind) ? 'Start' : 'At';
}

/** Which message or write is meant, in words that follow what is typed: "The 1st message sent from S1 to S2 from 186.4 ms on." */
function WaitSentence({ draft: { kind, node, nth, from, to, at } }: { readonly draft: Draft }) {
  const n = Number(nth);
  if (!waits(kind) || !Number.isInteger(n) || n < 1 || at.trim() === '') return null;
  if (node === '' && (from === '' || to === '')) return null;
  const what = node === '' ? `message sent from ${from} to ${to}` : `write of ${node}`;
  return (
    <p className="form-sentence">
      The {ordinal(n)} {what} from {at.trim()} ms on.
    </p>
  );
}
