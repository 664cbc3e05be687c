import fc from 'fast-check';
import { expect, test } from 'vitest';
import { components } from './components.ts';
import { CYCLE_KINDS, type CycleKind } from './cyclekinds.ts';
import { shortestCycles } from './cycles.ts';
import type { Edge, EdgeKind, Graph } from './graph.ts';

const NODES = 6;

const edges = fc.uniqueArray(
  fc.record({
    from: fc.nat(NODES - 1),
    to: fc.nat(NODES - 1),
    kind: fc.constantFrom<EdgeKind>('ww', 'wr', 'rw', 'rw'),
    predicate: fc.boolean(),
  }),
  { maxLength: 14, selector: (edge) => JSON.stringify(edge) },
);

const graphs: fc.Arbitrary<Graph> = edges.map((all) => ({
  nodes: Array.from({ length: NODES }, (_, i) => i),
  edges: all
    .filter(({ from, to }) => from !== to)
    .map((edge): Edge => ({ ...edge, predicate: edge.predicate && edge.kind !== 'ww', because: [] })),
}));

/** Every cycle, from the definition: all ways to walk back to the first node without meeting another twice. */
function allCycles({ nodes, edges: all }: Graph): Edge[][] {
  const found: Edge[][] = [];
  const walk = (start: number, at: number, path: Edge[]) => {
    for (const edge of all) {
      if (edge.from !== at) continue;
      if (edge.to === start) found.push([...path, edge]);
      else if (edge.to > start && path.every(({ from }) => from !== edge.to))
        walk(start, edge.to, [...path, edge]);
    }
  };
  for (const node of nodes) walk(node, node, []);
  return found;
}

function isOf(kind: CycleKind, cycle: readonly Edge[]): boolean {
  const rw = cycle.filter((edge) => edge.kind === 'rw');
  const byPredicate = rw.filter(({ predicate }) => predicate).length;
  switch (kind) {
    case 'G0':
      return cycle.every((edge) => edge.kind === 'ww');
    case 'G1c':
      return rw.length === 0 && cycle.some((edge) => edge.kind === 'wr');
    case 'G-single':
      return rw.length === 1 && byPredicate === 0;
    case 'G-single-predicate':
      return rw.length === 1 && byPredicate === 1;
    case 'G2-item':
      return rw.length > 1 && byPredicate === 0;
    case 'G2':
      return rw.length > 1 && byPredicate > 0;
    case 'G-nonadjacent':
      return (
        rw.length > 0 &&
        cycle.every((edge, i) => edge.kind !== 'rw' || cycle[(i + 1) % cycle.length]?.kind !== 'rw')
      );
  }
}

test('the shortest cycle of every kind in every component, as counting them all says', () => {
  const found = new Map<CycleKind, number>();
  fc.assert(
    fc.property(graphs, (graph) => {
      const component = components(
        graph.nodes.map((n) => graph.edges.filter((e) => e.from === n).map((e) => e.to)),
      );
      const all = allCycles(graph);
      const told = shortestCycles(graph);
      for (const { kind, edges: cycle } of told) {
        found.set(kind, (found.get(kind) ?? 0) + 1);
        expect(isOf(kind, cycle)).toBe(true);
        for (const [i, { to }] of cycle.entries()) expect(to).toBe(cycle[(i + 1) % cycle.length]?.from);
        expect(new Set(cycle.map(({ from }) => from)).size).toBe(cycle.length);
      }
      for (const kind of CYCLE_KINDS) {
        for (let c = 0; c < NODES; c++) {
          const here = all.filter((cycle) => component[cycle[0]?.from ?? 0] === c && isOf(kind, cycle));
          const shortest = here.reduce((least, { length }) => Math.min(least, length), Infinity);
          const ours = told.filter((t) => t.kind === kind && component[t.edges[0]?.from ?? 0] === c);
          expect([kind, ours.map(({ edges: { length } }) => length)]).toEqual([
            kind,
            shortest === Infinity ? [] : [shortest],
          ]);
        }
      }
    }),
    { numRuns: 1300 },
  );
  for (const kind of CYCLE_KINDS) expect([kind, (found.get(kind) ?? 0) > 25]).toEqual([kind, true]);
});

test('components are those of mutual reachability, numbered against the edges', () => {
  fc.assert(
    fc.property(graphs, ({ nodes, edges: all }) => {
      const component = components(nodes.map((n) => all.filter((e) => e.from === n).map((e) => e.to)));
      const reach = (from: number, seen = new Set<number>()): Set<number> => {
        for (const { from: f, to } of all) {
          if (f !== from || seen.has(to)) continue;
          seen.add(to);
          reach(to, seen);
        }
        return seen;
      };
      for (const a of nodes) {
        for (const b of reach(a)) {
          expect(component[a] === component[b]).toBe(a === b || reach(b).has(a));
          expect(component[a]).toBeGreaterThanOrEqual(component[b] ?? 0);
        }
      }
    }),
  );
});
