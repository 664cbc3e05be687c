/** Where an arrow key leads from one node to the next. */
import type { Layout } from './layout.ts';

/** The next node from `from` in the direction of an arrow key, or null at the edge. */
export function neighbour(
  layout: Layout,
  from: number,
  key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
): number | null {
  const start = layout.nodes[from];
  if (!start) return null;
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] as [
    number,
    number,
  ];
  let best: number | null = null;
  let bestCost = Infinity;
  for (const n of layout.nodes) {
    if (n === start) continue;
    const along = (n.x - start.x) * dx + (n.y - start.y) * dy;
    const aside = Math.abs((n.x - start.x) * dy) + Math.abs((n.y - start.y) * dx);
    if (along <= 1) continue;
    const cost = along + aside * 2;
    if (cost < bestCost) {
      bestCost = cost;
      best = n.index;
    }
  }
  return best;
}
