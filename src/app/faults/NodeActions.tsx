import type { NodeId } from '../../engine/runspec.ts';
import { useLab } from '../lab/context.ts';
import { useSession } from '../stores/use.ts';
import { openMore } from './more.ts';
import { openForm } from './open.ts';

const ACTIONS = [
  { kind: 'crash', name: 'Crash' },
  { kind: 'pause', name: 'Freeze' },
  { kind: 'clock', name: 'Bend clock' },
] as const;

/** What can be done to the selected node, each button opening its form; for a client its commands come first. */
export function NodeActions({ node }: { readonly node: NodeId }) {
  const { meta } = useLab();
  const role = useSession((s) => s.run?.resolved.nodes.find((n) => n.id === node)?.role);
  // The form offers the role's other commands.
  const command = meta.commands.find((c) => c.role === role);
  return (
    <>
      {command !== undefined && (
        <button type="button" className="button small" onClick={() => openForm('command')}>
          {command.title}
        </button>
      )}
      {ACTIONS.map(({ kind, name }) => (
        <button key={kind} type="button" className="button small" onClick={() => openForm(kind)}>
          {name}
        </button>
      ))}
      <button type="button" className="button small" onClick={() => openMore()}>
        More…
      </button>
    </>
  );
}
