/** What the panel shows of each process: what it has delivered, and what it holds back and why. Pure. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { RowModel } from '../../widgets/Rows.tsx';
import type { Counts, Durable, Held, LogEntry } from './state.ts';

/** Lists are plain arrays here. */
interface State extends Omit<Durable, 'log'> {
  readonly log: readonly LogEntry[];
}
function stateOf(node: NodeState | undefined): State | null {
  return node ? (node.durable as unknown as State) : null;
}
const nameOf = ({ from, n }: { readonly from: string; readonly n: number }) => `${from}.${n}`;

/** "P1 2, P3 1", zeros left out. */
function countsText(counts: Counts): string {
  const parts = Object.keys(counts)
    .sort()
    .filter((id) => (counts[id] ?? 0) > 0)
    .map((id) => `${id} ${counts[id]}`);
  return parts.length === 0 ? 'nothing yet' : parts.join(', ');
}

function bears({ V, T }: Held): string | undefined {
  if (V) return `V ${countsText(V)}`;
  return T === undefined ? undefined : `T ${T}`;
}

export function deliveryRows(world: WorldState, before: WorldState | null): readonly RowModel[] {
  return world.nodes.map((node, i) => {
    const now = stateOf(node) as State;
    const old = stateOf(before?.nodes[i]);
    const delivered = now.log.filter((e) => e.what === 'deliver');
    const had = old ? old.log.filter((e) => e.what === 'deliver').length : delivered.length;
    const hadHeld = new Set((old?.held ?? now.held).map(nameOf));
    return {
      id: node.id,
      facts: [],
      down: !node.up,
      lists: [
        {
          label: 'delivered',
          empty: 'nothing yet',
          chips: delivered.map((e, at) => ({
            key: `${nameOf(e)} ${at}`,
            text: e.text,
            below: e.from,
            look: 'solid' as const,
            fresh: at >= had,
            title: `${node.id} delivered “${e.text}”, message ${e.n} of ${e.from}, as number ${at + 1}`,
          })),
        },
        ...(now.held.length > 0
          ? [
              {
                label: 'held back',
                empty: '',
                chips: now.held.map((h) => ({
                  key: nameOf(h),
                  text: h.text,
                  below: bears(h) ?? h.from,
                  look: 'dashed' as const,
                  fresh: !hadHeld.has(nameOf(h)),
                  title: `“${h.text}”, message ${h.n} of ${h.from}, has come and waits`,
                })),
              },
            ]
          : []),
      ],
    };
  });
}
