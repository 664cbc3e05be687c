/**
 * A log as a trace, so that whatever shows runs shows logs: one step per event, a lane per host, messages inferred from the clocks.
 *
 * - Time is Lamport's: an event stands one `TICK` after the latest of what it directly follows. Logs carry no trustworthy time, and
 *   nothing else is drawn from them. Steps of equal time are ordered by lane.
 * - An event receives from host g where its entry for g rose since the event before on its own host, unless another of the events it
 *   receives from knows as much of g: exactly the edges happened-before cannot do without, so it is the transitive closure of these and
 *   of the hosts' own orders. One event may receive from several hosts; its step then has several `deliver` rows.
 * - An event that received nothing is a `command`: what made it happen came from outside the log. No input is behind it (`ref` −1), for
 *   a log cannot be run again and takes no faults.
 * - Hosts beyond `MAX_LANES` get no lane. Clocks are read without their entries then; that leaves the others' happened-before as it
 *   is, and a message may stand for a chain through hosts that are not shown.
 * - Where the clocks are wrong they are followed as far as they go: an event that is missing counts as the latest before it, and what
 *   would close a circle is left out. Each breach is a violation of its step.
 */
import { hashString, RollingHash } from '../base/hash.ts';
import type { NodeInfo } from '../engine/runspec.ts';
import { K, NO_NODE, type NoteRecord, type Trace, type Violation } from '../engine/trace.ts';
import type { Breach } from './clocks.ts';
import { type Edges, placeEvents } from './edges.ts';
import { type Execution, entryOf, type LogEvent } from './log.ts';

/** Hosts that get a lane. */
export const MAX_LANES = 32;
/** Between one event and the next that follows it, in the trace's unit of time. */
export const TICK = 1000;
/** Characters of an event's text beside its mark on the timeline. */
const LABEL = 30;

export interface LogTrace {
  readonly trace: Trace;
  /** Index into `Execution.events` of each step. */
  readonly eventOf: Int32Array;
  /** Hosts with events that got no lane. */
  readonly hidden: readonly string[];
}

export function traceOf(log: Execution, breaches: readonly Breach[] = []): LogTrace {
  const shown = shownHosts(log);
  const lanes = shown.map((host) => log.hosts[host] as string);
  const counted = new Set(log.events.map(({ host }) => host));
  const hidden = log.hosts.filter((_, host) => counted.has(host) && !shown.includes(host));
  const edges = placeEvents(log, shown);
  return { trace: rowsOf(log, lanes, edges, breaches), eventOf: edges.eventOf, hidden };
}

/** The hosts with most events, in the order in which the log names them. */
function shownHosts(log: Execution): readonly number[] {
  const counts = new Int32Array(log.hosts.length);
  for (const { host } of log.events) counts[host] = (counts[host] as number) + 1;
  return log.hosts
    .map((_, host) => host)
    .filter((host) => (counts[host] as number) > 0)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
    .slice(0, MAX_LANES)
    .sort((a, b) => a - b);
}

function rowsOf(log: Execution, lanes: readonly string[], edges: Edges, breaches: readonly Breach[]): Trace {
  const { eventOf, lane, level, first, sources, targets } = edges;
  const steps = eventOf.length;
  // A head (or a receipt for each message), a note, and the sends.
  let rows = steps + 2 * sources.length;
  for (let s = 0; s < steps; s++) rows += first[s] === first[s + 1] ? 1 : 0;
  const columns = {
    time: new Float64Array(rows),
    kind: new Uint8Array(rows),
    node: new Uint8Array(rows),
    peer: new Uint8Array(rows).fill(NO_NODE),
    cause: new Int32Array(rows).fill(-1),
    step: new Int32Array(rows),
    ref: new Int32Array(rows),
    epoch: new Int32Array(rows),
    stamp: new Uint32Array(rows),
    content: new Uint32Array(rows),
  };
  const notes: NoteRecord[] = [];
  const headOf = new Int32Array(steps);
  /** The row that sent the message of each edge. */
  const sendOf = new Int32Array(sources.length);
  const hash = new RollingHash();
  let row = 0;
  for (let s = 0; s < steps; s++) {
    const event = log.events[eventOf[s] as number] as LogEvent;
    const content = hashString(event.text);
    const put = (kind: number, ref: number, peer = NO_NODE, cause = -1): number => {
      columns.time[row] = (level[s] as number) * TICK;
      columns.kind[row] = kind;
      columns.node[row] = lane[s] as number;
      columns.peer[row] = peer;
      columns.cause[row] = cause;
      columns.step[row] = s;
      columns.ref[row] = ref;
      columns.stamp[row] = level[s] as number;
      columns.content[row] = content;
      hash.word(kind | ((lane[s] as number) << 8) | (peer << 16));
      hash.word(cause);
      hash.word(content);
      return row++;
    };
    headOf[s] = row;
    const [from, to] = [first[s] as number, first[s + 1] as number];
    for (let e = from; e < to; e++) {
      put(K.deliver, 0, lane[sources[e] as number] as number, sendOf[e] as number);
    }
    if (from === to) put(K.command, -1);
    const note = put(K.note, notes.length);
    notes.push({ row: note, id: 'event', node: lanes[lane[s] as number] as string, fields: fieldsOf(event) });
    for (const e of targets[s] ?? []) {
      sendOf[e] = put(K.send, 0, lane[edges.targetOf[e] as number] as number);
    }
  }
  const nodes = lanes.map((id, index): NodeInfo => ({ id, role: 'host', index }));
  const stepOf = new Map(Array.from(eventOf, (event, s) => [event, s]));
  const violations = breaches.flatMap(({ event, why }): Violation[] => {
    const step = stepOf.get(event);
    return step === undefined
      ? []
      : [{ property: 'vector-clocks', event: headOf[step] as number, step, why }];
  });
  return {
    nodes,
    rows,
    steps,
    columns,
    ruleIds: [],
    notes,
    operations: [],
    statuses: [],
    violations: violations.sort((a, b) => a.step - b.step),
    hash: hash.hex(),
    end: (level[steps - 1] ?? 0) * TICK,
    stopped: null,
  };
}

function fieldsOf(event: LogEvent): NoteRecord['fields'] {
  const { text, line, clockText, fields, host } = event;
  const shown = text === '' ? '(no text)' : text;
  const label = shown.length > LABEL ? `${shown.slice(0, LABEL - 1)}…` : shown;
  return {
    text: shown,
    label,
    line,
    clock: clockText,
    own: entryOf(event, host),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  };
}
