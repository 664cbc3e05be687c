/** What PBFT's panel draws of a view change: what each view-change proves about each number, and what follows. Pure. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { ViewChange } from './state.ts';
import { durableOf, replicasOf, requestWords } from './view-votes.ts';

export interface Claim {
  readonly text: string;
  /** View in which it was prepared. */
  readonly v: number;
  /** Whether it is the one of the highest view, which the new view has to propose. */
  readonly wins: boolean;
}

export interface Proof {
  readonly view: number;
  readonly primary: string;
  /** Whether the view has begun somewhere, so that its new-view is known. */
  readonly begun: boolean;
  /** Numbers from above the highest checkpoint to the highest that is claimed; of very many only those. */
  readonly numbers: readonly number[];
  readonly rows: readonly {
    readonly id: string;
    /** Number of its stable checkpoint. */
    readonly checkpoint: number;
    readonly claims: readonly (Claim | null)[];
  }[];
  /** What the new-view proposes; null while there is none. */
  readonly proposals: readonly string[] | null;
}

/** More numbers than these are not drawn. */
const MOST = 12;

/** The latest view change that anybody takes part in; null where there was none. */
export function proofIn(world: WorldState): Proof | null {
  const nodes = replicasOf(world).filter((node) => node.up);
  const all = nodes.map(durableOf);
  const view = Math.max(1, ...all.map((d) => d.view));
  if (view === 1) return null;
  const newView = all.find((d) => d.newView?.v === view)?.newView ?? null;
  const replicas = replicasOf(world).map((node) => node.id);
  const primary = replicas[(view - 1) % replicas.length] as string;
  const V = newView?.V ?? gathered(nodes, view, primary);
  const from = Math.max(0, ...V.map((m) => m.n));
  const claimed = V.flatMap((m) => m.P.map((c) => c.prePrepare));
  const to = Math.max(from, ...claimed.map((p) => p.n));
  // Of more than can be drawn, those that somebody proves something about.
  const numbers =
    to - from <= MOST
      ? Array.from({ length: to - from }, (_, i) => from + 1 + i)
      : [...new Set(claimed.map((p) => p.n))].sort((a, b) => a - b).slice(0, MOST);
  const highest = (n: number) => Math.max(0, ...claimed.filter((p) => p.n === n).map((p) => p.v));
  const claim = (m: ViewChange, n: number): Claim | null => {
    const p = m.P.find((c) => c.prePrepare.n === n)?.prePrepare;
    return p === undefined ? null : { text: requestWords(p.m), v: p.v, wins: p.v === highest(n) };
  };
  return {
    view,
    primary,
    begun: newView !== null,
    numbers,
    rows: inOrder(V, replicas).map((m) => ({
      id: m.i,
      checkpoint: m.n,
      claims: numbers.map((n) => claim(m, n)),
    })),
    proposals:
      newView === null
        ? null
        : numbers.map((n) => {
            const p = newView.O.find((o) => o.n === n);
            return p === undefined ? '' : requestWords(p.m);
          }),
  };
}

/**
 * Those for the view that have reached anybody, one of each replica: as its new primary has it, else as another was told. What a liar keeps
 * for itself is not what it says.
 */
function gathered(nodes: readonly NodeState[], view: number, primary: string): readonly ViewChange[] {
  const by = new Map<string, ViewChange>();
  const first = nodes.filter((node) => node.id === primary);
  for (const node of [...first, ...nodes.filter((other) => other.id !== primary)]) {
    for (const m of Object.values(durableOf(node).viewChanges)) {
      if (m.v === view && !by.has(m.i) && !(node.byzantine && m.i === node.id)) by.set(m.i, m);
    }
  }
  return [...by.values()];
}

function inOrder(V: readonly ViewChange[], replicas: readonly string[]): readonly ViewChange[] {
  return [...V].sort((a, b) => replicas.indexOf(a.i) - replicas.indexOf(b.i));
}
