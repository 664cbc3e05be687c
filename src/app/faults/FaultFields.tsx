import type { NodeId, NodeInfo } from '../../engine/runspec.ts';
import { useLab } from '../lab/context.ts';
import { CutFields, LinkList } from './cutFields.tsx';
import { DeclaredFields } from './DeclaredFields.tsx';
import type { Draft } from './drafts.ts';
import { Check, Choice, NodeChoice, NodesChoice, Problem, TextField } from './formFields.tsx';
import { canStrike } from './landing.ts';
import { RecordField } from './RecordField.tsx';

interface FieldsProps {
  readonly draft: Draft;
  readonly nodes: readonly NodeInfo[];
  readonly problems: Readonly<Record<string, string>>;
  set(change: Partial<Draft>): void;
}

/** The fields that say where a fault strikes, and how; when is the form's own. */
export function FaultFields(props: FieldsProps) {
  const { draft, nodes, problems, set } = props;
  const ids = nodes.map((node) => node.id);
  switch (draft.kind) {
    case 'crash':
    case 'amnesia':
    case 'pause':
    case 'diskFull':
      return <Struck {...props} />;
    case 'outage':
      return (
        <NodesChoice
          legend="Nodes that fail together"
          ids={ids}
          chosen={draft.nodes}
          problem={problems.nodes}
          onChange={(chosen) => set({ nodes: chosen })}
        />
      );
    case 'slow':
    case 'slowFsync':
      return (
        <>
          <Struck {...props} />
          <div className="form-row">
            <Text {...props} field="low" label="Takes at least" unit="ms" />
            <Text {...props} field="high" label="and at most" unit="ms" />
          </div>
        </>
      );
    case 'byzantine':
      return (
        <>
          <Struck {...props} />
          <Behaviour {...props} />
        </>
      );
    case 'partition':
    case 'partial':
      return (
        <>
          {draft.kind === 'partial' && (
            <LinkList
              ids={ids}
              chosen={draft.links}
              problem={problems.links}
              onChange={(links) => set({ links })}
            />
          )}
          <CutFields {...props} ids={ids} />
        </>
      );
    case 'block':
      return (
        <>
          <Ends {...props} />
          <CutFields {...props} ids={ids} />
        </>
      );
    case 'link':
      return (
        <>
          <Ends {...props} any />
          <div className="form-row">
            <Text {...props} field="latencyLow" label="Shortest delay" unit="ms" placeholder="as it is" />
            <Text {...props} field="latencyHigh" label="Longest delay" unit="ms" placeholder="as it is" />
          </div>
          <div className="form-row form-quarters">
            <Text {...props} field="loss" label="Lost" unit="%" placeholder="as it is" />
            <Text {...props} field="duplicate" label="Doubled" unit="%" placeholder="0" />
            <Text {...props} field="reorder" label="Overtaken" unit="%" placeholder="0" />
            <Text {...props} field="corrupt" label="Damaged" unit="%" placeholder="0" />
          </div>
        </>
      );
    case 'drop':
    case 'reorder':
    case 'corrupt':
    case 'delay':
    case 'duplicate':
      return (
        <>
          <Ends {...props} />
          <div className="form-row">
            <Text {...props} field="nth" label="Which message" unit="1 is the first" />
            {draft.kind === 'delay' && <Text {...props} field="by" label="Later by" unit="ms" />}
            {draft.kind === 'duplicate' && (
              <Text {...props} field="by" label="Copy later by" unit="ms" placeholder="drawn at random" />
            )}
          </div>
        </>
      );
    case 'clock':
      return (
        <>
          <Struck {...props} />
          <Check
            label="Stands still"
            help="With it stand all timers of the node."
            on={draft.stop}
            onChange={(stop) => set({ stop })}
          />
          <div className="form-row">
            {!draft.stop && <Text {...props} field="drift" label="Runs fast by" unit="%" placeholder="0" />}
            <Text {...props} field="offset" label="Off by" unit="ms, while it lasts" placeholder="0" />
            <Text {...props} field="step" label="Jumps by" unit="ms, for good" placeholder="0" />
          </div>
        </>
      );
    case 'lostWrite':
    case 'misdirectedWrite':
    case 'tornWrite':
      return (
        <>
          <Struck {...props} />
          <div className="form-row">
            <Text {...props} field="nth" label="Which write" unit="1 is the first" />
            {draft.kind === 'tornWrite' && (
              <Text
                {...props}
                field="kept"
                label="Records kept"
                unit="0: none"
                placeholder="drawn at random"
              />
            )}
          </div>
        </>
      );
    case 'bitRot':
    case 'latentError':
      return (
        <>
          <Struck {...props} />
          <RecordField
            node={draft.node}
            value={draft.record}
            problem={problems.record}
            onChange={(record) => set({ record })}
          />
        </>
      );
    case 'command':
      return <CommandFields {...props} />;
    case 'fire':
      return <FireFields {...props} />;
  }
}

/** The node that is struck, of those that can be. */
function Struck({ draft, nodes, problems, set }: FieldsProps) {
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

function Ends({ draft, nodes, problems, set, any = false }: FieldsProps & { readonly any?: boolean }) {
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

function Text({
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
function Behaviour({ draft, nodes, problems, set }: FieldsProps) {
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

function CommandFields({ draft, nodes, problems, set }: FieldsProps) {
  const { meta } = useLab();
  const command = meta.commands.find((c) => c.type === draft.command);
  const takers = nodes.filter((node) => node.role === (command?.role ?? node.role)).map((node) => node.id);
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

function FireFields({ draft, nodes, problems, set }: FieldsProps) {
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
