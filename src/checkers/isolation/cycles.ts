/** The shortest cycle of each kind in each knot of transactions that have no serial order. */
import { components, type Neighbours, ranks } from './components.ts';
import { type CycleKind, SEARCHES, type Search } from './cyclekinds.ts';
import type { Edge, Graph } from './graph.ts';
import type { Txn } from './history.ts';

export interface Cycle {
  readonly kind: CycleKind;
  /** Each begins where the one before it ends; the last ends where the first begins. No transaction comes twice. */
  readonly edges: readonly Edge[];
}

/** Every kind at most once in each strongly connected component; kinds in the order of CYCLE_KINDS. */
export function shortestCycles(graph: Graph): Cycle[] {
  const finder = new Finder(graph);
  return SEARCHES.flatMap((search) => finder.find(search));
}

class Finder {
  private readonly node = new Map<Txn, number>();
  /** Outgoing edges of each node. */
  private readonly out: Edge[][];
  /** Component of each node in the whole graph: no cycle leaves it. */
  private readonly component: Int32Array;
  // Scratch of the searches, by node and state.
  private readonly met: Int32Array;
  private readonly via: (Edge | null)[];
  private readonly before: Int32Array;
  private round = 0;

  constructor(graph: Graph) {
    for (const [i, txn] of graph.nodes.entries()) this.node.set(txn, i);
    this.out = graph.nodes.map(() => []);
    for (const edge of graph.edges) this.out[this.of(edge.from)]?.push(edge);
    this.component = components(this.neighbours(() => true));
    const states = 2 * graph.nodes.length;
    this.met = new Int32Array(states);
    this.via = new Array(states).fill(null);
    this.before = new Int32Array(states);
  }

  find(search: Search): Cycle[] {
    const best = new Map<number, readonly Edge[]>();
    const possible = this.possible(search);
    for (const [from, edges] of this.out.entries()) {
      for (const edge of edges) {
        if (!search.closing(edge) || !possible(edge)) continue;
        const component = this.component[from] as number;
        const shortest = best.get(component)?.length ?? Infinity;
        if (shortest <= 2) continue;
        const path = this.path(search, edge, shortest - 1);
        if (path !== null) best.set(component, fromFirst([edge, ...path]));
      }
    }
    return [...best.values()].map((edges) => ({ kind: search.kind, edges }));
  }

  /** Rules out closing edges that no path can close, in one pass, where the search for each would run through the whole graph. */
  private possible(search: Search): (edge: Edge) => boolean {
    const { component, of } = this;
    const same = (edge: Edge) => component[of(edge.from)] === component[of(edge.to)];
    if (search.kind === 'G-nonadjacent') {
      const product = components(this.product(search));
      return (edge) => same(edge) && product[2 * of(edge.from)] === product[2 * of(edge.to) + 1];
    }
    const allowed = (edge: Edge) => search.step(0, edge) !== null;
    const neighbours = this.neighbours(allowed);
    const inside = components(neighbours);
    if (search.kind !== 'G-single' && search.kind !== 'G-single-predicate') {
      return (edge) => inside[of(edge.from)] === inside[of(edge.to)];
    }
    const rank = ranks(neighbours, inside);
    this.rank = rank;
    return (edge) => same(edge) && (rank[of(edge.to)] as number) <= (rank[of(edge.from)] as number);
  }

  /** Of the search at hand: no path from a node leads to one of lower rank. */
  private rank: Int32Array | null = null;

  /** The shortest path of fewer than `limit` edges from the end of an edge back to its beginning; null if none, or if it crosses itself. */
  private path(search: Search, closing: Edge, limit: number): Edge[] | null {
    const single = search.kind === 'G-single' || search.kind === 'G-single-predicate';
    const rank = single ? this.rank : null;
    const goal = this.of(closing.from);
    const home = this.component[goal];
    const round = ++this.round;
    let level = [2 * this.of(closing.to) + search.start];
    this.met[level[0] as number] = round;
    for (let depth = 1; depth < limit && level.length > 0; depth++) {
      const next: number[] = [];
      for (const at of level) {
        for (const edge of this.out[at >> 1] as Edge[]) {
          const state = search.step(at & 1, edge);
          if (state === null) continue;
          const to = this.of(edge.to);
          if (this.component[to] !== home) continue;
          if (rank !== null && (rank[to] as number) > (rank[goal] as number)) continue;
          const reached = 2 * to + state;
          if (this.met[reached] === round) continue;
          this.met[reached] = round;
          this.via[reached] = edge;
          this.before[reached] = at;
          if (to === goal) {
            if (search.accepts(state)) {
              const path = this.walked(reached, closing, search.start);
              return isSimple(path) ? path : this.simplePath(search, closing, path.length, limit);
            }
            // A cycle passes its beginning once.
            continue;
          }
          next.push(reached);
        }
      }
      level = next;
    }
    return null;
  }

  private walked(reached: number, closing: Edge, start: number): Edge[] {
    const path: Edge[] = [];
    const first = 2 * this.of(closing.to) + start;
    for (let at = reached; at !== first; at = this.before[at] as number) path.push(this.via[at] as Edge);
    return path.reverse();
  }

  /**
   * Where the shortest walk meets a transaction twice: the shortest path that does not, of at least `from` edges. A walk that is no path
   * is made of cycles that are told under other kinds, so to give up after a while loses a name and no verdict.
   */
  private simplePath(search: Search, closing: Edge, from: number, limit: number): Edge[] | null {
    const goal = closing.from;
    const home = this.component[this.of(goal)];
    const on = new Set<Txn>([closing.to]);
    const path: Edge[] = [];
    let budget = MOST_STEPS;
    const extend = (txn: Txn, state: number, left: number): boolean => {
      for (const edge of this.out[this.of(txn)] as Edge[]) {
        const next = search.step(state, edge);
        if (next === null || this.component[this.of(edge.to)] !== home || budget-- <= 0) continue;
        path.push(edge);
        if (edge.to === goal) {
          if (left === 1 && search.accepts(next)) return true;
        } else if (left > 1 && !on.has(edge.to)) {
          on.add(edge.to);
          if (extend(edge.to, next, left - 1)) return true;
          on.delete(edge.to);
        }
        path.pop();
      }
      return false;
    };
    const longest = Math.min(limit - 1, this.out.length - 1);
    for (let length = from; length <= longest && budget > 0; length++) {
      if (extend(closing.to, search.start, length)) return path;
    }
    return null;
  }

  private readonly of = (txn: Txn): number => this.node.get(txn) as number;

  private neighbours(allowed: (edge: Edge) => boolean): Neighbours {
    return this.out.map((edges) => edges.filter(allowed).map((edge) => this.of(edge.to)));
  }

  /** The graph over pairs of node and state. */
  private product(search: Search): Neighbours {
    return this.out.flatMap((edges) =>
      [0, 1].map((state) =>
        edges.flatMap((edge) => {
          const next = search.step(state, edge);
          return next === null ? [] : [2 * this.of(edge.to) + next];
        }),
      ),
    );
  }
}

/** Steps of the search for a path that meets nobody twice; enough for any graph that a person can look at. */
const MOST_STEPS = 5000;

function isSimple(path: readonly Edge[]): boolean {
  return new Set(path.map(({ from }) => from)).size === path.length;
}

/** Turned round so that it begins at the transaction with the lowest number. */
function fromFirst(edges: readonly Edge[]): Edge[] {
  let first = 0;
  for (const [i, { from }] of edges.entries()) if (from < (edges[first] as Edge).from) first = i;
  return [...edges.slice(first), ...edges.slice(0, first)];
}
