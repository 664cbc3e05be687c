import type { NodeInfo } from '../../engine/runspec.ts';
import { useLab } from '../lab/context.ts';
import type { Draft } from './drafts.ts';
import { Choice, NodeChoice, Problem, Sides, TextField } from './formFields.tsx';

/** The fields that say where a fault strikes, and how; when is the form's own. */
export function FaultFields({
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
              label="Which message"
              unit="1 is the first"
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
