/**
 * Histories: what clients saw, as Jepsen records it. A process invokes an operation and later learns that it happened (`ok`),
 * that it certainly did not (`fail`), or that nobody knows (`info`). Events stand in the order of real time.
 */
import { type Json, jsonEqual } from '../base/json.ts';
import { plain } from '../base/plain.ts';
import { type Result, refuse } from '../base/result.ts';
import { excerpt, tame } from '../base/text.ts';
import type { OperationRecord, Trace } from '../engine/trace.ts';
import { text } from './show.ts';
import { finish, PIECE, type Sliced } from './sliced.ts';

export const EVENT_TYPES = ['invoke', 'ok', 'fail', 'info'] as const;
export type EventType = (typeof EVENT_TYPES)[number];
/** A client, one operation at a time. */
export type Process = number | string;

export interface HistoryEvent {
  readonly process: Process;
  readonly type: EventType;
  /** `read`, `write`, `cas`, … */
  readonly f: string;
  readonly key?: Json;
  /** Of an invocation the argument, of a completed read what it returned, false of a cas that found another value; null for nil. */
  readonly value: Json;
  /** As recorded, in the recorder's units. Never used for order: the order of the events is. */
  readonly time?: number;
  /** Where it was found: a line of a file, from 1, or a row of a trace. */
  readonly at: number;
}

export interface History {
  readonly events: readonly HistoryEvent[];
  /** What `at` counts, for sentences. */
  readonly place: 'line' | 'row';
}

/** An invocation with its completion. Operations that failed for certain are not among them: they did not happen. */
export interface Operation {
  /** Position among the operations of the history, in the order of their invocations. */
  readonly id: number;
  readonly process: Process;
  readonly f: string;
  readonly key?: Json;
  /** The argument: what is written, `[old, new]` of a cas, null of a read. */
  readonly value: Json;
  /** What an operation that is `ok` returned; false of a cas that found another value than it expected. */
  readonly result: Json;
  /** `info` and `open` (never completed) may take effect at any time after the invocation, or never. */
  readonly outcome: 'ok' | 'info' | 'open';
  /** Real-time order: positions of its events in the history. `returned` is Infinity unless the outcome is `ok`. */
  readonly invoked: number;
  readonly returned: number;
  /** `at` of the invocation. */
  readonly at: number;
  /** `at` of the completion, null while open. */
  readonly completedAt: number | null;
}

/**
 * Pairs invocations with completions. A process whose operation ended in `info` may go on: it counts as a new process, and the
 * operation left behind stays indeterminate for ever.
 */
export function pairOperations(history: History): Result<{ operations: readonly Operation[] }> {
  return finish(pairing(history));
}

/** `pairOperations`, little by little. */
export function* pairing(history: History): Sliced<Result<{ operations: readonly Operation[] }>> {
  const open = new Map<Process, number>();
  const found: (Operation | null)[] = [];
  for (const [position, event] of history.events.entries()) {
    if (position % PIECE === PIECE - 1) yield PIECE;
    const { process, type, f, at } = event;
    const here = () =>
      `${history.place} ${at}: process ${typeof process === 'string' ? excerpt(process) : process}`;
    const index = open.get(process);
    const operation = index === undefined ? undefined : (found[index] as Operation);
    if (type === 'invoke') {
      if (operation) {
        return refuse(
          `${here()} invokes, but what it invoked at ${history.place} ${operation.at} has not ended.`,
        );
      }
      open.set(process, found.length);
      const { key, value } = event;
      found.push({
        id: found.length,
        process,
        f,
        ...(key === undefined ? {} : { key }),
        value,
        result: null,
        outcome: 'open',
        invoked: position,
        returned: Infinity,
        at,
        completedAt: null,
      });
      continue;
    }
    if (index === undefined || operation === undefined) {
      return refuse(`${here()} completes "${tame(f)}" (${type}), but it has invoked nothing.`);
    }
    if (operation.f !== f) {
      return refuse(
        `${here()} completes "${tame(f)}", but it invoked "${tame(operation.f)}" at ${history.place} ${operation.at}.`,
      );
    }
    if (type === 'ok' && f !== 'read' && !repeats(event.value, operation)) {
      const did = f === 'write' ? 'wrote' : 'asked for';
      return refuse(
        `${here()} completes a ${f} of ${tame(text(event.value))}, but what it ${did} at ${history.place} ${operation.at} was ${tame(text(operation.value))}.`,
      );
    }
    open.delete(process);
    if (type === 'fail') found[index] = null;
    else if (type === 'info') found[index] = { ...operation, outcome: 'info', completedAt: at };
    else
      found[index] = {
        ...operation,
        outcome: 'ok',
        result: event.value,
        returned: position,
        completedAt: at,
      };
  }
  const operations: Operation[] = [];
  for (const [i, operation] of found.entries()) {
    if (i % PIECE === PIECE - 1) yield PIECE;
    if (operation !== null) operations.push({ ...operation, id: operations.length });
  }
  return { ok: true, operations };
}

/**
 * Whether a completion says what its invocation said, if it says anything. Only a read has something new to tell; a cas may add whether
 * it found what it expected.
 */
function repeats(value: Json, { f, value: asked }: Operation): boolean {
  if (value === null || value === asked) return true;
  if (f !== 'write' && f !== 'cas') return true;
  if (f === 'cas' && typeof value === 'boolean') return true;
  return jsonEqual(value, asked);
}

/**
 * The history that the clients of a run saw. Rows are the order: the engine takes one step at a time, so of two events at the
 * same microsecond one did come first. Processes are numbered by lane; a client that goes on after an operation of unknown
 * outcome (it gave up, or it crashed) does so as a new process, its old number plus the number of clients, as Jepsen counts.
 */
export function historyFromTrace(trace: Recorded): History {
  return finish(recording(trace));
}

/** What of a trace its history is made of. */
export type Recorded = Pick<Trace, 'operations' | 'nodes' | 'columns'>;

/** `historyFromTrace`, little by little. */
export function* recording({ operations, nodes, columns }: Recorded): Sliced<History> {
  const clients = new Map<string, number>();
  const active = new Set(operations.map(({ node }) => node));
  for (const { id } of nodes) if (active.has(id)) clients.set(id, clients.size);
  /** The number its client goes by, by operation. */
  const processes: number[] = [];
  const current = new Map(clients);
  /** The latest operation of each client, until it is known whether it happened. */
  const unknown = new Map<string, number>();
  const events: HistoryEvent[] = [];
  let done = 0;
  for (const { row, invoke, index } of endsOf(operations)) {
    if (++done % PIECE === 0) yield PIECE;
    const operation = operations[index] as OperationRecord;
    const { node, f, key, outcome } = operation;
    if (invoke) {
      if (unknown.has(node)) current.set(node, (current.get(node) as number) + clients.size);
      unknown.set(node, index);
      processes[index] = current.get(node) as number;
    } else if (outcome !== 'info' && unknown.get(node) === index) unknown.delete(node);
    events.push({
      process: processes[index] as number,
      type: invoke ? 'invoke' : outcome === 'open' ? 'info' : outcome,
      f,
      ...(key === undefined ? {} : { key }),
      value: (plain(invoke ? operation.value : returned(operation)) ?? null) as Json,
      time: columns.time[row] as number,
      at: row,
    });
  }
  return { events, place: 'row' };
}

/** What its completion says: of a read what it found, of a cas that found another value false, else what was asked for. */
function returned({ f, outcome, value, result }: OperationRecord): unknown {
  if (outcome !== 'ok') return value;
  return f === 'read' || (f === 'cas' && result === false) ? result : value;
}

interface End {
  readonly row: number;
  readonly invoke: boolean;
  /** Position among the operations. */
  readonly index: number;
}

/** Both ends of every operation, in the order of their rows. Operations stand in that of their invocations. */
function* endsOf(operations: readonly OperationRecord[]): Generator<End, void, void> {
  const n = operations.length;
  // Row and operation in one number: sorting numbers is quick enough to be done at one go.
  const answers = new Float64Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) {
    const { replyRow } = operations[i] as OperationRecord;
    if (replyRow >= 0) answers[count++] = replyRow * n + i;
  }
  const sorted = answers.subarray(0, count).sort();
  let next = 0;
  const answeredBefore = (row: number) => next < count && (sorted[next] as number) < row * n;
  for (let i = 0; i <= n; i++) {
    const row = i < n ? (operations[i] as OperationRecord).invokeRow : Infinity;
    while (answeredBefore(row)) {
      const index = (sorted[next] as number) % n;
      yield { row: Math.floor((sorted[next++] as number) / n), invoke: false, index };
    }
    if (i < n) yield { row, invoke: true, index: i };
  }
}
