/**
 * Is there a serial order that explains what every transaction read, and the final state? By the graph where it has no cycle; otherwise,
 * for small histories, by trying every order: what only the definition of a cycle forbids may still be explained (blind writes).
 */
import type { Chronicle, ObjectKey } from './chronicle.ts';
import { components } from './components.ts';
import type { Graph } from './graph.ts';
import { INITIAL, type PredicateEvent, type Txn, type Version } from './history.ts';

export type Explanation =
  | { readonly verdict: 'yes'; readonly order: readonly Txn[] }
  | { readonly verdict: 'no' }
  /** There is a cycle, and too many transactions to try every order. */
  | { readonly verdict: 'unknown' };

/** 7! = 5,040 orders. */
export const MOST_TO_PERMUTE = 7;

export function explainSerially(chronicle: Chronicle, graph: Graph): Explanation {
  const order = topological(graph);
  if (order !== null && refuteSerial(chronicle, order) === null) return { verdict: 'yes', order };
  if (graph.nodes.length > MOST_TO_PERMUTE) return { verdict: 'unknown' };
  return explainByPermutation(chronicle);
}

/** The definition, naively. Orders are tried in that of the first events, so that the order found is near to what happened. */
export function explainByPermutation(chronicle: Chronicle): Explanation {
  const txns = [...chronicle.transactions.values()].filter((t) => t.counted).map((t) => t.txn);
  for (const order of permutations(txns)) {
    if (refuteSerial(chronicle, order) === null) return { verdict: 'yes', order };
  }
  return { verdict: 'no' };
}

/** An order in which every edge leads forward; null if there is a cycle. */
export function topological(graph: Graph): Txn[] | null {
  const at = new Map(graph.nodes.map((txn, i) => [txn, i]));
  const neighbours: number[][] = graph.nodes.map(() => []);
  for (const { from, to } of graph.edges) neighbours[at.get(from) as number]?.push(at.get(to) as number);
  const component = components(neighbours);
  if (new Set(component).size < graph.nodes.length) return null;
  // Tarjan numbers what is reached before what reaches it.
  return [...graph.nodes.keys()]
    .sort((a, b) => (component[b] as number) - (component[a] as number))
    .map((i) => graph.nodes[i] as Txn);
}

/**
 * Carries the transactions out one after another. Null if each reads what it read, searches find what they found, and the rows end as they
 * ended; else the index of the first event that does not fit, or the number of events if it is the final state.
 */
export function refuteSerial(chronicle: Chronicle, order: readonly Txn[]): number | null {
  const { history, transactions, versions, chains, questions } = chronicle;
  const keyOf = (version: Version) => versions.get(version)?.key ?? '';
  const held = new Map<ObjectKey, Version>();
  for (const [key, { installed }] of chains) {
    const first = installed[0];
    if (first?.txn === INITIAL) held.set(key, first.version);
  }
  const finds = (event: PredicateEvent, i: number): boolean => {
    const question = questions.get(i);
    if (question === undefined) return true;
    for (const key of question.places.keys()) {
      const now = held.get(key);
      const then = question.looked.get(key);
      const meets = now !== undefined && question.matching.has(now);
      const met = then !== undefined && question.matching.has(then);
      if (event.table === chains.get(key)?.table && meets !== met) return false;
    }
    return true;
  };
  for (const txn of order) {
    /** What its own writes took the place of, for those it takes back. */
    const under = new Map<Version, Version | undefined>();
    for (const i of transactions.get(txn)?.events ?? []) {
      const event = history.events[i];
      if (event?.kind === 'read') {
        if (held.get(keyOf(event.version)) !== event.version) return i;
      } else if (event?.kind === 'predicate') {
        if (!finds(event, i)) return i;
      } else if (event?.kind === 'write') {
        const key = keyOf(event.version);
        under.set(event.version, held.get(key));
        held.set(key, event.version);
      } else if (event?.kind === 'undo') {
        const latestFirst = [...event.versions].sort((a, b) => place(versions, b) - place(versions, a));
        for (const version of latestFirst) {
          const key = keyOf(version);
          const before = under.get(version);
          if (before === undefined) held.delete(key);
          else held.set(key, before);
        }
      }
    }
  }
  const told = new Map(history.final?.map(({ version }) => [keyOf(version), version]));
  for (const [key, { installed }] of chains) {
    const end = told.get(key) ?? installed.at(-1)?.version;
    if (held.get(key) !== end) return history.events.length;
  }
  return null;
}

function place(versions: Chronicle['versions'], version: Version): number {
  return versions.get(version)?.event ?? -1;
}

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const [i, first] of items.entries()) {
    for (const rest of permutations([...items.slice(0, i), ...items.slice(i + 1)])) yield [first, ...rest];
  }
}
