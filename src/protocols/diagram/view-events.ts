/** What the picture shows: the events and messages of a run, each with the stroke (the input) that it came of. Pure. */
import type { Input, NodeInfo } from '../../engine/runspec.ts';
import { K, type Trace } from '../../engine/trace.ts';
import { type Stamp, stampAt, stampsOf } from '../../query/stamps.ts';
import { type Asked, askedOf } from '../../query/stamps-exercise.ts';
import { wallClock } from '../../query/walls.ts';

export interface DrawnEvent {
  /** The same through an edit that moves it: its input and kind. A second arrival of a message has a number. */
  readonly key: string;
  /** a, b, c … in the order of time. */
  readonly name: string;
  readonly input: number;
  readonly kind: 'local' | 'send' | 'receive';
  readonly lane: number;
  readonly time: number;
  readonly step: number;
  readonly stamp: Stamp | null;
}

export interface DrawnMessage {
  readonly input: number;
  readonly from: DrawnEvent;
  /** Null if it never arrives: then it ends where it was drawn to. */
  readonly to: DrawnEvent | null;
  readonly end: { readonly lane: number; readonly time: number };
  /** How much of its way it has behind it where the run ends, 0 … 1. Below 1 it is neither lost nor there. */
  readonly gone: number;
}

export interface Drawing {
  readonly events: readonly DrawnEvent[];
  readonly messages: readonly DrawnMessage[];
  readonly asked: readonly Asked[];
}

/** More strokes than this are not drawn by hand. */
export const MOST_STROKES = 120;

export function drawingOf(trace: Trace, inputs: readonly Input[]): Drawing {
  const { kind, ref, step, cause, time, node } = trace.columns;
  const walls = trace.nodes.map(({ id }) => wallClock(inputs, id));
  const columns = stampsOf(trace, (lane, t) => walls[lane]?.(t) ?? t);
  const events: Omit<DrawnEvent, 'name'>[] = [];
  const senders = new Map<number, Omit<DrawnEvent, 'name'>>();
  const arrivals = new Map<number, number>();
  const ends = new Map<string, string[]>();
  for (let row = 0; row < trace.rows; row++) {
    const s = step[row] as number;
    if (row > 0 && step[row - 1] === s) continue;
    const [lane, at, stamp] = [node[row] as number, time[row] as number, stampAt(columns, s)];
    if (kind[row] === K.command) {
      const input = ref[row] as number;
      const sends = kindsOf(trace, row, s).includes(K.send);
      const event = { input, lane, time: at, step: s, stamp, kind: sends ? 'send' : 'local' } as const;
      const made = { ...event, key: `${input} ${sends ? 'send' : 'local'}` };
      events.push(made);
      senders.set(s, made);
    } else if (kind[row] === K.deliver) {
      const from = senders.get(step[cause[row] as number] as number);
      if (from === undefined) continue;
      const copy = arrivals.get(from.input) ?? 0;
      arrivals.set(from.input, copy + 1);
      const key = `${from.input} receive${copy === 0 ? '' : ` ${copy}`}`;
      events.push({ key, input: from.input, kind: 'receive', lane, time: at, step: s, stamp });
      ends.set(from.key, [...(ends.get(from.key) ?? []), key]);
    }
  }
  const named = events.map((event, i): DrawnEvent => ({ ...event, name: letter(i) }));
  const byKey = new Map(named.map((event) => [event.key, event]));
  const messages = named.flatMap((from): DrawnMessage[] => {
    if (from.kind !== 'send') return [];
    const came = (ends.get(from.key) ?? []).map((key) => byKey.get(key) as DrawnEvent);
    if (came.length > 0) return came.map((to) => ({ input: from.input, from, to, end: to, gone: 1 }));
    const end = drawnEnd(trace.nodes, inputs[from.input], from);
    const under = end.time > trace.end && !lostOf(trace).has(from.step);
    const gone = under ? (trace.end - from.time) / (end.time - from.time) : 1;
    return [{ input: from.input, from, to: null, end, gone }];
  });
  return { events: named, messages, asked: askedOf(trace, columns) };
}

/** Kinds of the rows of the step whose head is `row`. */
function kindsOf({ columns, rows }: Trace, row: number, s: number): readonly number[] {
  let end = row;
  while (end < rows && columns.step[end] === s) end++;
  return [...columns.kind.subarray(row, end)];
}

/** Steps of which a message was lost. */
function lostOf({ columns: { kind, cause, step }, rows }: Trace): ReadonlySet<number> {
  const steps = new Set<number>();
  for (let row = 0; row < rows; row++) {
    const sent = cause[row] as number;
    if (kind[row] === K.lost && sent >= 0) steps.add(step[sent] as number);
  }
  return steps;
}

function drawnEnd(
  nodes: readonly NodeInfo[],
  input: Input | undefined,
  from: { lane: number; time: number },
) {
  if (input === undefined || !('command' in input)) return { lane: from.lane, time: from.time };
  const lane = nodes.findIndex(({ id }) => id === input.command.to);
  return { lane: lane < 0 ? from.lane : lane, time: from.time + Number(input.command.after ?? 0) };
}

/** a … z, then a1, b1 … */
export function letter(i: number): string {
  return String.fromCharCode(97 + (i % 26)) + (i < 26 ? '' : String(Math.floor(i / 26)));
}
