import { useLab } from '../lab/context.ts';
import { sessionStore } from '../stores/session.ts';
import { useCalm } from '../stores/use.ts';

/** Whose state is on show: any node's, the keyboard's way to what a click on the stage does. */
export function NodeChoice() {
  const { meta } = useLab();
  const nodes = useCalm((s) => s.run?.trace.nodes);
  const selected = useCalm((s) => (s.selected?.kind === 'node' ? s.selected.node : null));
  if (nodes === undefined) return null;
  const squares = new Set(meta.roles.filter((role) => role.shape === 'square').map((role) => role.id));
  // Those who take part before those who use it.
  const all = [...nodes].sort((a, b) => Number(squares.has(a.role)) - Number(squares.has(b.role)));
  return (
    <div className="node-choice" role="group" aria-label="State of a node">
      <span className="node-choice-word" aria-hidden="true">
        State of
      </span>
      {all.map(({ id }) => (
        <button
          key={id}
          type="button"
          className="node-chip"
          aria-pressed={id === selected}
          onClick={() =>
            sessionStore.getState().set({ selected: id === selected ? null : { kind: 'node', node: id } })
          }
        >
          {id}
        </button>
      ))}
    </div>
  );
}
