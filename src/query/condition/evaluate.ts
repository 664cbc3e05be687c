/** Whether a condition is met by a run, or by several runs beside one another. One pass over the moments, in slices. */
import { type Result, refuse } from '../../base/result.ts';
import { didYouMean } from '../../base/text.ts';
import type { Meta } from '../../engine/meta.ts';
import type { ResolvedRun } from '../../engine/runspec.ts';
import type { Trace } from '../../engine/trace.ts';
import { relation } from '../causality.ts';
import { ReadRun } from './events.ts';
import { sameFor } from './same.ts';
import type { Condition, EventPattern, WorldTest } from './types.ts';
import { inRange, matches } from './value.ts';
import { FieldsSeen, holds, type Moment } from './world.ts';

/** A finished run, and how to look at its moments. */
export interface RunToRead {
  readonly meta: Meta;
  readonly resolved: ResolvedRun;
  readonly trace: Trace;
  /** The world right after a step; steps are asked for in their order. */
  moment(step: number): Moment;
}

export interface Finding {
  readonly met: boolean;
  /** The step by which it was met, where one can be named. */
  readonly step: number | null;
}

/** Moments looked at between two breaths. */
const MOMENTS = 64;
/** Pairs of events of which the order is looked at; of more, no others count. */
const MOST_PAIRS = 2000;

/** A test of the world that goes with the pass over the moments of one run. */
interface Watch {
  readonly run: number;
  see(step: number, moment: Moment): void;
}

/** Yields now and then, so that whoever drives it can stop or breathe. */
export function* evaluating(
  condition: Condition,
  runs: readonly RunToRead[],
): Generator<void, Result<{ finding: Finding }>> {
  const read = runs.map(({ meta, resolved, trace }) => new ReadRun(meta, resolved, trace));
  const watches: Watch[] = [];
  const seen = runs.map(() => new FieldsSeen());
  const answer = plan(condition, 0, { runs, read, watches, seen });
  for (let r = 0; r < runs.length; r++) {
    const own = watches.filter(({ run }) => run === r);
    const { trace, resolved, moment } = runs[r] as RunToRead;
    if (own.length === 0) continue;
    // The first steps are the nodes' boots: before the last of them there is no whole world to speak of.
    for (let step = Math.min(resolved.nodes.length, trace.steps) - 1; step < trace.steps; step++) {
      const now = moment(step);
      for (const watch of own) watch.see(step, now);
      if (step % MOMENTS === 0) yield;
    }
  }
  for (const fields of seen) {
    const [missing] = fields.missing();
    if (missing !== undefined)
      return refuse(
        `No node of this run ever has a field "${missing}".${didYouMean(missing, fields.known())}`,
      );
  }
  return { ok: true, finding: answer() };
}

/** The same in one go. */
export function evaluate(condition: Condition, runs: readonly RunToRead[]): Result<{ finding: Finding }> {
  const work = evaluating(condition, runs);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Steps of the events a pattern means. */
export function stepsOf(pattern: EventPattern, { meta, resolved, trace }: RunToRead): readonly number[] {
  return new ReadRun(meta, resolved, trace).steps(pattern);
}

interface Work {
  readonly runs: readonly RunToRead[];
  readonly read: readonly ReadRun[];
  readonly watches: Watch[];
  readonly seen: readonly FieldsSeen[];
}

const NO: Finding = { met: false, step: null };
const found = (step: number | null): Finding => ({ met: true, step });
const when = (met: boolean): Finding => (met ? found(null) : NO);

/** Sets up what has to be watched; what is returned is asked once the pass is over. */
function plan(condition: Condition, run: number, work: Work): () => Finding {
  const read = work.read[run] as ReadRun;
  switch (condition.op) {
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => plan(part, run, work));
      return condition.op === 'all' ? () => all(parts.map((p) => p())) : () => any(parts.map((p) => p()));
    }
    case 'not': {
      const part = plan(condition.of, run, work);
      return () => when(!part().met);
    }
    case 'event':
      return () => {
        const rows = read.rows(condition.event);
        if (!inRange(rows.length, condition.times)) return NO;
        const last = rows[(condition.times.min ?? rows.length) - 1];
        return found(last === undefined ? null : (read.trace.columns.step[last] as number));
      };
    case 'sometime':
      return watchWorld(condition.world, run, work, (state, step, met) =>
        state.met || !met ? state : found(step),
      );
    case 'always': {
      const broken = watchWorld(condition.world, run, work, (state, step, met) =>
        state.met || met ? state : found(step),
      );
      return () => when(!broken().met);
    }
    case 'atEnd':
      return watchWorld(condition.world, run, work, (_, step, met) => (met ? found(step) : NO));
    case 'at': {
      const { time } = read.trace.columns;
      const times = timesOf(read.trace);
      return watchWorld(condition.world, run, work, (state, step, met) =>
        (time[times[step] as number] as number) <= condition.at ? (met ? found(step) : NO) : state,
      );
    }
    case 'inOrder':
      return watchOrder(condition, run, work);
    case 'before':
    case 'concurrent':
      return () => related(read, condition);
    case 'broken':
    case 'holds': {
      const broken = read.trace.violations.find(({ property }) => property === condition.property);
      if (condition.op === 'holds') return () => when(broken === undefined);
      return () => (broken === undefined ? NO : found(broken.step));
    }
    case 'ended':
      return () => when((read.trace.stopped === null) === (condition.how === 'whole'));
    case 'param':
      return () => when(matches(read.resolved.params[condition.param], condition.is));
    case 'variant':
      return () => when(read.resolved.spec.variants.includes(condition.variant));
    case 'in':
      return work.runs[condition.run] === undefined ? () => NO : plan(condition.of, condition.run, work);
    case 'same': {
      const [a, b] = condition.runs.map((r) => work.read[r]);
      return () => when(a !== undefined && b !== undefined && sameFor(a.trace, b.trace, condition.node));
    }
  }
}

function all(findings: readonly Finding[]): Finding {
  if (findings.some(({ met }) => !met)) return NO;
  return found(
    findings.reduce<number | null>(
      (last, { step }) => (step === null ? last : Math.max(last ?? 0, step)),
      null,
    ),
  );
}

function any(findings: readonly Finding[]): Finding {
  const met = findings.filter((finding) => finding.met);
  if (met.length === 0) return NO;
  return met.reduce((a, b) => (b.step !== null && (a.step === null || b.step < a.step) ? b : a));
}

function watchWorld(
  world: WorldTest,
  run: number,
  { read, watches, seen }: Work,
  next: (state: Finding, step: number, met: boolean) => Finding,
): () => Finding {
  let state = NO;
  const laneOf = lanes(read[run] as ReadRun);
  const fields = seen[run] as FieldsSeen;
  watches.push({
    run,
    see: (step, moment) => {
      state = next(state, step, holds(world, moment, laneOf, fields));
    },
  });
  return () => state;
}

/** Taking each stage as early as it can be had finds an order if there is one. */
function watchOrder(
  { of }: Extract<Condition, { op: 'inOrder' }>,
  run: number,
  { read, watches, seen }: Work,
): () => Finding {
  const reader = read[run] as ReadRun;
  const laneOf = lanes(reader);
  const fields = seen[run] as FieldsSeen;
  const steps = of.map((stage) => (stage.event ? new Set(reader.steps(stage.event)) : null));
  let next = 0;
  let last = -1;
  watches.push({
    run,
    see: (step, moment) => {
      // An event comes in a later step than what is before it; what the world is like may come with it.
      for (let fresh = true; next < of.length; ) {
        const { world } = of[next] as (typeof of)[number];
        if (world ? !holds(world, moment, laneOf, fields) : !(fresh && steps[next]?.has(step))) break;
        fresh = false;
        last = step;
        next++;
      }
    },
  });
  return () => (next === of.length ? found(last < 0 ? null : last) : NO);
}

function related(read: ReadRun, { op, a, b }: Extract<Condition, { op: 'before' | 'concurrent' }>): Finding {
  let pairs = 0;
  for (const first of read.steps(a)) {
    for (const second of read.steps(b)) {
      if (++pairs > MOST_PAIRS) return NO;
      if (first !== second && relation(read.causality(), first, second) === op)
        return found(Math.max(first, second));
    }
  }
  return NO;
}

function lanes({ resolved }: ReadRun): (node: string) => number {
  const lane = new Map(resolved.nodes.map(({ id, index }) => [id, index]));
  return (node) => lane.get(node) ?? -1;
}

const headsOf = new WeakMap<Trace, readonly number[]>();

function timesOf(trace: Trace): readonly number[] {
  let heads = headsOf.get(trace);
  if (heads === undefined) {
    const first: number[] = [];
    for (let row = 0; row < trace.rows; row++) first[trace.columns.step[row] as number] ??= row;
    heads = first;
    headsOf.set(trace, heads);
  }
  return heads;
}
