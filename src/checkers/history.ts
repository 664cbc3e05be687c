/**
 * Histories: what clients saw, as Jepsen records it. A process invokes an operation and later learns that it happened (`ok`),
 * that it certainly did not (`fail`), or that nobody knows (`info`). Events stand in the order of real time.
 */
import type { Json } from '../base/json.ts';
import { plain } from '../base/plain.ts';
import { type Result, refuse } from '../base/result.ts';
import { excerpt, tame } from '../base/text.ts';
import type { OperationRecord, Trace } from '../engine/trace.ts';

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
  /** Of an invocation the argument, of a completed read what it returned; null for nil and for none. */
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
  /** What an operation that is `ok` returned. */
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
  const open = new Map<Process, number>();
  const found: (Operation | null)[] = [];
  for (const [position, event] of history.events.entries()) {
    const { process, type, f, at } = event;
    const here = `${history.place} ${at}: process ${typeof process === 'string' ? excerpt(process) : process}`;
    const index = open.get(process);
    const operation = index === undefined ? undefined : (found[index] as Operation);
    if (type === 'invoke') {
      if (operation) {
        return refuse(
          `${here} invokes, but what it invoked at ${history.place} ${operation.at} has not ended.`,
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
      return refuse(`${here} completes "${tame(f)}" (${type}), but it has invoked nothing.`);
    }
    if (operation.f !== f) {
      return refuse(
        `${here} completes "${tame(f)}", but it invoked "${tame(operation.f)}" at ${history.place} ${operation.at}.`,
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
  const operations = found.filter((operation) => operation !== null);
  return { ok: true, operations: operations.map((operation, id) => ({ ...operation, id })) };
}

/**
 * The history that the clients of a run saw. Rows are the order: the engine takes one step at a time, so of two events at the
 * same microsecond one did come first. Processes are numbered by lane; a client that goes on after an operation of unknown
 * outcome (it gave up, or it crashed) does so as a new process, its old number plus the number of clients, as Jepsen counts.
 */
export function historyFromTrace(trace: Pick<Trace, 'operations' | 'nodes' | 'columns'>): History {
  const { operations, nodes, columns } = trace;
  const clients = nodes.map(({ id }) => id).filter((id) => operations.some(({ node }) => node === id));
  const ends: { readonly row: number; readonly invoke: boolean; readonly operation: OperationRecord }[] = [];
  for (const operation of operations) {
    ends.push({ row: operation.invokeRow, invoke: true, operation });
    if (operation.replyRow >= 0) ends.push({ row: operation.replyRow, invoke: false, operation });
  }
  ends.sort((a, b) => a.row - b.row);

  const current = new Map(clients.map((id, i) => [id, i]));
  const processOf = new Map<number, number>();
  /** The latest operation of each client, until it is known whether it happened. */
  const unknown = new Map<string, number>();
  const events = ends.map(({ row, invoke, operation }): HistoryEvent => {
    const { id, node, f, key, outcome } = operation;
    if (invoke) {
      if (unknown.has(node)) current.set(node, (current.get(node) as number) + clients.length);
      unknown.set(node, id);
      processOf.set(id, current.get(node) as number);
    } else if (outcome !== 'info' && unknown.get(node) === id) unknown.delete(node);
    const returned = !invoke && outcome === 'ok' && f === 'read';
    return {
      process: processOf.get(id) as number,
      type: invoke ? 'invoke' : outcome === 'open' ? 'info' : outcome,
      f,
      ...(key === undefined ? {} : { key }),
      value: (plain(returned ? operation.result : operation.value) ?? null) as Json,
      time: columns.time[row] as number,
      at: row,
    };
  });
  return { events, place: 'row' };
}
