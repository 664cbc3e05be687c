/** Histories of a simulated store, for tests and benches: clients with latency, timeouts and, if wanted, a store that lies. */

import { keyedFraction } from '../../base/hash.ts';
import type { Json } from '../../base/json.ts';
import type { History, HistoryEvent } from '../history.ts';

export interface GeneratorOptions {
  readonly seed: number;
  readonly clients: number;
  readonly operations: number;
  /** 0 for one register without a key. */
  readonly keys: number;
  /** Values written are whole numbers from 0 below this. */
  readonly values: number;
  readonly cas: boolean;
  /** Fraction of operations that time out (`info`): their effect comes before or after the timeout, or never. */
  readonly unfinished: number;
  /** Fraction of reads that return what was overwritten last. With 0 the history is linearizable. */
  readonly stale: number;
}

/** One operation as it really went, in arbitrary units of time. */
interface Happening {
  readonly id: number;
  readonly process: number;
  readonly f: 'read' | 'write' | 'cas';
  readonly key: string | undefined;
  readonly value: Json;
  readonly invoked: number;
  /** Infinity: never. */
  readonly effect: number;
  readonly completed: number;
  readonly timedOut: boolean;
}

const LATENCY = 100;
const TIMEOUT = 400;
/** Between two operations of a client: short, so that nearly all clients are busy. */
const PAUSE = 20;

export function generateHistory(options: GeneratorOptions): History {
  const happenings = schedule(options);
  const outcomes = run(happenings, options);
  const events: (HistoryEvent & { readonly time: number })[] = [];
  for (const h of happenings) {
    const { process, f, key, value } = h;
    const common = { process, f, ...(key === undefined ? {} : { key }), at: 0 };
    events.push({ ...common, type: 'invoke', value, time: h.invoked });
    const outcome = outcomes.get(h.id);
    const type = h.timedOut ? 'info' : outcome === undefined ? 'fail' : 'ok';
    events.push({ ...common, type, value: type === 'ok' ? (outcome as Json) : value, time: h.completed });
  }
  events.sort((a, b) => a.time - b.time);
  return { events: events.map((event, i) => ({ ...event, at: i + 1 })), place: 'line' };
}

/** Who does what when. No two moments are equal: each operation has its own fractions of a unit. */
function schedule(options: GeneratorOptions): Happening[] {
  const { seed, clients, operations, keys, values, cas, unfinished } = options;
  const ready = Array.from({ length: clients }, (_, c) => c);
  const process = Array.from({ length: clients }, (_, c) => c);
  const happenings: Happening[] = [];
  for (let id = 0; id < operations; id++) {
    const draw = (purpose: number) => keyedFraction(seed, purpose, id, 0, 0);
    const pick = (purpose: number, below: number) => Math.floor(draw(purpose) * below);
    const client = ready.indexOf(Math.min(...ready));
    const own = (id + 1) / (operations + 1) / 4;
    const invoked = Math.floor((ready[client] as number) + 1 + draw(1) * PAUSE) + own;
    const effect = Math.floor(invoked + 1 + draw(2) * LATENCY) + own + 0.25;
    const answered = Math.floor(effect + 1 + draw(3) * LATENCY) + own + 0.5;
    const timedOut = draw(4) < unfinished;
    const completed = timedOut ? Math.floor(invoked) + TIMEOUT + own + 0.75 : answered;
    // A third of what timed out happened in time, a third happens late, a third never.
    const fate = pick(5, 3);
    const late = Math.floor(completed + draw(6) * 20 * LATENCY) + own + 0.25;
    const f = (['read', 'write', cas ? 'cas' : 'read'] as const)[pick(7, 3)] ?? 'read';
    const [a, b] = [pick(8, values), pick(9, values)];
    happenings.push({
      id,
      process: process[client] as number,
      f,
      key: keys === 0 ? undefined : `k${pick(10, keys)}`,
      value: f === 'read' ? null : f === 'write' ? a : [a, b],
      invoked,
      effect: !timedOut || fate === 0 ? effect : fate === 1 ? late : Infinity,
      completed,
      timedOut,
    });
    ready[client] = completed;
    if (timedOut) process[client] = (process[client] as number) + clients;
  }
  return happenings;
}

/** What each operation answered; nothing for a cas that found another value, and for what never happened. */
function run(happenings: readonly Happening[], { seed, stale }: GeneratorOptions): Map<number, Json> {
  const held = new Map<string, Json>();
  const overwritten = new Map<string, Json>();
  const outcomes = new Map<number, Json>();
  const effective = happenings.filter(({ effect }) => effect !== Infinity);
  for (const { id, f, key = '', value } of effective.sort((a, b) => a.effect - b.effect)) {
    const now = held.get(key) ?? null;
    const write = (next: Json) => {
      overwritten.set(key, now);
      held.set(key, next);
    };
    if (f === 'read') {
      const lies = keyedFraction(seed, 11, id, 0, 0) < stale;
      outcomes.set(id, lies ? (overwritten.get(key) ?? null) : now);
    } else if (f === 'write') {
      write(value);
      outcomes.set(id, value);
    } else {
      const [old, next] = value as readonly [Json, Json];
      if (old !== now) continue;
      write(next);
      outcomes.set(id, value);
    }
  }
  return outcomes;
}
