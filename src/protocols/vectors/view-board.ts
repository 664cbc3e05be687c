/** What the panel shows: each member's vector and its board. Pure. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { RowModel } from '../../widgets/Rows.tsx';
import type { Durable, Post, Vector } from './state.ts';

function stateOf(node: NodeState | undefined): Durable | null {
  return node ? (node.durable as unknown as Durable) : null;
}
const NAMES: Readonly<Record<string, string>> = {
  alice: 'Alice',
  bob: 'Bob',
  carol: 'Carol',
  guest: 'guest',
};

function text(V: Vector, ids: readonly string[]): string {
  if (V['*'] !== undefined) return `[${V['*']}]`;
  return `[${ids.map((id) => V[id] ?? 0).join(', ')}]`;
}
function concurrent(a: Post, b: Post): boolean {
  const all = [...new Set([...Object.keys(a.V), ...Object.keys(b.V)])];
  const upTo = (x: Vector, y: Vector) => all.every((id) => (x[id] ?? 0) <= (y[id] ?? 0));
  return a.author !== b.author && !upTo(a.V, b.V) && !upTo(b.V, a.V);
}

export function boardRows(world: WorldState, before: WorldState | null): readonly RowModel[] {
  const ids = world.nodes.map((n) => n.id);
  return world.nodes.map((node, i) => {
    const now = stateOf(node) as Durable;
    const old = stateOf(before?.nodes[i]);
    return {
      id: node.id,
      figure: text(now.V, ids),
      facts: [NAMES[node.role] ?? ''],
      down: !node.up,
      lists: [
        {
          label: 'board',
          empty: 'nothing yet',
          chips: now.posts.map((post, at) => {
            const others = now.posts.filter((p) => concurrent(p, post));
            const with_ = others.map((p) => `“${p.text}”`).join(' and ');
            return {
              key: `${post.author} ${post.text} ${at}`,
              text: post.text,
              below: `${post.author} ${text(post.V, ids)}${others.map((p) => ` ∥ ${p.author}`).join('')}`,
              look: others.length > 0 ? ('dashed' as const) : ('solid' as const),
              fresh: old !== null && at >= old.posts.length,
              title: `“${post.text}” of ${post.author} at ${text(post.V, ids)}${others.length > 0 ? `, concurrent with ${with_}` : ''}`,
            };
          }),
        },
      ],
    };
  });
}
