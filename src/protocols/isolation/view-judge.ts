/** What the judge of isolation makes of what has happened up to the cursor, put into the names of every tradition. Pure. */

import type { EdgeKind } from '../../checkers/isolation/graph.ts';
import { type Anomaly, judgeIsolation } from '../../checkers/isolation/judge.ts';
import { LEVELS } from '../../checkers/isolation/levels.ts';
import { ANOMALIES, type AnomalyId } from '../../checkers/isolation/names.ts';
import { tellDependency } from '../../checkers/isolation/words.ts';
import type { Kept } from './view-sessions.ts';

export interface ShownEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly predicate: boolean;
  /** "T2 wrote over what T1 had written to test 1" */
  readonly words: string;
  /** It is part of a cycle. */
  readonly lit: boolean;
}

export interface ShownName {
  readonly id: AnomalyId | 'read-only';
  readonly title: string;
  readonly tradition: string;
  readonly meaning: string;
}

/** What happened between the same transactions, under all its names, the best known first. */
export interface ShownAnomaly {
  readonly title: string;
  readonly sentence: string;
  readonly txns: readonly string[];
  readonly names: readonly ShownName[];
  /** Those of them that have not ended, and may yet be refused; empty: it has happened. */
  readonly open: readonly string[];
}

export interface Verdict {
  readonly nodes: readonly {
    readonly name: string;
    readonly state: 'committed' | 'open';
    readonly level: string;
  }[];
  readonly edges: readonly ShownEdge[];
  readonly anomalies: readonly ShownAnomaly[];
  /** P0 to P3: what locking forbids because harm may come of it. */
  readonly phenomena: readonly {
    readonly id: AnomalyId;
    readonly title: string;
    readonly sentence: string;
  }[];
  /** Adya’s levels that are no longer kept: "Serializable (PL-3)". */
  readonly broken: readonly string[];
  /** An order of one after the other that explains it all; null: there is none. */
  readonly order: readonly string[] | null;
  /** Those that have not ended: judged as if they committed now. */
  readonly open: readonly string[];
}

/** Of several names the one it is told by. */
const BEST: readonly AnomalyId[] = [
  'P4',
  'A5B',
  'A5A',
  'A3',
  'A2',
  'OTV',
  'PMP',
  'G1a',
  'G1b',
  'A1',
  'G0',
  'G1c',
];

/** The history with what has not ended judged as if it committed now; null if there is nothing yet. */
export function verdictOf(kept: Kept): Verdict | null {
  if (kept === latest?.kept) return latest.verdict;
  // Most steps are of sessions and add nothing, the cursor goes to and fro, and each step of it brings a copy of all.
  const key = JSON.stringify([kept.history, finalOf(kept.db)]);
  const verdict = known.has(key) ? (known.get(key) ?? null) : judged(kept);
  remember(key, verdict);
  latest = { kept, verdict };
  return verdict;
}

let latest: { readonly kept: Kept; readonly verdict: Verdict | null } | null = null;
/** Those asked for last, by what was judged. */
const known = new Map<string, Verdict | null>();
let remembered = 0;
const MOST_REMEMBERED = 8_000_000;

function remember(key: string, verdict: Verdict | null): void {
  if (!known.delete(key)) remembered += key.length;
  known.set(key, verdict);
  for (const [oldest] of known) {
    if (remembered <= MOST_REMEMBERED || oldest === key) return;
    known.delete(oldest);
    remembered -= oldest.length;
  }
}

function judged({ db, history }: Kept): Verdict | null {
  const result = judgeIsolation({ events: history, ...finalOf(db) }, { open: 'commit' });
  if (!result.ok || result.judgement.transactions.length === 0) return null;
  const { graph, names, anomalies, levels, transactions, serializable } = result.judgement;
  const name = (txn: number) => names.get(txn) ?? `transaction ${txn}`;
  const lit = new Set(anomalies.flatMap(({ cycle }) => cycle ?? []));
  const nodes = transactions
    .filter(({ counted }) => counted)
    .map(({ txn, outcome, level }) => ({
      name: name(txn),
      state: outcome === 'committed' ? ('committed' as const) : ('open' as const),
      level,
    }));
  const open = nodes.filter(({ state }) => state === 'open').map((n) => n.name);
  const edges = graph.edges.map((edge): ShownEdge => {
    const [first] = edge.because;
    const { kind, predicate } = edge;
    const words = first === undefined ? '' : tellDependency(first, name);
    return { from: name(edge.from), to: name(edge.to), kind, predicate, words, lit: lit.has(edge) };
  });
  const writers = new Set(history.flatMap((e) => (e.kind === 'write' ? [e.txn] : [])));
  const readers = new Set(transactions.filter(({ txn }) => !writers.has(txn)).map(({ txn }) => name(txn)));
  const isPhenomenon = ({ id }: Anomaly) => ANOMALIES[id].weight === 'phenomenon';
  return {
    nodes,
    edges,
    anomalies: grouped(
      anomalies.filter((a) => !isPhenomenon(a)),
      name,
    )
      .map((anomaly) => withReader(anomaly, edges, readers))
      .map((anomaly) => ({ ...anomaly, open: open.filter((txn) => anomaly.txns.includes(txn)) }))
      .sort((x, y) => x.open.length - y.open.length),
    phenomena: anomalies
      .filter(isPhenomenon)
      .map(({ id, sentence }) => ({ id, title: ANOMALIES[id].title, sentence })),
    broken: levels.flatMap(({ level, kept }) => {
      const found = LEVELS.find(({ id }) => id === level);
      return kept || found?.tradition !== 'Adya' ? [] : [`${found.title} (${level})`];
    }),
    order: serializable
      ? inOrder(
          nodes.map((n) => n.name),
          edges,
        )
      : null,
    open,
  };
}

/** Without any control the last version of a row need not be the one that stands there. */
function finalOf(db: Kept['db']) {
  if (db.engine !== 'none') return {};
  const final = Object.values(db.tables).flatMap(({ name: table, heads, versions }) =>
    Object.entries(heads).flatMap(([row, place]) => {
      const version = versions[place];
      return version === undefined ? [] : [{ table, row, version: version.number }];
    }),
  );
  return { final };
}

function grouped(found: readonly Anomaly[], name: (txn: number) => string): readonly ShownAnomaly[] {
  const groups = new Map<string, Anomaly[]>();
  for (const anomaly of found) {
    const key = [...anomaly.txns].sort((a, b) => a - b).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), anomaly]);
  }
  return [...groups.values()].map((group) => {
    const rank = ({ id }: Anomaly) => (BEST.includes(id) ? BEST.indexOf(id) : BEST.length);
    const sorted = [...group].sort((a, b) => rank(a) - rank(b));
    const first = sorted[0] as Anomaly;
    const ids = new Set(sorted.flatMap(({ id, implies }) => [id, ...implies]));
    return {
      title: ANOMALIES[first.id].title.replace(', strictly', ''),
      sentence: first.sentence,
      open: [],
      txns: first.txns.map(name),
      names: [...ids].map((id) => ({
        id,
        title: [ANOMALIES[id].title, ...ANOMALIES[id].also].join(', '),
        tradition: ANOMALIES[id].source.replace(/[ ,]\d{4}.*$/, '').replace(/ et al\.$/, ''),
        meaning: ANOMALIES[id].meaning,
      })),
    };
  });
}

const READ_ONLY: ShownName = {
  id: 'read-only',
  title: 'Read-only transaction anomaly',
  tradition: 'Fekete, O’Neil and O’Neil',
  meaning: 'Without the transaction that only read there would be a serial order.',
};

/** A circle of snapshots that goes through one which only read, and would be none without it (SIGMOD Record 33:3, 2004). */
function withReader(
  anomaly: ShownAnomaly,
  edges: readonly ShownEdge[],
  readers: ReadonlySet<string>,
): ShownAnomaly {
  const { txns, names } = anomaly;
  const writers = txns.filter((txn) => !readers.has(txn));
  const twice = names[0]?.id === 'G2-item' || names[0]?.id === 'G2';
  const among = edges.filter(({ from, to }) => writers.includes(from) && writers.includes(to));
  if (!twice || writers.length === txns.length || inOrder(writers, among) === null) return anomaly;
  return { ...anomaly, title: READ_ONLY.title, names: [READ_ONLY, ...names] };
}

/** Whoever must come before another does, and who stands first where both may; null if there is a circle. */
function inOrder(nodes: readonly string[], edges: readonly ShownEdge[]): readonly string[] | null {
  const after = new Map<string, Set<string>>(nodes.map((n) => [n, new Set()]));
  for (const { from, to } of edges) if (after.has(to)) after.get(from)?.add(to);
  const before = new Map(nodes.map((n) => [n, 0]));
  for (const all of after.values()) for (const to of all) before.set(to, (before.get(to) ?? 0) + 1);
  const left = [...nodes];
  const order: string[] = [];
  while (left.length > 0) {
    const at = left.findIndex((n) => before.get(n) === 0);
    const next = left[at];
    if (next === undefined) return null;
    left.splice(at, 1);
    order.push(next);
    for (const to of after.get(next) ?? []) before.set(to, (before.get(to) ?? 0) - 1);
  }
  return order;
}
