/**
 * What sets two worlds apart, told at equal virtual time: by node whether it runs, its status, epoch, timers and every top-level field
 * of its state; and the messages under way in one of them only. Both worlds are plain data, so this simulates nothing.
 */
import { type Json, type JsonObject, jsonEqual } from '../base/json.ts';
import type { MessageInFlight, NodeState, WorldState } from '../engine/inspect.ts';
import type { Fault, Micros } from '../engine/runspec.ts';

/** Where two values part. */
export type Detail =
  /** Both are lists: equal before `from`, and so long. */
  | { readonly kind: 'list'; readonly from: number; readonly lengthA: number; readonly lengthB: number }
  /** Both are records: keys that differ or that one of them has alone, sorted. */
  | { readonly kind: 'map'; readonly keys: readonly string[] }
  | { readonly kind: 'value' };

export interface StateDifference {
  /**
   * `node`: of the node itself (up, paused, status, epoch, …; `clock`: how far its wall clock is off, µs; `disk`: what its disk holds
   * else than it believes); else the part of its state; `timer`: a timer by its name.
   */
  readonly area: 'node' | 'durable' | 'volatile' | 'timer';
  readonly field: string;
  /** Undefined: there is no such field, timer or node in that world. A timer's value is when it expires, µs. */
  readonly a: unknown;
  readonly b: unknown;
  readonly detail: Detail;
}

export interface NodeDifference {
  readonly id: string;
  readonly differences: readonly StateDifference[];
}

export interface WorldDifference {
  /** Nodes that differ, in the order of A's nodes, then those that B has alone. */
  readonly nodes: readonly NodeDifference[];
  readonly flightsA: readonly MessageInFlight[];
  readonly flightsB: readonly MessageInFlight[];
  /** Faults in force in one of them only. */
  readonly faultsA: readonly Fault[];
  readonly faultsB: readonly Fault[];
}

/** @param time at which they are compared, µs: each world is the one after the last step until then. Default: the later one's. */
export function diffWorlds(
  a: WorldState,
  b: WorldState,
  time: Micros = Math.max(a.time, b.time),
): WorldDifference {
  const inB = new Map(b.nodes.map((node) => [node.id, node]));
  const nodes: NodeDifference[] = [];
  for (const node of a.nodes) {
    const other = inB.get(node.id);
    const differences = diffNodes(node, other);
    if (other) differences.push(...diffClocks(node, time - a.time, other, time - b.time, a.time, b.time));
    inB.delete(node.id);
    if (differences.length > 0) nodes.push({ id: node.id, differences });
  }
  for (const node of inB.values()) nodes.push({ id: node.id, differences: diffNodes(undefined, node) });
  const faultsA = a.faults.map(({ fault }) => fault);
  const faultsB = b.faults.map(({ fault }) => fault);
  return {
    nodes,
    ...diffFlights(a.inFlight, b.inFlight),
    faultsA: without(faultsA, faultsB),
    faultsB: without(faultsB, faultsA),
  };
}

/** Those of the first list that have no equal of their own in the second. */
function without(some: readonly Fault[], others: readonly Fault[]): Fault[] {
  const left = [...others];
  return some.filter((fault) => {
    const twin = left.findIndex((other) => jsonEqual(fault, other));
    if (twin >= 0) left.splice(twin, 1);
    return twin < 0;
  });
}

/** How far the wall clocks are off, and how fast they run. A clock that drifts has gone on since the last step. */
function diffClocks(
  a: NodeState,
  sinceA: Micros,
  b: NodeState,
  sinceB: Micros,
  timeA: Micros,
  timeB: Micros,
): StateDifference[] {
  const off = ({ wallClock, driftPpm }: NodeState, time: Micros, since: Micros) =>
    wallClock - time + Math.floor((since * driftPpm) / 1_000_000);
  const [x, y] = [off(a, timeA, sinceA), off(b, timeB, sinceB)];
  const found: StateDifference[] = [];
  if (x !== y) found.push({ area: 'node', field: 'clock', a: x, b: y, detail: VALUE });
  if (a.driftPpm !== b.driftPpm)
    found.push({ area: 'node', field: 'driftPpm', a: a.driftPpm, b: b.driftPpm, detail: VALUE });
  return found;
}

/** What is compared of a node itself, in the order in which it is told. */
const OF_THE_NODE = ['up', 'paused', 'status', 'epoch', 'byzantine', 'incarnation', 'waiting'] as const;

function diffNodes(a: NodeState | undefined, b: NodeState | undefined): StateDifference[] {
  if (a === undefined || b === undefined) {
    return [{ area: 'node', field: 'exists', a: a !== undefined, b: b !== undefined, detail: VALUE }];
  }
  const found: StateDifference[] = [];
  for (const field of OF_THE_NODE) {
    // A node that is down has no status of its own.
    if (field === 'status' && a.up !== b.up) continue;
    if (a[field] !== b[field]) found.push({ area: 'node', field, a: a[field], b: b[field], detail: VALUE });
  }
  if (!jsonEqual(a.syncing, b.syncing))
    found.push({ area: 'node', field: 'syncing', a: a.syncing, b: b.syncing, detail: VALUE });
  if (!jsonEqual(a.damaged, b.damaged))
    found.push({ area: 'node', field: 'disk', a: a.damaged, b: b.damaged, detail: VALUE });
  found.push(...diffFields('durable', a.durable, b.durable));
  // One that is down has lost all it had there: that it is down says it.
  if (a.volatile !== null && b.volatile !== null)
    found.push(...diffFields('volatile', a.volatile, b.volatile));
  if (a.up && b.up) found.push(...diffFields('timer', timers(a), timers(b)));
  return found;
}

function timers(node: NodeState): JsonObject {
  return Object.fromEntries(node.timers.map((timer) => [timer.name, timer.expiresAt]));
}

function diffFields(area: StateDifference['area'], a: JsonObject, b: JsonObject): StateDifference[] {
  return differingKeys(a, b).map((field) => {
    const values = { a: own(a, field), b: own(b, field) };
    return { area, field, ...values, detail: detailOf(values.a, values.b) };
  });
}

const VALUE: Detail = { kind: 'value' };

function detailOf(a: unknown, b: unknown): Detail {
  if (Array.isArray(a) && Array.isArray(b)) {
    let from = 0;
    while (from < a.length && from < b.length && jsonEqual(a[from] as Json, b[from] as Json)) from++;
    return { kind: 'list', from, lengthA: a.length, lengthB: b.length };
  }
  if (isMap(a) && isMap(b)) return { kind: 'map', keys: differingKeys(a, b) };
  return VALUE;
}

function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(record: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(record, key) ? (record[key] as Json | undefined) : undefined;
}

function differingKeys(a: JsonObject, b: JsonObject): string[] {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return keys.filter((key) => {
    const [x, y] = [own(a, key), own(b, key)];
    return x === undefined || y === undefined ? x !== y : !jsonEqual(x, y);
  });
}

/** A message under way is the same in both when all that can be seen of it is; of several equal ones each has its own twin. */
function diffFlights(
  a: readonly MessageInFlight[],
  b: readonly MessageInFlight[],
): { flightsA: readonly MessageInFlight[]; flightsB: readonly MessageInFlight[] } {
  const left = [...b];
  const flightsA = a.filter((message) => {
    const twin = left.findIndex((other) => sameFlight(message, other));
    if (twin < 0) return true;
    left.splice(twin, 1);
    return false;
  });
  return { flightsA, flightsB: left };
}

function sameFlight(a: MessageInFlight, b: MessageInFlight): boolean {
  return (
    a.sentAt === b.sentAt &&
    a.arrivesAt === b.arrivesAt &&
    a.from === b.from &&
    a.to === b.to &&
    a.kind === b.kind &&
    a.epoch === b.epoch &&
    a.damaged === b.damaged &&
    jsonEqual(a.message, b.message)
  );
}
