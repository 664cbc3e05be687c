/** The cut of a snapshot in space and time: where each process recorded itself, and which tokens cross the line. Pure. */
import type { Trace } from '../../engine/trace.ts';

export interface CutPoint {
  readonly lane: number;
  readonly time: number;
}
export interface CutMessage {
  /** "P1 3": who sent it, as which of its events. */
  readonly name: string;
  readonly from: CutPoint;
  /** Null while it is on its way. */
  readonly to: CutPoint | null;
  /** `across`: sent inside the cut and not received inside it. `back`: received inside it and sent outside. */
  readonly kind: 'inside' | 'across' | 'after' | 'back';
}
export interface Cut {
  readonly snapshot: string;
  readonly points: readonly CutPoint[];
  readonly messages: readonly CutMessage[];
  /** From well before the first point to what has happened since, at most as long again. */
  readonly start: number;
  readonly end: number;
}

interface Gift {
  readonly name: string;
  readonly from: CutPoint;
  readonly giveStep: number;
  to: CutPoint | null;
  takeStep: number;
}
interface Told {
  readonly gifts: readonly Gift[];
  readonly records: readonly { readonly step: number; readonly point: CutPoint; readonly snapshot: string }[];
}
const toldIn = new WeakMap<Trace, Told>();

function tell(trace: Trace): Told {
  const known = toldIn.get(trace);
  if (known) return known;
  const lanes = new Map(trace.nodes.map((n) => [n.id, n.index]));
  const gifts = new Map<string, Gift>();
  const records: Told['records'][number][] = [];
  for (const { id, node, row, fields } of trace.notes) {
    const point = { lane: lanes.get(node) ?? 0, time: trace.columns.time[row] ?? 0 };
    const step = trace.columns.step[row] ?? 0;
    const name = `${node} ${fields.n}`;
    if (id === 'gives') gifts.set(name, { name, from: point, giveStep: step, to: null, takeStep: -1 });
    else if (id === 'takes') {
      const gift = gifts.get(`${fields.from} ${fields.n}`);
      if (gift && gift.to === null) Object.assign(gift, { to: point, takeStep: step });
    } else if (id === 'records') records.push({ step, point, snapshot: String(fields.snapshot) });
  }
  const told = { gifts: [...gifts.values()], records };
  toldIn.set(trace, told);
  return told;
}

/** The cuts of all snapshots of a run, whole, in the order in which they were begun, with the messages that cross each. */
export function cutsOf(trace: Trace): readonly Cut[] {
  const { records } = tell(trace);
  const names = [...new Set(records.map((r) => r.snapshot))];
  return names.flatMap((name) => cutNamed(trace, name, trace.steps, trace.end) ?? []);
}

/** That of the snapshot begun last by `step`, as far as it had come; null before the first. */
export function cutOf(trace: Trace, step: number, now: number): Cut | null {
  const past = tell(trace).records.filter((r) => r.step <= step);
  // Names in the order in which each was first recorded.
  const snapshot = [...new Set(past.map((r) => r.snapshot))].at(-1);
  return snapshot === undefined ? null : cutNamed(trace, snapshot, step, now);
}

function cutNamed(trace: Trace, snapshot: string, step: number, now: number): Cut | null {
  const { gifts, records } = tell(trace);
  const own = records.filter((r) => r.step <= step && r.snapshot === snapshot);
  const [first] = own;
  if (first === undefined) return null;
  const recorded = new Map(own.map((r) => [r.point.lane, r.step]));
  const last = own.at(-1)?.point.time ?? first.point.time;
  const span = Math.max(20_000, last - first.point.time);
  const [start, end] = [first.point.time - span, Math.max(last + span / 2, Math.min(now, last + span))];
  const messages = gifts.flatMap(({ name, from, giveStep, to, takeStep }): CutMessage[] => {
    const came = to !== null && takeStep <= step ? to : null;
    if (giveStep > step || from.time > end || (came !== null && came.time < start)) return [];
    // A process that has not recorded itself yet is still before its cut.
    const sent = giveStep < (recorded.get(from.lane) ?? Infinity);
    const received = came !== null && takeStep < (recorded.get(came.lane) ?? Infinity);
    const kind = sent
      ? received
        ? 'inside'
        : 'across'
      : received && recorded.has(came.lane)
        ? 'back'
        : 'after';
    return [{ name, from, to: came, kind }];
  });
  return { snapshot, points: own.map((r) => r.point), messages, start, end };
}
