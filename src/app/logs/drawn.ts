/** A log ready to be shown, and its words. */
import type { ResolvedRun } from '../../engine/runspec.ts';
import type { Trace } from '../../engine/trace.ts';
import { LOG_META } from '../../logs/meta.ts';
import { TICK } from '../../logs/trace.ts';
import type { ReadExecution } from '../../logs/wire.ts';
import { type Causality, type Leg, relation, shortestPath } from '../../query/causality.ts';
import type { TraceIndex } from '../../timeline/index.ts';

export interface Drawn {
  readonly execution: ReadExecution;
  readonly trace: Trace;
  readonly heads: Int32Array;
  /** Steps whose clock counts as much of their own host as another's of that host: clocks may be wrong. */
  readonly twice: ReadonlySet<number>;
  readonly index: TraceIndex;
  /** What stands for the spec of a run where one is asked for: nothing was put in, and nothing can be. */
  readonly resolved: ResolvedRun;
  readonly causality: Causality;
  /** As `vectorClocks` gives them. */
  readonly clocks: Uint32Array;
}

export function drawnOf(execution: ReadExecution): Drawn {
  const { trace, index, causality, clocks } = execution;
  return {
    execution,
    trace,
    heads: index.heads,
    twice: twiceNamed(trace, causality),
    index: { ...index, trace },
    causality,
    clocks,
    resolved: {
      nodes: trace.nodes,
      params: {},
      spec: {
        schema: 1,
        protocol: LOG_META.id,
        seed: 0,
        nodes: {},
        params: {},
        variants: [],
        // Room for the last event's mark.
        until: trace.end + TICK / 2,
        inputs: [],
      },
    },
  };
}

/** `alice#2`: the event of alice whose clock counts 2 of alice. Where there are two of them the line says which is meant. */
export function eventName({ trace, twice, causality: c }: Drawn, step: number): string {
  const fields = trace.notes[step]?.fields;
  const name = `${trace.nodes[c.lane[step] as number]?.id}#${fields?.own}`;
  return twice.has(step) ? `${name} (line ${fields?.line})` : name;
}

/** One pass over the lanes: events of a host are in the order of their own counts. */
function twiceNamed({ notes, steps }: Trace, { previous }: Causality): ReadonlySet<number> {
  const twice = new Set<number>();
  for (let step = 0; step < steps; step++) {
    const before = previous[step] as number;
    if (before < 0 || notes[before]?.fields.own !== notes[step]?.fields.own) continue;
    twice.add(before);
    twice.add(step);
  }
  return twice;
}

export interface EventWords {
  readonly text: string;
  readonly line: number;
  readonly clock: string;
  /** What other groups of the pattern found. */
  readonly fields: readonly (readonly [string, string])[];
}

export function eventWords({ trace }: Drawn, step: number): EventWords {
  // The trace of a log has one note for every step.
  const fields = trace.notes[step]?.fields;
  return {
    text: String(fields?.text ?? ''),
    line: Number(fields?.line ?? 0),
    clock: String(fields?.clock ?? ''),
    fields: Object.entries((fields?.fields ?? {}) as Readonly<Record<string, string>>),
  };
}

export interface Verdict {
  readonly kind: 'before' | 'after' | 'concurrent';
  /** "alice#2 happened before bob#1" */
  readonly sentence: string;
  /** The chain that proves it, from the earlier event to the later; empty for concurrent events. */
  readonly legs: readonly (Leg & { readonly sentence: string })[];
  /** Of concurrent events: what each knew of the other's host. */
  readonly unknown: readonly string[];
}

/** How two different events stand to one another, and why. */
export function verdictOf(drawn: Drawn, a: number, b: number): Verdict {
  const [one, other] = [eventName(drawn, a), eventName(drawn, b)];
  const kind = relation(drawn.causality, a, b);
  if (kind === 'concurrent' || kind === 'same') {
    return {
      kind: 'concurrent',
      sentence: `${one} and ${other} are concurrent`,
      legs: [],
      unknown: [ignorance(drawn, a, b), ignorance(drawn, b, a)],
    };
  }
  const [early, late] = kind === 'before' ? [a, b] : [b, a];
  const legs = shortestPath(drawn.causality, early, late) ?? [];
  return {
    kind,
    sentence: `${one} happened ${kind} ${other}`,
    legs: legs.map((leg) => ({ ...leg, sentence: legSentence(drawn, leg) })),
    unknown: [],
  };
}

function legSentence(drawn: Drawn, { by, from, to }: Leg): string {
  const [start, end] = [eventName(drawn, from), eventName(drawn, to)];
  return by === 'message'
    ? `A message went from ${start} to ${end}.`
    : `${end} came after ${start} on the same host.`;
}

/** "bob#2 knows of alice only up to alice#1; alice#3 came later." */
function ignorance(drawn: Drawn, of: number, about: number): string {
  const { causality: c, clocks, trace } = drawn;
  const lane = c.lane[about] as number;
  const host = trace.nodes[lane]?.id;
  const known = clocks[of * c.lanes + lane] as number;
  const who = eventName(drawn, of);
  if (known === 0) return `${who} knows nothing of ${host}.`;
  return `${who} knows of ${host} only up to ${eventName(drawn, nthOf(drawn, lane, known))}; ${eventName(drawn, about)} came later.`;
}

/** The step of the n-th event of a lane, from 1. */
function nthOf({ index }: Drawn, lane: number, n: number): number {
  return index.nodeSteps[lane]?.[n - 1] ?? -1;
}

/** How many events are before, after and concurrent with one. */
export function countCones(marks: Uint8Array): { before: number; after: number; concurrent: number } {
  let [before, after, both] = [0, 0, 0];
  for (const mark of marks) {
    if (mark === 3) both++;
    else if (mark === 1) before++;
    else if (mark === 2) after++;
  }
  return { before, after, concurrent: marks.length - before - after - both };
}
