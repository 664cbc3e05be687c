/** What the panel shows of each replica: its siblings by key, with what their vectors say. Pure. */
import type { WorldState } from '../../engine/inspect.ts';
import type { RowModel } from '../../widgets/Rows.tsx';
import type { ReplicaDurable, Sibling, VersionVector } from './state.ts';

/** "[R1: 2, R2: 1]" */
function text(V: VersionVector): string {
  const ids = Object.keys(V).sort();
  return `[${ids.map((id) => `${id}: ${V[id]}`).join(', ')}]`;
}

function mark({ dot, V }: Sibling): string {
  if (dot === null) return Object.keys(V).length === 0 ? '' : text(V);
  return `(${dot.r}, ${dot.n}) ${text(V)}`;
}

/** What stands below a value, in words. */
export function belowWords(kind: string, variants: readonly string[]): string {
  if (variants.includes('oneVector')) return 'below a value: which write it is; the vector is one for all';
  const dotted = kind === 'dotted' && variants.length === 0;
  return dotted ? 'below a value: its dot, then what its writer had read' : 'below a value: its vector';
}

export function siblingRows(world: WorldState, before: WorldState | null): readonly RowModel[] {
  return world.nodes
    .filter((node) => node.role === 'replica')
    .map((node) => {
      const { store } = node.durable as unknown as ReplicaDurable;
      const old = before?.nodes.find((n) => n.id === node.id)?.durable as unknown as
        | ReplicaDurable
        | undefined;
      const keys = Object.keys(store).sort();
      return {
        id: node.id,
        facts: keys.length === 0 ? ['empty'] : [],
        down: !node.up,
        lists: keys.map((key) => {
          const { V, siblings } = store[key] ?? { V: {}, siblings: [] };
          const had = new Set((old?.store[key]?.siblings ?? []).map((s) => s.w));
          return {
            label: `${key} ${text(V)}`,
            empty: 'nothing',
            chips: siblings.map((s) => ({
              key: s.w,
              text: s.value,
              below: mark(s) || s.w,
              look: siblings.length > 1 ? ('dashed' as const) : ('solid' as const),
              fresh: old !== undefined && !had.has(s.w),
              title: `“${s.value}”, write ${s.w}${siblings.length > 1 ? ', one of several siblings' : ''}${mark(s) === '' ? '' : `, ${mark(s)}`}`,
            })),
          };
        }),
      };
    });
}
