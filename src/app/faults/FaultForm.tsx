import * as Dialog from '@radix-ui/react-dialog';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import type { NodeInfo } from '../../engine/runspec.ts';
import { Icon } from '../../widgets/icons.tsx';
import { addInput, deleteInput, replaceInput } from '../lab/actions.ts';
import { useLab } from '../lab/context.ts';
import { type SessionState, sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import { DRAFT_HELP, DRAFT_NAMES, RELATIVES } from './chips.ts';
import { type Draft, type DraftKind, inputFromDraft } from './drafts.ts';
import { Choice, NodeChoice, Problem, Sides, TextField } from './formFields.tsx';
import { guessDraft, prominentNode } from './make.ts';
import './form.css';

type OpenForm = NonNullable<SessionState['form']>;

/** The form for one input: new, or one of the run. The keyboard's way to everything a drag can do. */
export default function FaultForm({ form }: { readonly form: OpenForm }) {
  const close = () => sessionStore.getState().set({ form: null });
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        <Dialog.Content
          className="dialog fault-dialog"
          onOpenAutoFocus={(event) => {
            // To the first thing to decide, not to the button that closes.
            event.preventDefault();
            const box = event.currentTarget as HTMLElement;
            box.querySelector<HTMLElement>('input:checked, select, input:not([type="radio"])')?.focus();
          }}
          onCloseAutoFocus={(event) => {
            // What had the focus may be gone (a chip's key was pressed from the page): the slider is always a way on.
            event.preventDefault();
            focusAfter(form.index);
          }}
        >
          <FormBody key={form.index ?? 'new'} form={form} close={close} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** To the object just made or changed on the timeline if it can take the focus, else to the time slider. */
function focusAfter(index: number | null): void {
  const { selected } = sessionStore.getState();
  const input = selected?.kind === 'input' ? selected.input : index;
  const handle =
    input === null
      ? null
      : document.querySelector<HTMLElement>(`[aria-label="Timeline"] [data-input="${input}"]`);
  (handle ?? document.querySelector<HTMLElement>('[role="slider"][aria-label="Time"]'))?.focus();
}

function FormBody({ form, close }: { readonly form: OpenForm; close(): void }) {
  const { meta } = useLab();
  const run = useSession((s) => s.run);
  const world = useSession((s) => s.world);
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
    <form ref={box} className="fault-form" onSubmit={submit} noValidate>
      <div className="dialog-head">
        <Dialog.Title className="dialog-title">
          {form.index === null ? DRAFT_NAMES[draft.kind] : `Change: ${DRAFT_NAMES[draft.kind].toLowerCase()}`}
        </Dialog.Title>
        <Dialog.Close className="icon-button" aria-label="Close">
          <Icon name="close" />
        </Dialog.Close>
      </div>
      <Dialog.Description className="dialog-help">{DRAFT_HELP[draft.kind]}</Dialog.Description>
      {relatives.length > 1 && (
        <Choice
          legend="What"
          name="kind"
          value={draft.kind}
          options={relatives.map((kind) => ({ value: kind, label: DRAFT_NAMES[kind] }))}
          onChange={(kind) => changeKind(kind as DraftKind)}
        />
      )}
      <Where draft={draft} nodes={nodes} problems={problems} set={set} />
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
        <Dialog.Close className="button">Cancel</Dialog.Close>
        <button type="submit" className="button primary">
          {form.index === null ? 'Add' : 'Save'}
        </button>
      </div>
    </form>
  );
}

const ENDS: readonly DraftKind[] = ['crash', 'pause', 'partition', 'block', 'link', 'clock'];

function startLabel(kind: DraftKind): string {
  return kind === 'drop' || kind === 'delay' || kind === 'duplicate'
    ? 'Sent from'
    : ENDS.includes(kind)
      ? 'Start'
      : 'At';
}

function Where({
  draft,
  nodes,
  problems,
  set,
}: {
  readonly draft: Draft;
  readonly nodes: readonly NodeInfo[];
  readonly problems: Readonly<Record<string, string>>;
  set(change: Partial<Draft>): void;
}) {
  const { meta } = useLab();
  const ids = nodes.map((node) => node.id);
  const ends = (any: boolean) => (
    <div className="form-row">
      <NodeChoice
        label="From"
        ids={any ? ['*', ...ids] : ids}
        value={draft.from}
        problem={problems.from}
        onChange={(from) => set({ from })}
      />
      <NodeChoice
        label="To"
        ids={any ? ['*', ...ids] : ids}
        value={draft.to}
        problem={problems.to}
        onChange={(to) => set({ to })}
      />
    </div>
  );
  switch (draft.kind) {
    case 'crash':
    case 'pause':
      return (
        <NodeChoice
          label="Node"
          ids={ids}
          value={draft.node}
          problem={problems.node}
          onChange={(node) => set({ node })}
        />
      );
    case 'partition':
      return (
        <Sides ids={ids} sides={draft.sides} problem={problems.sides} onChange={(sides) => set({ sides })} />
      );
    case 'block':
      return ends(false);
    case 'link':
      return (
        <>
          {ends(true)}
          <div className="form-row">
            <TextField
              label="Shortest delay"
              unit="ms"
              value={draft.latencyLow}
              placeholder="as it is"
              problem={problems.latencyLow}
              onChange={(latencyLow) => set({ latencyLow })}
            />
            <TextField
              label="Longest delay"
              unit="ms"
              value={draft.latencyHigh}
              placeholder="as it is"
              problem={problems.latencyHigh}
              onChange={(latencyHigh) => set({ latencyHigh })}
            />
            <TextField
              label="Loss"
              unit="%"
              value={draft.loss}
              placeholder="as it is"
              problem={problems.loss}
              onChange={(loss) => set({ loss })}
            />
          </div>
        </>
      );
    case 'drop':
    case 'delay':
    case 'duplicate':
      return (
        <>
          {ends(false)}
          <div className="form-row">
            <TextField
              label="Which"
              unit="from the start on, counted from 1"
              value={draft.nth}
              problem={problems.nth}
              onChange={(nth) => set({ nth })}
            />
            {draft.kind !== 'drop' && (
              <TextField
                label={draft.kind === 'delay' ? 'Later by' : 'Copy later by'}
                unit="ms"
                value={draft.by}
                {...(draft.kind === 'duplicate' ? { placeholder: 'drawn at random' } : {})}
                problem={problems.by}
                onChange={(by) => set({ by })}
              />
            )}
          </div>
        </>
      );
    case 'clock':
      return (
        <>
          <NodeChoice
            label="Node"
            ids={ids}
            value={draft.node}
            problem={problems.node}
            onChange={(node) => set({ node })}
          />
          <div className="form-row">
            <TextField
              label="Runs fast by"
              unit="%"
              value={draft.drift}
              placeholder="0"
              problem={problems.drift}
              onChange={(drift) => set({ drift })}
            />
            <TextField
              label="Wall clock off by"
              unit="ms"
              value={draft.offset}
              placeholder="0"
              problem={problems.offset}
              onChange={(offset) => set({ offset })}
            />
          </div>
        </>
      );
    case 'command': {
      const command = meta.commands.find((c) => c.type === draft.command);
      const takers = nodes
        .filter((node) => node.role === (command?.role ?? node.role))
        .map((node) => node.id);
      return (
        <>
          {meta.commands.length > 1 && (
            <Choice
              legend="What"
              name="command"
              value={draft.command}
              options={meta.commands.map((c) => ({ value: c.type, label: c.title }))}
              onChange={(type) => set({ command: type })}
            />
          )}
          <NodeChoice
            label="Who"
            ids={takers}
            value={draft.node}
            problem={problems.node}
            onChange={(node) => set({ node })}
          />
          <div className="form-row">
            {command?.fields.map((field) => {
              const value = draft.fields[field.id] ?? '';
              const problem = problems[`fields.${field.id}`];
              const change = (text: string) => set({ fields: { ...draft.fields, [field.id]: text } });
              const options =
                field.kind === 'node'
                  ? nodes.filter((n) => n.role === field.role).map((n) => n.id)
                  : field.kind === 'enum'
                    ? field.options
                    : field.kind === 'bool'
                      ? ['true', 'false']
                      : null;
              return options === null ? (
                <TextField
                  key={field.id}
                  label={field.title}
                  value={value}
                  problem={problem}
                  onChange={change}
                />
              ) : (
                <NodeChoice
                  key={field.id}
                  label={field.title}
                  ids={options}
                  {...(field.optional ? { none: 'any' } : {})}
                  value={value}
                  problem={problem}
                  onChange={change}
                />
              );
            })}
          </div>
          <Problem text={problems.command} id="problem-command" />
        </>
      );
    }
    case 'fire': {
      const role = nodes.find((node) => node.id === draft.node)?.role;
      const timers = meta.timers.filter((timer) => timer.role === role);
      return (
        <>
          <NodeChoice
            label="Node"
            ids={ids}
            value={draft.node}
            problem={problems.node}
            onChange={(node) => set({ node })}
          />
          <Choice
            legend="Timer"
            name="timer"
            value={draft.timer}
            options={timers.map((timer) => ({ value: timer.id, label: timer.title }))}
            onChange={(timer) => set({ timer })}
          />
          <Problem text={problems.timer} id="problem-timer" />
        </>
      );
    }
  }
}
