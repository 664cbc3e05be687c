/** What the run before the last edit showed on the stage at this time, and the one on show does not. Pure. */
import type { Meta } from '../../engine/meta.ts';
import type { Input } from '../../engine/runspec.ts';
import type { Trace } from '../../engine/trace.ts';
import type { TraceIndex } from '../../timeline/index.ts';
import { faceOf } from './faces.ts';
import type { Flight, Flights } from './flights.ts';
import type { Layout } from './layout.ts';
import { type DrawnMessage, drawMessages } from './messages.ts';
import { faultEra, faultsAt, type InForce, type Moments, statusAt } from './moments.ts';

/** One of the two runs. */
export interface Played {
  readonly index: TraceIndex;
  readonly inputs: readonly Input[];
  readonly moments: Moments;
  readonly flights: Flights;
}

export interface StageGhosts {
  readonly messages: readonly DrawnMessage[];
  /** By lane: what a node was that it is not now: "was leader, term 1". */
  readonly nodes: readonly { readonly lane: number; readonly word: string }[];
  /** Faults that were in force and are not. */
  readonly faults: readonly InForce[];
}

/** Both runs at one time, after whatever happens in that instant: which step of it the cursor is on is no change. */
export function ghostsAt(meta: Meta, layout: Layout, was: Played, now: Played, time: number): StageGhosts {
  const [before, after] = [at(meta, layout, was, time), at(meta, layout, now, time)];
  const sent = new Map(after.messages.map(({ flight }) => [sendOf(flight), flight]));
  const nodes = before.faces.flatMap((face, lane) => {
    const is = after.faces[lane];
    if (is === undefined) return [];
    const word = [
      face.status === is.status ? '' : face.status,
      face.epochText === is.epochText ? '' : face.epochText,
    ];
    const said = word.filter((part) => part !== '').join(', ');
    return said === '' ? [] : [{ lane, word: `was ${said}` }];
  });
  const inForce = new Set(after.faults.map(({ fault }) => placeOf(fault)));
  return {
    messages: before.messages.filter(({ flight }) => {
      const is = sent.get(sendOf(flight));
      if (is === undefined) return true;
      // One that will be lost in one of the runs is under way in both, wherever it is drawn.
      return !is.lost && !flight.lost && is.arrivesAt !== flight.arrivesAt;
    }),
    nodes,
    faults: before.faults.filter(({ fault }) => !inForce.has(placeOf(fault))),
  };
}

function at(meta: Meta, layout: Layout, played: Played, time: number) {
  const { index, moments, flights } = played;
  const step = lastStep(index.trace, index.heads, time);
  const faults = faultsAt(moments, faultEra(moments, step, time));
  const messages = drawMessages({
    meta,
    layout,
    flights,
    step,
    time,
    textOf: () => '',
    arrivalOf: () => undefined,
    damagedOf: () => false,
    reachOf: () => 0.5,
    inSteps: false,
    obstacles: [],
    sides: new Map(),
  }).filter((m) => m.cross === null);
  const faces = layout.nodes.map((node) => {
    const { status, ...rest } = statusAt(moments, node.index, step);
    const face = faceOf(node, meta, faults, { status, ...rest });
    const title = meta.statuses[status]?.title ?? '';
    return { epochText: face.epochText, status: face.up ? title || 'up' : face.word };
  });
  return { messages, faces, faults };
}

/** The last step at or before `time`, 0 if there is none. */
function lastStep(trace: Trace, heads: Int32Array, time: number): number {
  let low = 0;
  let high = trace.steps;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((trace.columns.time[heads[middle] ?? 0] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** What left one node for another at one time is one message, whatever it says. */
function sendOf({ from, to, sentAt, copy }: Flight): string {
  return `${from} ${to} ${sentAt} ${copy}`;
}

/** A fault without its times: one that was only moved or stretched is where it was for as long as both are in force. */
function placeOf(fault: InForce['fault']): string {
  return JSON.stringify({ ...fault, at: 0, until: 0 });
}
