/** Fields that several kinds of fault share, and those of commands and timers. */
import type { NodeId, NodeInfo } from '../../engine/runspec.ts';
import { useLab } from '../lab/context.ts';
import { useSession } from '../stores/use.ts';
import { DeclaredFields } from './DeclaredFields.tsx';
import type { Draft } from './drafts.ts';
import { Choice, NodeChoice, Problem, TextField } from './formFields.tsx';
import { canStrike } from './landing.ts';
import { offered } from './offered.ts';
import type { DiskThen } from './records.ts';

export interface FieldsProps {
  readonly draft: Draft;
  readonly nodes: readonly NodeInfo[];
  readonly problems: Readonly<Record<string, string>>;
  /** What the node's disk holds when the fault strikes; null while, or where, that is not known. */
  readonly disk?: DiskThen | null;
  set(change: Partial<Draft>): void;
}

/** The node that is struck, of those that can be. */
export function Struck({ draft, nodes, problems, set }: FieldsProps) {
  const { meta } = useLab();
  const { kind } = draft;
  const can = (node: NodeInfo) => {
    const role = meta.roles.find((r) => r.id === node.role);
    return role === undefined || kind === 'command' || kind === 'fire' || canStrike(kind, role, meta);
  };
  // One that cannot be struck stays in sight while it is chosen: the sentence below says why not.
  const ids = nodes.filter((node) => can(node) || node.id === draft.node).map((node) => node.id);
  return (
    <NodeChoice
      label="Node"
      ids={ids}
      value={draft.node}
      problem={problems.node}
      onChange={(node) => set({ node })}
    />
  );
}

export function Ends({ draft, nodes, problems, set, any = false }: FieldsProps & { readonly any?: boolean }) {
  const ids: readonly NodeId[] = [...(any ? ['*'] : []), ...nodes.map((node) => node.id)];
  return (
    <div className="form-row">
      <NodeChoice
        label="From"
        ids={ids}
        value={draft.from}
        problem={problems.from}
        onChange={(from) => set({ from })}
      />
      <NodeChoice
        label="To"
        ids={ids}
        value={draft.to}
        problem={problems.to}
        onChange={(to) => set({ to })}
      />
    </div>
  );
}

type TextKey = { [K in keyof Draft]: Draft[K] extends string ? K : never }[keyof Draft];

export function Text({
  draft,
  problems,
  set,
  field,
  label,
  unit,
  placeholder,
}: FieldsProps & {
  readonly field: TextKey;
  readonly label: string;
  readonly unit: string;
  readonly placeholder?: string;
}) {
  return (
    <TextField
      label={label}
      unit={unit}
      value={draft[field]}
      {...(placeholder === undefined ? {} : { placeholder })}
      problem={problems[field]}
      onChange={(value) => set({ [field]: value })}
    />
  );
}

/** What a Byzantine node does instead of the rules: one of the ways its protocol declares for its role. */
export function Behaviour({ draft, nodes, problems, set }: FieldsProps) {
  const { meta } = useLab();
  const role = nodes.find((node) => node.id === draft.node)?.role;
  const known = (meta.behaviours ?? []).filter((behaviour) => behaviour.role === role);
  const chosen = known.find((behaviour) => behaviour.id === draft.behaviour);
  if (known.length === 0) {
    return <p className="form-sentence">{meta.title} declares no way for this node to be Byzantine.</p>;
  }
  return (
    <>
      <NodeChoice
        label="What it does"
        ids={known.map((behaviour) => behaviour.id)}
        names={known.map((behaviour) => behaviour.title)}
        value={draft.behaviour}
        problem={problems.behaviour}
        onChange={(behaviour) => set({ behaviour })}
      />
      {chosen !== undefined && <p className="form-sentence">{chosen.help}</p>}
      <DeclaredFields
        fields={chosen?.fields ?? []}
        draft={draft}
        nodes={nodes}
        problems={problems}
        set={set}
      />
    </>
  );
}

export function CommandFields({ draft, nodes, problems, set }: FieldsProps) {
  const { meta } = useLab();
  const params = useSession((s) => s.run?.resolved.params);
  const command = meta.commands.find((c) => c.type === draft.command);
  const takers = nodes.filter((node) => node.role === (command?.role ?? node.role)).map((node) => node.id);
  return (
    <>
      {meta.commands.length > 1 && (
        <Choice
          legend="What"
          name="command"
          value={draft.command}
          options={offered(meta.commands, params, draft.command).map((c) => ({
            value: c.type,
            label: c.title,
          }))}
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
      <DeclaredFields
        fields={command?.fields ?? []}
        draft={draft}
        nodes={nodes}
        problems={problems}
        set={set}
      />
      <Problem text={problems.command} id="problem-command" />
    </>
  );
}

export function FireFields({ draft, nodes, problems, set }: FieldsProps) {
  const { meta } = useLab();
  const role = nodes.find((node) => node.id === draft.node)?.role;
  const timers = meta.timers.filter((timer) => timer.role === role);
  return (
    <>
      <Struck draft={draft} nodes={nodes} problems={problems} set={set} />
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
