import { type FormEvent, useMemo, useRef, useState } from 'react';
import { Modal } from '../../widgets/Modal.tsx';
import { ordinal } from '../describe.ts';
import { addInput, deleteInput, replaceInput } from '../lab/actions.ts';
import { useLab } from '../lab/context.ts';
import { type SessionState, sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import { DRAFT_HELP, DRAFT_NAMES, RELATIVES } from './chips.ts';
import { type Draft, type DraftKind, inputFromDraft } from './drafts.ts';
import { FaultFields } from './FaultFields.tsx';
import { focusAfter } from './focus.ts';
import { Choice, TextField } from './formFields.tsx';
import { guessDraft } from './guess.ts';
import { prominentNode } from './make.ts';
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
  const result = useMemo(() => inputFromDraft(draft, { meta, nodes, until }), [draft, meta, nodes, until]);
  const problems = tried && !result.ok ? result.problems : {};
  const relatives = RELATIVES.find((kinds) => kinds.includes(draft.kind)) ?? [draft.kind];
  const set = (change: Partial<Draft>) => setDraft((was) => ({ ...was, ...change }));

  const changeKind = (kind: DraftKind) => {
    if (run === null) return;
    // Times and places already chosen are kept where the new kind has them.
    const fresh = guessDraft(kind, Math.round(Number(draft.at) * 1000) || 0, draft.node || null, {
      meta,
      run,
      prominent: prominentNode(meta, world),
    });
    setDraft({
      ...fresh,
      at: draft.at,
      ...(draft.from !== '' && fresh.from !== '' ? { from: draft.from, to: draft.to, nth: draft.nth } : {}),
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!result.ok) {
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    if (form.index === null) addInput(result.input);
    else replaceInput(form.index, result.input);
    close();
  };

  return (
    <Modal
      title={
        form.index === null ? DRAFT_NAMES[draft.kind] : `Change: ${DRAFT_NAMES[draft.kind].toLowerCase()}`
      }
      help={DRAFT_HELP[draft.kind]}
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
            options={relatives.map((kind) => ({ value: kind, label: DRAFT_NAMES[kind] }))}
            onChange={(kind) => changeKind(kind as DraftKind)}
          />
        )}
        <FaultFields draft={draft} nodes={nodes} problems={problems} set={set} />
        <div className="form-row">
          <TextField
            label={startLabel(draft.kind)}
            unit="ms"
            value={draft.at}
            problem={problems.at}
            onChange={(at) => set({ at })}
          />
          {ENDS.includes(draft.kind) && (
            <TextField
              label={draft.kind === 'crash' ? 'Restart' : 'End'}
              unit="ms"
              value={draft.until}
              placeholder={draft.kind === 'crash' ? 'never' : 'it lasts'}
              problem={problems.until}
              onChange={(value) => set({ until: value })}
            />
          )}
        </div>
        <MessageSentence draft={draft} />
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

const ENDS: readonly DraftKind[] = ['crash', 'pause', 'partition', 'block', 'link', 'clock'];

function startLabel(kind: DraftKind): string {
  return kind === 'drop' || kind === 'delay' || kind === 'duplicate'
    ? 'Counting from'
    : ENDS.includes(kind)
      ? 'Start'
      : 'At';
}

/** Which message is meant, in words that follow what is typed: "The 1st message sent from S1 to S2 from 186.4 ms on." */
function MessageSentence({ draft: { kind, nth, from, to, at } }: { readonly draft: Draft }) {
  if (kind !== 'drop' && kind !== 'delay' && kind !== 'duplicate') return null;
  const n = Number(nth);
  if (!Number.isInteger(n) || n < 1 || from === '' || to === '' || at.trim() === '') return null;
  return (
    <p className="form-sentence">
      The {ordinal(n)} message sent from {from} to {to} from {at.trim()} ms on.
    </p>
  );
}
