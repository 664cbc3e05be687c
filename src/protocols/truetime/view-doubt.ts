/** What the panel shows of each server: what it takes the time for, which commits wait, and which are answered. Pure. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { Chip, RowModel } from '../../widgets/Rows.tsx';
import type { Pending, ServerDurable, ServerVolatile } from './state.ts';

/** "42.3" */
const ms = (time: number) => (time / 1000).toFixed(1);

export function doubtRows(
  world: WorldState,
  before: WorldState | null,
  epsilon: number,
): readonly RowModel[] {
  return world.nodes
    .filter((node) => node.role === 'server')
    .map((node) =>
      row(
        node,
        before?.nodes.find((n) => n.id === node.id),
        epsilon,
        world.time,
      ),
    );
}

function row(node: NodeState, old: NodeState | undefined, epsilon: number, time: number): RowModel {
  const durable = node.durable as unknown as Omit<ServerDurable, 'committed'> & {
    committed: readonly Pending[];
  };
  const volatile = node.volatile as unknown as ServerVolatile | null;
  const clock = node.wallClock;
  const wrong = time < clock - epsilon || time > clock + epsilon;
  const had = (old?.durable.committed as unknown as readonly Pending[] | undefined)?.length;
  const chip = ({ client, t, s }: Pending, waits: boolean, fresh: boolean): Chip => ({
    key: `${client} ${t} ${s}`,
    text: ms(s),
    below: `${client} T${t}`,
    look: waits ? 'dashed' : 'solid',
    fresh,
    title: `Transaction ${t} of ${client} has timestamp ${ms(s)}${waits ? ' and waits until that has surely passed' : ' and is answered'}`,
  });
  return {
    id: node.id,
    figure: `[${ms(clock - epsilon)}, ${ms(clock + epsilon)}]`,
    facts: [`clock ${ms(clock)}`],
    down: !node.up,
    ...(wrong ? { bad: `and it is ${ms(time)}` } : {}),
    lists: [
      { label: 'waiting', empty: 'none', chips: (volatile?.waiting ?? []).map((p) => chip(p, true, false)) },
      {
        label: 'answered',
        empty: 'none yet',
        chips: durable.committed.map((p, i) => chip(p, false, had !== undefined && i >= had)),
      },
    ],
  };
}
