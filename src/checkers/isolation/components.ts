/** Graphs over nodes 0, 1, …, n − 1, by lists of neighbours. */
export type Neighbours = readonly (readonly number[])[];

/**
 * Strongly connected components (Tarjan 1972), without recursion: a history may be one long path. Returns the component of each node;
 * components are numbered so that edges between them lead from a higher number to a lower one.
 */
export function components(graph: Neighbours): Int32Array {
  const n = graph.length;
  const component = new Int32Array(n).fill(-1);
  const index = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const next = new Int32Array(n);
  const open: number[] = [];
  const path: number[] = [];
  let seen = 0;
  let made = 0;
  for (let root = 0; root < n; root++) {
    if (index[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const v = path[path.length - 1] as number;
      if (index[v] === -1) {
        index[v] = low[v] = seen++;
        open.push(v);
      }
      const neighbours = graph[v] as readonly number[];
      let descended = false;
      while ((next[v] as number) < neighbours.length) {
        const w = neighbours[(next[v] as number)++] as number;
        if (index[w] === -1) {
          path.push(w);
          descended = true;
          break;
        }
        if (component[w] === -1) low[v] = Math.min(low[v] as number, index[w] as number);
      }
      if (descended) continue;
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[v] as number);
      if (low[v] !== index[v]) continue;
      for (;;) {
        const w = open.pop() as number;
        component[w] = made;
        if (w === v) break;
      }
      made++;
    }
  }
  return component;
}

/**
 * Ranks for a search that must not run through the whole graph: every edge leads to a node of the same component or of a higher rank,
 * and among all such orders the nodes stand as they are numbered, as far as may be. Nodes of one component share a rank.
 */
export function ranks(graph: Neighbours, component: Int32Array): Int32Array {
  const count = component.reduce((most, c) => Math.max(most, c + 1), 0);
  const waitsFor = new Int32Array(count);
  const leadsTo: number[][] = Array.from({ length: count }, () => []);
  const earliest = new Int32Array(count).fill(graph.length);
  for (const [v, neighbours] of graph.entries()) {
    const c = component[v] as number;
    earliest[c] = Math.min(earliest[c] as number, v);
    for (const w of neighbours) {
      const d = component[w] as number;
      if (c === d) continue;
      leadsTo[c]?.push(d);
      waitsFor[d] = (waitsFor[d] as number) + 1;
    }
  }
  const ready = new Queue(earliest);
  for (let c = 0; c < count; c++) if (waitsFor[c] === 0) ready.push(c);
  const rank = new Int32Array(count);
  for (let r = 0; ; r++) {
    const c = ready.pop();
    if (c === null) break;
    rank[c] = r;
    for (const d of leadsTo[c] as number[]) {
      waitsFor[d] = (waitsFor[d] as number) - 1;
      if (waitsFor[d] === 0) ready.push(d);
    }
  }
  return component.map((c) => rank[c] as number);
}

/** A heap of components, that with the earliest node first. */
class Queue {
  private readonly items: number[] = [];
  private readonly key: Int32Array;

  constructor(key: Int32Array) {
    this.key = key;
  }

  push(item: number): void {
    const { items } = this;
    let i = items.length;
    items.push(item);
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (this.of(up) <= (this.key[item] as number)) break;
      items[i] = items[up] as number;
      i = up;
    }
    items[i] = item;
  }

  pop(): number | null {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined) return null;
    if (items.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.of(child + 1) < this.of(child)) child++;
      if (this.of(child) >= (this.key[last] as number)) break;
      items[i] = items[child] as number;
      i = child;
    }
    items[i] = last;
    return top;
  }

  private of(i: number): number {
    return this.key[this.items[i] as number] as number;
  }
}
