/** Messages in words: what they are, from where to where, when, and what became of them. */
import { LOST_NODE_DOWN } from '../engine/trace.ts';
import { formOf } from './faultforms.ts';
import { faultCaption, sides } from './faultwords.ts';
import { isDamaged, strikesOf } from './hits.ts';
import { FATE } from './index.ts';
import { formatMs } from './text.ts';
import type { Model } from './types.ts';

export interface Told {
  /** "vote request, S1 → S2" */
  readonly what: string;
  /** "sent 10 ms, arrives 22 ms" */
  readonly when: string;
}

/** One message. */
export function tellMessage(model: Model, flight: number): Told {
  const { flights } = model.index;
  const copy = flights.copied[flight] ? `, one of ${copiesOf(model, flight)} copies` : '';
  return {
    what: `${titleOf(model, flight)}, ${nameOf(model, flights.from[flight])} → ${nameOf(model, flights.to[flight])}${copy}`,
    when: [
      `sent ${formatMs(flights.t0[flight] as number)}`,
      ...struckBy(model, flight),
      fateOf(model, flight),
    ].join(', '),
  };
}

/** As many as became of its send: "two". They stand side by side. */
function copiesOf({ index: { flights } }: Model, flight: number): string {
  const send = flights.send[flight];
  let first = flight;
  while (flights.send[first - 1] === send) first--;
  let count = 0;
  while (flights.send[first + count] === send) count++;
  return ['two', 'three', 'four'][count - 2] ?? `${count}`;
}

/** All messages of one kind that left in the same step as `flight`: what one letter stands for. */
export function tellTogether(model: Model, flight: number): Told {
  const { flights, trace } = model.index;
  const { step, ref } = trace.columns;
  const send = flights.send[flight] as number;
  const like = (i: number) => {
    const row = flights.send[i] as number;
    return i >= 0 && i < flights.count && step[row] === step[send] && ref[row] === ref[send];
  };
  // Sends of one step are neighbours, whatever else it sent in between.
  const together: number[] = [];
  const near = (i: number) => i >= 0 && i < flights.count && step[flights.send[i] as number] === step[send];
  let first = flight;
  while (near(first - 1)) first--;
  for (let i = first; near(i); i++) if (like(i)) together.push(i);
  if (together.length < 2) return tellMessage(model, flight);
  const to = [...new Set(together.map((i) => nameOf(model, flights.to[i])))];
  const arrivals = together
    .filter((i) => flights.fate[i] === FATE.delivered)
    .map((i) => flights.t1[i] as number);
  const lost = together.filter((i) => flights.fate[i] === FATE.lost).length;
  const parts = [`sent ${formatMs(flights.t0[flight] as number)}`];
  if (arrivals.length === 1) parts.push(`arrives ${formatMs(arrivals[0] as number)}`);
  else if (arrivals.length > 1) {
    parts.push(`arrive ${formatMs(Math.min(...arrivals))} to ${formatMs(Math.max(...arrivals))}`);
  }
  if (lost > 0) parts.push(lost === together.length ? 'all lost' : `${lost} lost`);
  return {
    what: `${titleOf(model, flight)}, ${nameOf(model, flights.from[flight])} → ${to.join(', ')}`,
    when: parts.join(', '),
  };
}

function titleOf(model: Model, flight: number): string {
  const { flights, trace } = model.index;
  return model.meta.messages[trace.columns.ref[flights.send[flight] as number] as number]?.title ?? 'message';
}

function nameOf(model: Model, lane: number | undefined): string {
  return model.index.trace.nodes[lane ?? -1]?.id ?? '?';
}

function fateOf(model: Model, flight: number): string {
  const { flights } = model.index;
  switch (flights.fate[flight]) {
    case FATE.delivered:
      return `arrives ${damaged(model, flight) ? 'damaged ' : ''}${formatMs(flights.t1[flight] as number)}`;
    case FATE.lost:
      return `lost: ${eaterOf(model, flight)}`;
    default:
      return 'still on its way when the run ends';
  }
}

/** What ate a message. */
function eaterOf(model: Model, flight: number): string {
  const { flights, trace } = model.index;
  const by = trace.columns.ref[flights.end[flight] as number] as number;
  const to = nameOf(model, flights.to[flight]);
  if (by === LOST_NODE_DOWN) return `${to} is down`;
  const input = model.resolved.spec.inputs[by];
  if (!input || !('fault' in input)) return 'by chance';
  const { fault } = input;
  if (formOf(fault.type).downs || fault.type === 'pause') return `${to} is down`;
  switch (fault.type) {
    case 'partition':
      return `the cut ${sides(fault.groups, fault.oneWay)}`;
    case 'partial':
      return 'its link is cut';
    case 'block':
      return `${fault.from} ⇥ ${fault.to} is cut one way`;
    case 'drop':
      return 'dropped on purpose';
    case 'corrupt':
      return `damaged on its way, ${to} throws it away`;
    default:
      return damaged(model, flight) ? `damaged on its way, ${to} throws it away` : 'the link loses messages';
  }
}

function damaged({ index }: Model, flight: number): boolean {
  const { flights } = index;
  const copied = flights.copied[flight] === 1;
  return isDamaged(index, flights.send[flight] as number, flights.end[flight] as number, copied);
}

/** What faults that waited for this message have done to it, in a word each: "held back". */
function struckBy(model: Model, flight: number): readonly string[] {
  const { index, meta, resolved } = model;
  const send = index.flights.send[flight] as number;
  const said: string[] = [];
  for (const [i, row] of strikesOf(index).hits) {
    const input = resolved.spec.inputs[i];
    if (index.trace.columns.cause[row] !== send || !input || !('fault' in input)) continue;
    if (input.fault.type === 'delay' || input.fault.type === 'reorder')
      said.push(faultCaption(input.fault, meta));
  }
  return said;
}
