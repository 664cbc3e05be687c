/**
 * The judge of isolation: from what transactions did to versions, the serialization graph, every anomaly by every name it has, and the
 * levels that are violated. A history of 10,000 operations takes well under a second.
 */
import type { Result } from '../../base/result.ts';
import { type Chronicle, type ReadingOptions, readHistory, type Transaction } from './chronicle.ts';
import type { CycleKind } from './cyclekinds.ts';
import { type Cycle, shortestCycles } from './cycles.ts';
import { Findings } from './findings.ts';
import { type Edge, type Graph, serializationGraph } from './graph.ts';
import type { IsolationHistory, Txn } from './history.ts';
import { findInterleavings } from './interleavings.ts';
import { type LevelVerdict, levelsOf } from './levels.ts';
import { ANOMALIES, type AnomalyId } from './names.ts';
import { findObserved } from './observed.ts';
import { findSearches } from './searches.ts';
import { type Names, namesOf, tellCycle, tellFinding } from './words.ts';

export interface Anomaly {
  readonly id: AnomalyId;
  /** Those concerned: along the cycle, or T1, T2, … of the definition. */
  readonly txns: readonly Txn[];
  /** Indexes into the events of the history: the operations that made it. */
  readonly events: readonly number[];
  /** Of an anomaly of the graph, its cycle: each edge begins where the one before it ends. Null of all others. */
  readonly cycle: readonly Edge[] | null;
  /** What it is too, by definition: a G-single by item is a G2-item and a G2. */
  readonly implies: readonly AnomalyId[];
  readonly sentence: string;
}

export interface IsolationJudgement {
  readonly transactions: readonly Transaction[];
  /** Short names for sentences, by transaction: `T1`, `T1#2`. */
  readonly names: ReadonlyMap<Txn, string>;
  readonly graph: Graph;
  /** In the order of `ANOMALIES`; of one kind at most `MOST_OF_A_KIND`. */
  readonly anomalies: readonly Anomaly[];
  /** In the order of `LEVELS`. */
  readonly levels: readonly LevelVerdict[];
  /** No cycle, and nothing read that was never installed: there is a serial order. */
  readonly serializable: boolean;
}

const IMPLIED: Readonly<Record<CycleKind, readonly AnomalyId[]>> = {
  G0: [],
  G1c: [],
  'G-single': ['G2-item', 'G2'],
  'G-single-predicate': ['G2'],
  'G2-item': ['G2'],
  G2: [],
  'G-nonadjacent': ['G2'],
};

/** Refused, with a sentence, if the history contradicts itself. */
export function judgeIsolation(
  history: IsolationHistory,
  options?: ReadingOptions,
): Result<{ chronicle: Chronicle; judgement: IsolationJudgement }> {
  const read = readHistory(history, options);
  if (!read.ok) return read;
  return { ok: true, chronicle: read.chronicle, judgement: judge(read.chronicle) };
}

function judge(chronicle: Chronicle): IsolationJudgement {
  const names = namesOf(chronicle);
  const name: Names = (txn) => names.get(txn) ?? `transaction ${txn}`;
  const graph = serializationGraph(chronicle);
  const findings = new Findings();
  findInterleavings(chronicle, findings);
  findObserved(chronicle, findings);
  findSearches(chronicle, findings);
  findWriteSkew(graph, findings);
  findVanished(chronicle, findings);
  const anomalies: Anomaly[] = findings.found.map((finding) => ({
    ...finding,
    cycle: null,
    implies: [],
    sentence: tellFinding(finding, chronicle, name),
  }));
  for (const cycle of shortestCycles(graph)) {
    const id = cycle.kind === 'G-single-predicate' ? 'G-single' : cycle.kind;
    // One anti-dependency alone has a name of its own.
    if (id === 'G-nonadjacent' && cycle.edges.filter(({ kind }) => kind === 'rw').length < 2) continue;
    anomalies.push(ofCycle(id, cycle, name));
  }
  const order = Object.keys(ANOMALIES);
  anomalies.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const levels = levelsOf(new Set(anomalies.flatMap(({ id, implies }) => [id, ...implies])));
  const serializable = levels.some(({ level, kept }) => level === 'PL-3' && kept);
  const transactions = [...chronicle.transactions.values()];
  return { transactions, names, graph, anomalies, levels, serializable };
}

function ofCycle(id: AnomalyId, cycle: Cycle, name: Names): Anomaly {
  const { edges, kind } = cycle;
  const events = edges.flatMap(({ because }) => because.slice(0, 1).flatMap((d) => [d.fromEvent, d.toEvent]));
  return {
    id,
    txns: edges.map(({ from }) => from),
    events: [...new Set(events)].sort((a, b) => a - b),
    cycle: edges,
    implies: IMPLIED[kind],
    sentence: tellCycle(cycle, name),
  };
}

/** A5B: r1[x] … r2[y] … w1[y] … w2[x], two anti-dependencies by item between the same two, of different rows. */
function findWriteSkew({ edges }: Graph, findings: Findings): void {
  const items = new Map<string, Edge>();
  for (const edge of edges) {
    if (edge.kind === 'rw' && !edge.predicate) items.set(`${edge.from} ${edge.to}`, edge);
  }
  for (const { from, to, because } of items.values()) {
    const back = items.get(`${to} ${from}`)?.because;
    if (from > to || !back) continue;
    for (const one of because) {
      const other = back.find((d) => d.row !== one.row || d.table !== one.table);
      if (other === undefined) continue;
      findings.add('A5B', [from, to], [one.fromEvent, other.fromEvent, other.toEvent, one.toEvent]);
      break;
    }
  }
}

/** A final state that is not what the version order ends with. */
function findVanished({ history, versions, chains }: Chronicle, findings: Findings): void {
  for (const { version } of history.final ?? []) {
    const last = chains.get(versions.get(version)?.key ?? '')?.installed.at(-1);
    if (last && last.version !== version) findings.add('vanished', [last.txn], [last.event]);
  }
}
