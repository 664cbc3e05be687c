/** The schema of each kind of fault: its fields and their kinds. What needs the whole run is in `crossfault.ts`. */
import * as v from 'valibot';
import { excerpt, listed, withArticle } from '../base/text.ts';
import type { Fault } from '../engine/runspec.ts';
import {
  DRIFT_PPM,
  MAX_LINKS,
  MAX_NODES,
  MAX_NTH,
  MAX_OFFSET,
  MAX_RECORD,
  MAX_SLOWNESS,
  MAX_TIME,
  MIN_FLAP,
} from './bounds.ts';
import {
  choice,
  fields,
  fraction,
  integer,
  isRecord,
  list,
  onlyTrue,
  optional,
  range,
  type Schema,
  text,
} from './shape.ts';

/** A node id is looked up, not parsed; longer than any that can exist is still reported as no such node. */
export const nodeId: Schema<string> = v.string(
  (issue) => `must be the id of a node, not ${excerpt(issue.input)}`,
);
export const time = integer(0, MAX_TIME);

const until = optional(time);
const nth = optional(integer(1, MAX_NTH));
const probability = optional(fraction(0, 1));
const slowness = range(0, MAX_SLOWNESS);
const node = { node: nodeId };
const ends = { from: nodeId, to: nodeId };

const phase = integer(MIN_FLAP, MAX_TIME);
const flap = optional(fields('a field of a flap', { down: phase, up: phase }));

const linkPair = v.custom<readonly [string, string]>(
  (value) => Array.isArray(value) && value.length === 2 && value.every((id) => typeof id === 'string'),
  'must be [node, node], the ids of two nodes',
);

const record = v.pipe(
  text(MAX_RECORD),
  v.regex(
    /^[A-Za-z_$][\w$]*(\[(0|[1-9]\d{0,8})\])?$/,
    (issue) => `must be the name of a record such as "votedFor" or "log[3]", not ${excerpt(issue.input)}`,
  ),
);

function fault<E extends v.ObjectEntries>(type: Fault['type'], entries: E) {
  return fields(`a field of ${withArticle(type)} fault`, { type: v.string(), ...entries });
}

/** A fault that would do nothing without at least one of these fields. */
function atLeastOne(schema: Schema, names: readonly string[]): Schema {
  return v.pipe(
    schema,
    v.check(
      (f) => names.some((name) => (f as Record<string, unknown>)[name] !== undefined),
      `needs at least one of ${listed(names)}`,
    ),
  );
}

const clock = v.pipe(
  atLeastOne(
    fault('clock', {
      ...node,
      offset: optional(integer(-MAX_OFFSET, MAX_OFFSET)),
      driftPpm: optional(integer(DRIFT_PPM.min, DRIFT_PPM.max)),
      step: optional(integer(-MAX_OFFSET, MAX_OFFSET)),
      stop: optional(onlyTrue),
      until,
    }),
    ['offset', 'driftPpm', 'step', 'stop'],
  ),
  v.check((f) => {
    const { stop, driftPpm } = f as { stop?: true; driftPpm?: number };
    return stop === undefined || driftPpm === undefined;
  }, 'has both a stop and a driftPpm; a clock that stands still does not drift'),
);

const link = atLeastOne(
  fault('link', {
    ...ends,
    latency: optional(range(0, MAX_TIME)),
    loss: probability,
    duplicate: probability,
    reorder: probability,
    corrupt: probability,
    until,
  }),
  ['latency', 'loss', 'duplicate', 'reorder', 'corrupt'],
);

/** In the order in which a sentence lists them. */
const FAULTS: Readonly<Record<Fault['type'], Schema>> = {
  crash: fault('crash', { ...node, until }),
  amnesia: fault('amnesia', { ...node, until }),
  outage: fault('outage', { nodes: list(nodeId, MAX_NODES, 'nodes'), until }),
  pause: fault('pause', { ...node, until }),
  slow: fault('slow', { ...node, each: slowness, until }),
  byzantine: fault('byzantine', {
    ...node,
    behaviour: v.string((issue) => `must be the id of a behaviour, not ${excerpt(issue.input)}`),
    // Which options there are depends on the behaviour: `optionsSchema`, later.
    options: optional(
      v.custom<Record<string, unknown>>(
        isRecord,
        (issue) => `must be an object, not ${excerpt(issue.input)}`,
      ),
    ),
    until,
  }),
  partition: fault('partition', {
    groups: list(list(nodeId, MAX_NODES, 'nodes'), MAX_NODES, 'groups'),
    oneWay: optional(onlyTrue),
    flap,
    until,
  }),
  partial: fault('partial', { links: list(linkPair, MAX_LINKS, 'links'), flap, until }),
  block: fault('block', { ...ends, flap, until }),
  link,
  drop: fault('drop', { ...ends, nth }),
  // Without `by` nothing would be delayed.
  delay: fault('delay', { ...ends, nth, by: time }),
  duplicate: fault('duplicate', { ...ends, nth, by: optional(time) }),
  reorder: fault('reorder', { ...ends, nth }),
  corrupt: fault('corrupt', { ...ends, nth }),
  clock,
  lostWrite: fault('lostWrite', { ...node, nth }),
  tornWrite: fault('tornWrite', { ...node, nth, kept: optional(integer(0, MAX_NTH)), until }),
  misdirectedWrite: fault('misdirectedWrite', { ...node, nth }),
  bitRot: fault('bitRot', { ...node, record: optional(record) }),
  latentError: fault('latentError', { ...node, record: optional(record) }),
  diskFull: fault('diskFull', { ...node, until }),
  slowFsync: fault('slowFsync', { ...node, by: slowness, until }),
};

export const faultSchema: Schema = choice('fault', 'type', FAULTS);
