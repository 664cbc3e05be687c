/** Which messages the clocks of a log tell of, and in which order its events can be laid out. See `trace.ts`. */
import { hostOrder } from './clocks.ts';
import { type Execution, entryOf, type LogEvent } from './log.ts';

export interface Edges {
  /** Index of the event of each step. A step has a larger number than whatever it follows. */
  readonly eventOf: Int32Array;
  readonly lane: Uint8Array;
  /** Lamport time, from 1. Never decreasing. */
  readonly level: Int32Array;
  /** Messages that step `s` receives are the edges from `first[s]` to `first[s + 1]`; each comes from the step `sources[e]`. */
  readonly first: Int32Array;
  readonly sources: Int32Array;
  /** The step that edge `e` leads to. */
  readonly targetOf: Int32Array;
  /** Edges that leave each step, by their targets; undefined where there are none. */
  readonly targets: readonly (readonly number[] | undefined)[];
}

/** @param shown hosts that have lanes, by lane */
export function placeEvents(log: Execution, shown: readonly number[]): Edges {
  const order = hostOrder(log);
  const lists = shown.map((host) => order[host] as readonly number[]);
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  const { incoming, laneOf } = inferred(log, shown, lists);
  const levelOf = levels(log, lists, incoming);
  const eventOf = Int32Array.from(lists.flat()).sort(
    (a, b) =>
      (levelOf[a] as number) - (levelOf[b] as number) || (laneOf[a] as number) - (laneOf[b] as number),
  );
  const stepOf = new Int32Array(log.events.length).fill(-1);
  for (let s = 0; s < count; s++) stepOf[eventOf[s] as number] = s;
  const first = new Int32Array(count + 1);
  const sources: number[] = [];
  const targetOf: number[] = [];
  const targets: number[][] = [];
  for (let s = 0; s < count; s++) {
    first[s] = sources.length;
    for (const source of incoming[eventOf[s] as number] ?? []) {
      const from = stepOf[source] as number;
      const leaving = targets[from];
      if (leaving) leaving.push(sources.length);
      else targets[from] = [sources.length];
      sources.push(from);
      targetOf.push(s);
    }
  }
  first[count] = sources.length;
  return {
    eventOf,
    lane: Uint8Array.from(eventOf, (event) => laneOf[event] as number),
    level: Int32Array.from(eventOf, (event) => levelOf[event] as number),
    first,
    sources: Int32Array.from(sources),
    targetOf: Int32Array.from(targetOf),
    targets,
  };
}

/** For each event, the events it must have received from. */
function inferred(log: Execution, shown: readonly number[], lists: readonly (readonly number[])[]) {
  const lanes = shown.length;
  const laneOfHost = new Int32Array(log.hosts.length).fill(-1);
  for (const [lane, host] of shown.entries()) laneOfHost[host] = lane;
  const laneOf = new Int32Array(log.events.length).fill(-1);
  /** Of each event, how many events of each lane its clock claims: with valid clocks, its entries. */
  const known = new Int32Array(log.events.length * lanes);
  const owns = lists.map((list, lane) =>
    list.map((i) => entryOf(log.events[i] as LogEvent, shown[lane] as number)),
  );
  for (const [lane, list] of lists.entries()) {
    for (const [k, i] of list.entries()) {
      laneOf[i] = lane;
      const { clock } = log.events[i] as LogEvent;
      for (let p = 0; p < clock.length; p += 2) {
        const other = laneOfHost[clock[p] as number] as number;
        if (other >= 0) known[i * lanes + other] = upTo(owns[other] ?? [], clock[p + 1] as number);
      }
      known[i * lanes + lane] = k + 1;
    }
  }
  const incoming: (readonly number[] | undefined)[] = [];
  for (const [lane, list] of lists.entries()) {
    const before = new Int32Array(lanes);
    for (const i of list) {
      const candidates: number[] = [];
      for (let other = 0; other < lanes; other++) {
        const count = known[i * lanes + other] as number;
        if (other === lane || count <= (before[other] as number)) continue;
        before[other] = count;
        candidates.push(lists[other]?.[count - 1] as number);
      }
      if (candidates.length === 0) continue;
      incoming[i] = candidates.filter((one) => {
        const from = laneOf[one] as number;
        const place = known[one * lanes + from] as number;
        return !candidates.some((other) => other !== one && (known[other * lanes + from] as number) >= place);
      });
    }
  }
  return { incoming, laneOf };
}

/** How many of ascending `values` are at most `most`. */
function upTo(values: readonly number[], most: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Lamport time of each event. Where clocks contradict one another no event may be free to come next; then the one that stands first
 * in the log is, and what it claims to have received from later events is struck from `incoming`.
 */
function levels(
  log: Execution,
  lists: readonly (readonly number[])[],
  incoming: (readonly number[] | undefined)[],
): Int32Array {
  const level = new Int32Array(log.events.length);
  const waiting = new Map<number, number[]>();
  const at = lists.map(() => 0);
  const laneQueue = lists.map((_, lane) => lane);
  const unplaced = (i: number) => (incoming[i] ?? []).filter((source) => level[source] === 0);
  for (;;) {
    for (let lane = laneQueue.pop(); lane !== undefined; lane = laneQueue.pop()) {
      const list = lists[lane] as readonly number[];
      for (; (at[lane] as number) < list.length; at[lane] = (at[lane] as number) + 1) {
        const i = list[at[lane] as number] as number;
        const [missing] = unplaced(i);
        if (missing !== undefined) {
          const queue = waiting.get(missing);
          if (queue) queue.push(lane);
          else waiting.set(missing, [lane]);
          break;
        }
        const before = list[(at[lane] as number) - 1];
        let latest = before === undefined ? 0 : (level[before] as number);
        for (const source of incoming[i] ?? []) latest = Math.max(latest, level[source] as number);
        level[i] = latest + 1;
        laneQueue.push(...(waiting.get(i) ?? []));
        waiting.delete(i);
      }
    }
    const stuck = lists.flatMap((list, lane) => list.slice(at[lane], (at[lane] as number) + 1));
    if (stuck.length === 0) return level;
    const next = Math.min(...stuck);
    const gone = unplaced(next);
    incoming[next] = (incoming[next] ?? []).filter((source) => !gone.includes(source));
    waiting.clear();
    laneQueue.push(...lists.map((_, lane) => lane));
  }
}
