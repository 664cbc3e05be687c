/** From a history to what the search takes: operations paired, checked against a model, and split by key. */
import { canonicalJson, type Json } from '../../base/json.ts';
import { type Result, refuse } from '../../base/result.ts';
import { excerpt } from '../../base/text.ts';
import { type History, type HistoryEvent, type Operation, type Process, pairing } from '../history.ts';
import { finish, PIECE, type Sliced } from '../sliced.ts';
import type { Model } from './machine.ts';

/** One object: a history of its own, because linearizability is local (Herlihy and Wing, 1990). */
export interface Partition {
  /** Undefined where the model is not keyed. */
  readonly key: Json | undefined;
  readonly operations: readonly Operation[];
}

export interface Problem {
  readonly model: Model;
  /** What each object held before the first operation. */
  readonly initial: Json;
  readonly operations: readonly Operation[];
  readonly partitions: readonly Partition[];
}

/** Refuses, with one sentence that names the line or row, a history that is malformed or none of this model's. */
export function pose(history: History, model: Model, initial: Json = null): Result<{ problem: Problem }> {
  return finish(posing(history, model, initial));
}

/** `pose`, little by little. */
export function* posing(
  history: History,
  model: Model,
  initial: Json = null,
): Sliced<Result<{ problem: Problem }>> {
  const keyed = yield* model.keyed ? splitKeys(history) : refuseKeys(history, model);
  if (!keyed.ok) return keyed;
  for (const [i, event] of keyed.history.events.entries()) {
    if (i % PIECE === PIECE - 1) yield PIECE;
    const why = event.type === 'invoke' ? model.refuse(event) : null;
    if (why !== null) return refuse(`${history.place} ${event.at}: ${why}`);
  }
  const paired = yield* pairing(keyed.history);
  if (!paired.ok) return paired;
  const { operations } = paired;
  return { ok: true, problem: { model, initial, operations, partitions: yield* partition(operations) } };
}

function* partition(operations: readonly Operation[]): Sliced<Partition[]> {
  const partitions = new Map<string, { key: Json | undefined; operations: Operation[] }>();
  for (const [i, operation] of operations.entries()) {
    if (i % PIECE === PIECE - 1) yield PIECE;
    const { key } = operation;
    const id = key === undefined ? '' : canonicalJson(key);
    const found = partitions.get(id);
    if (found) found.operations.push(operation);
    else partitions.set(id, { key, operations: [operation] });
  }
  return [...partitions.values()];
}

/**
 * Gives every event its key. One without the field bears it in its value, as Jepsen's independent keys do: `[key, value]`.
 * Completions follow their invocations; one that does not repeat the key takes it from there.
 */
function* splitKeys(history: History): Sliced<Result<{ history: History }>> {
  const open = new Map<Process, { readonly key: Json; readonly tuple: boolean }>();
  const events: HistoryEvent[] = [];
  for (const [i, event] of history.events.entries()) {
    if (i % PIECE === PIECE - 1) yield PIECE;
    const { process, type, f, value, at } = event;
    const here = `${history.place} ${at}`;
    if (type === 'invoke') {
      if (event.key !== undefined) {
        open.set(process, { key: event.key, tuple: false });
        events.push(event);
      } else if (isPair(value) && (f !== 'cas' || isPair(value[1]))) {
        open.set(process, { key: value[0], tuple: true });
        events.push({ ...event, key: value[0], value: value[1] });
      } else
        return refuse(
          `${here}: the ${excerpt(f)} has neither a "key" nor a value of the form [key, ${f === 'cas' ? '[old, new]' : 'value'}].`,
        );
      continue;
    }
    const invocation = open.get(process);
    if (!invocation) {
      // Pairing says what is wrong with it.
      events.push(event);
      continue;
    }
    let own: { readonly key: Json; readonly value: Json };
    if (!invocation.tuple || event.key !== undefined) own = { key: event.key ?? invocation.key, value };
    else if (isPair(value)) own = { key: value[0], value: value[1] };
    else if (type !== 'ok' || f !== 'read') own = { key: invocation.key, value };
    else return refuse(`${here}: the read of a key must return [key, value].`);
    if (own.key !== invocation.key && canonicalJson(own.key) !== canonicalJson(invocation.key)) {
      return refuse(
        `${here}: completes an operation of key ${excerpt(own.key)}, but invoked was one of ${excerpt(invocation.key)}.`,
      );
    }
    events.push({ ...event, ...own });
    if (type !== 'info') open.delete(process);
  }
  return { ok: true, history: { ...history, events } };
}

/** A register is one object: a history of several would be judged as if they were one. */
function* refuseKeys(history: History, { id }: Model): Sliced<Result<{ history: History }>> {
  let first: HistoryEvent | undefined;
  for (const [i, event] of history.events.entries()) {
    if (i % PIECE === PIECE - 1) yield PIECE;
    if (event.type !== 'invoke') continue;
    first ??= event;
    const [key, other] = [event.key, first.key].map((k) => (k === undefined ? undefined : canonicalJson(k)));
    const tuple = event.f === 'read' && isPair(event.value) && event.value[1] === null;
    if (key !== other || tuple) {
      const why = tuple ? 'the value of a read bears a key' : 'not the key of the operations before';
      return refuse(
        `${history.place} ${event.at}: ${why}, and model ${id} is of one register; model kv has keys.`,
      );
    }
  }
  return { ok: true, history };
}

function isPair(value: Json): value is readonly [Json, Json] {
  return Array.isArray(value) && value.length === 2;
}
