/**
 * Runs simulations for whoever asks: the page through a Web Worker, the command line and tests in process. No DOM. Works in
 * slices, so that cancelling is prompt and progress is real. Wall time only decides how long a slice is, never what is in it.
 */
import { between, type Ends, sharedEnds } from '../base/ends.ts';
import type { RunJudgement } from '../checkers/run-history.ts';
import type { Protocol } from '../engine/api.ts';
import type { ListsPatch } from '../engine/builder.ts';
import type { StepDetail, WorldState } from '../engine/inspect.ts';
import { stepDetail, worldState } from '../engine/inspector.ts';
import type { ResolvedRun } from '../engine/runspec.ts';
import { Simulation, type SimulationOptions } from '../engine/simulation.ts';
import type { Trace } from '../engine/trace.ts';
import { completeRun, type SpecInput } from '../spec/complete.ts';
import { indexing, usualDelay } from '../timeline/build.ts';
import type { LooseIndex } from '../timeline/index.ts';
import { loadProtocol, metasFor } from './discover.ts';
import type { Answer, ListName, Opened, Part, Request, Result } from './wire.ts';

/** A request that cannot be met, with the code and sentence that answer it. */
export class HostError extends Error {
  readonly code: 'bad-input' | 'gone' | 'cancelled';

  constructor(code: 'bad-input' | 'gone' | 'cancelled', why: string) {
    super(why);
    this.code = code;
  }
}

export interface HostEnvironment {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Lets other messages be heard. */
  breathe(): Promise<void>;
  answer(answer: Answer, transfer: ArrayBuffer[]): void;
}

const SLICE_MS = 12;
const SLICE_ROWS = 500;
const PROGRESS_MS = 80;
/** Runs held for looking into; older ones are let go, and a request for one is answered `gone`. */
const HELD = 8;
/** Counted bytes that they may take together. The latest and the one it is an edit of are held whatever they take. */
const HELD_BYTES = 512 * 1024 * 1024;
const ALWAYS_HELD = 2;
/** Rows beyond which a trace crosses whole. */
const LONG = 100_000;
/** Entries of a list that cross in one message: the page reads them in about a millisecond. */
const PART = 1000;

export class Host {
  private readonly environment: HostEnvironment;
  private readonly options: SimulationOptions;
  private readonly runs = new Map<number, Simulation>();
  private readonly cancelled = new Set<number>();
  private readonly working = new Set<number>();
  private nextRun = 1;

  constructor(environment: HostEnvironment, options: SimulationOptions = {}) {
    this.environment = environment;
    this.options = options;
  }

  /** Answers a request; never throws. */
  async handle(request: Request): Promise<void> {
    const { id } = request;
    if (request.type === 'cancel') {
      if (this.working.has(request.target)) this.cancelled.add(request.target);
      this.environment.answer({ type: 'done', id, result: null }, []);
      return;
    }
    this.working.add(id);
    try {
      if (request.type === 'open') {
        const opened = await this.open(request);
        this.environment.answer({ type: 'done', id, result: opened }, buffersOf(opened));
      } else if (request.type === 'judge') {
        this.environment.answer({ type: 'done', id, result: await this.judge(request) }, []);
      } else if (request.type === 'stamps' || request.type === 'order') {
        this.environment.answer({ type: 'done', id, result: await this.clocks(request) }, []);
      } else {
        const result = look(this.held(request.run), request);
        this.environment.answer({ type: 'done', id, result }, []);
      }
    } catch (error) {
      const code = error instanceof HostError ? error.code : 'crashed';
      const why = error instanceof Error ? error.message : String(error);
      this.environment.answer({ type: 'failed', id, code, why }, []);
    } finally {
      this.working.delete(id);
      this.cancelled.delete(id);
    }
  }

  private async open({ spec, base, id, valid = false, kept: sent = null }: OpenRequest): Promise<Opened> {
    const before = base === null ? undefined : this.runs.get(base);
    if (sent !== null && before === undefined) throw gone();
    const resolved = await resolve(spec, valid, sent && before ? { kept: sent, before: before.run } : null);
    const protocol: Protocol = await loadProtocol(resolved.spec.protocol);
    const simulation = new Simulation(protocol, resolved, this.options, before);
    await this.drive(simulation, id);
    const trace = simulation.trace();
    const { builder, keptRows: keepRows, keptSteps: keepSteps } = simulation;
    // Before the index: the page reads them meanwhile.
    const lists = await this.sendAhead(builder.since(keepRows, keepSteps), id);
    const index = await this.index(trace, resolved, id);
    const run = this.hold(simulation);
    const {
      columns: _,
      ruleIds: _r,
      notes: _n,
      operations: _o,
      statuses: _s,
      violations: _v,
      ...rest
    } = trace;
    const from = trace.rows > LONG ? 0 : keepRows;
    const columns = builder.slice(from);
    const { inputs } = resolved.spec;
    // Those that a check of the whole has made anew are sent again.
    const kept = sent && before ? sharedEnds(before.run.spec.inputs, inputs) : null;
    const told = kept ? { ...resolved, spec: { ...resolved.spec, inputs: between(inputs, kept) } } : resolved;
    return { run, resolved: told, kept, patch: { keepRows, keepSteps, from, columns, lists, rest }, index };
  }

  private hold(simulation: Simulation): number {
    const run = this.nextRun++;
    this.runs.set(run, simulation);
    let bytes = [...this.runs.values()].reduce((sum, held) => sum + held.bytes(), 0);
    for (const [old, held] of this.runs) {
      const enough = this.runs.size <= HELD && bytes <= HELD_BYTES;
      if (enough || this.runs.size <= ALWAYS_HELD) break;
      this.runs.delete(old);
      bytes -= held.bytes();
    }
    return run;
  }

  private async drive(simulation: Simulation, id: number): Promise<void> {
    const { environment } = this;
    let told = environment.now();
    await this.inSlices(
      id,
      () => simulation.advance(SLICE_ROWS),
      () => {
        if (environment.now() - told <= PROGRESS_MS) return;
        told = environment.now();
        const { rows } = simulation.builder;
        const { until } = simulation.run.spec;
        environment.answer({ type: 'progress', id, rows, time: simulation.world.now, until }, []);
      },
    );
  }

  private async index(trace: Trace, { params }: ResolvedRun, id: number): Promise<LooseIndex> {
    const work = indexing(trace, usualDelay(params.latency));
    let index: LooseIndex | undefined;
    await this.inSlices(id, () => {
      const { done, value } = work.next();
      if (done) index = value;
      return done === true;
    });
    return index as LooseIndex;
  }

  /** Sends long lists in parts, and returns what is left to send. */
  private async sendAhead(lists: ListsPatch, id: number): Promise<ListsPatch> {
    const left = async <T>(list: ListName, tail: readonly T[]): Promise<readonly T[]> => {
      if (tail.length <= PART) return tail;
      let at = 0;
      await this.inSlices(id, () => {
        const items = tail.slice(at, at + PART);
        this.environment.answer({ type: 'part', id, list, items } as unknown as Part, []);
        at += PART;
        return at >= tail.length;
      });
      return [];
    };
    const { notes, operations, statuses, violations } = lists;
    return {
      ...lists,
      notes: { ...notes, tail: await left('notes', notes.tail) },
      operations: { ...operations, tail: await left('operations', operations.tail) },
      statuses: { ...statuses, tail: await left('statuses', statuses.tail) },
      violations: { ...violations, tail: await left('violations', violations.tail) },
    };
  }

  /** Works until `work` says that it is over. Between slices other requests are heard, and one that was cancelled ends. */
  private async inSlices(id: number, work: () => boolean, paused?: () => void): Promise<void> {
    const { environment } = this;
    for (;;) {
      const sliceEnd = environment.now() + SLICE_MS;
      let over = false;
      do over = work();
      while (!over && environment.now() < sliceEnd);
      if (over) return;
      paused?.();
      await this.breathe(id);
    }
  }

  private async breathe(id: number): Promise<void> {
    await this.environment.breathe();
    if (this.cancelled.has(id)) throw new HostError('cancelled', 'Cancelled.');
  }

  private async judge(request: Extract<Request, { type: 'judge' }>): Promise<RunJudgement> {
    const { environment } = this;
    const { id, run } = request;
    const simulation = this.held(run);
    const { judgeRun } = await import('./judge.ts');
    const outcome = await judgeRun(simulation, request, {
      now: () => environment.now(),
      progress: (steps, limit) => environment.answer({ type: 'judging', id, steps, limit }, []),
      breathe: () => this.breathe(id),
    });
    if ('refused' in outcome) throw new HostError('bad-input', outcome.refused);
    return outcome.judgement;
  }

  private async clocks(request: Extract<Request, { type: 'stamps' | 'order' }>): Promise<Result> {
    const simulation = this.held(request.run);
    const { orderOf, stampsFor } = await import('./stamps.ts');
    const inSlices = (work: () => boolean) => this.inSlices(request.id, work);
    return request.type === 'stamps'
      ? stampsFor(simulation, request.steps, inSlices)
      : orderOf(simulation, request.a, request.b, inSlices);
  }

  private held(run: number): Simulation {
    const simulation = this.runs.get(run);
    if (!simulation) throw gone();
    return simulation;
  }
}

function gone(): HostError {
  return new HostError('gone', 'This run is no longer held; open it again.');
}

type OpenRequest = Extract<Request, { type: 'open' }>;

/** A run that has been checked, and which of its inputs another has too. */
interface Edited {
  readonly kept: Ends;
  readonly before: ResolvedRun;
}

/** @throws HostError if it is not a run that can be trusted */
async function resolve(spec: unknown, valid: boolean, edited: Edited | null): Promise<ResolvedRun> {
  const metas = await metasFor(spec);
  const meta = valid && edited === null ? metas.get((spec as SpecInput).protocol) : undefined;
  if (meta !== undefined) return completeRun(spec as SpecInput, meta);
  const { parseEdit, parseRunSpec } = await checking();
  const parsed = edited ? parseEdit(spec, edited.kept, edited.before, metas) : parseRunSpec(spec, metas);
  if (!parsed.ok) throw new HostError('bad-input', parsed.why);
  return parsed.resolved;
}

/** What checks a run, fetched by the first that is not known to be valid. */
export const checking = () => import('../spec/edit.ts');

function look(
  simulation: Simulation,
  request: Extract<Request, { type: 'world' | 'step' }>,
): WorldState | StepDetail {
  const { type, step } = request;
  if (!(Number.isInteger(step) && step >= 0 && step < simulation.world.step)) {
    throw new HostError('gone', `This run has no step ${step}.`);
  }
  return type === 'world' ? worldState(simulation, step) : stepDetail(simulation, step);
}

/** What is handed over, not copied: the memory of all columns. */
function buffersOf({ patch, index }: Opened): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (value: unknown) => {
    if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) look(part);
  };
  look(patch.columns);
  look(index);
  return [...found];
}
