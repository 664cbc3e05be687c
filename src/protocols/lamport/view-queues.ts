/** What the panel shows of each process: its queue, and what it has heard. Pure. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { RowModel } from '../../widgets/Rows.tsx';
import type { Durable, Request } from './state.ts';

/** "(3, P1)" */
const requestText = ({ T, P }: Request) => `(${T}, ${P})`;

function stateOf(node: NodeState | undefined): Durable | null {
  return node ? (node.durable as unknown as Durable) : null;
}

export function queueRows(world: WorldState, before: WorldState | null): readonly RowModel[] {
  const ids = world.nodes.map((n) => n.id);
  return world.nodes.map((node, i) => {
    const now = stateOf(node) as Durable;
    const old = stateOf(before?.nodes[i]);
    const own = now.request;
    const had = new Set((old?.requestQueue ?? []).map(requestText));
    const heard = ids
      .filter((id) => id !== node.id)
      .map((id) => {
        const T = now.received[id] ?? 0;
        const later = own !== null && T > own.T;
        return {
          key: id,
          text: `${id} ${T === 0 ? '–' : T}`,
          look: own === null ? ('faint' as const) : later ? ('solid' as const) : ('dashed' as const),
          fresh: old !== null && T !== (old.received[id] ?? 0),
          title:
            T === 0
              ? `${node.id} has heard nothing from ${id}`
              : `The latest timestamp that ${node.id} received from ${id} is ${T}${own === null ? '' : later ? `, later than ${own.T}` : `, not later than ${own.T}`}`,
        };
      });
    return {
      id: node.id,
      figure: `C = ${now.C}`,
      facts: now.granted ? ['uses the resource'] : own ? [`waits for ${requestText(own)}`] : [],
      down: !node.up,
      lists: [
        {
          label: 'queue',
          empty: 'empty',
          chips: now.requestQueue.map((r: Request, at) => ({
            key: `${requestText(r)} ${at}`,
            text: requestText(r),
            look: r.P === node.id ? (now.granted ? 'solid' : 'dashed') : 'faint',
            fresh: old !== null && !had.has(requestText(r)),
            title: `Request of ${r.P} at ${r.T}, ${at === 0 ? 'first' : `number ${at + 1}`} in the queue of ${node.id}`,
          })),
        },
        { label: 'heard', empty: 'nobody else', chips: heard },
      ],
    };
  });
}
