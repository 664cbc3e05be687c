/**
 * Runs simulations for whoever asks: the page through a Web Worker, the command line and tests in process. No DOM. Works in
 * slices, so that cancelling is prompt and progress is real. Wall time only decides how long a slice is, never what is in it.
 */
import type { Protocol } from '../engine/api.ts';
import type { StepDetail, WorldState } from '../engine/inspect.ts';
import { stepDetail, worldState } from '../engine/inspector.ts';
import { Simulation, type SimulationOptions } from '../engine/simulation.ts';
import type { Trace } from '../engine/trace.ts';
import { parseRunSpec } from '../spec/resolve.ts';
import { loadProtocol, METAS } from './discover.ts';
import type { Answer, Opened, Request, TracePatch } from './wire.ts';

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

const SLICE_MS = 8;
const SLICE_ROWS = 500;
const PROGRESS_MS = 80;
/** Runs held for looking into; older ones are let go, and a request for one is answered `gone`. */
const HELD = 8;

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
        const opened = await this.open(request.spec, request.base, id);
        this.environment.answer({ type: 'done', id, result: opened }, buffersOf(opened.patch));
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

  private async open(spec: unknown, base: number | null, id: number): Promise<Opened> {
    const parsed = parseRunSpec(spec, METAS);
    if (!parsed.ok) throw new HostError('bad-input', parsed.why);
    const { resolved } = parsed;
    const protocol: Protocol = await loadProtocol(resolved.spec.protocol);
    const before = base === null ? undefined : this.runs.get(base);
    const simulation = new Simulation(protocol, resolved, this.options, before);
    await this.drive(simulation, id);
    const run = this.nextRun++;
    this.runs.set(run, simulation);
    for (const old of this.runs.keys()) {
      if (this.runs.size <= HELD) break;
      this.runs.delete(old);
    }
    const { columns: _columns, ...rest } = simulation.trace();
    const patch: TracePatch = {
      keepRows: simulation.keptRows,
      keepSteps: simulation.keptSteps,
      tail: simulation.builder.slice(simulation.keptRows),
      rest: rest satisfies Omit<Trace, 'columns'>,
    };
    return { run, resolved, patch };
  }

  private async drive(simulation: Simulation, id: number): Promise<void> {
    const { environment } = this;
    let told = environment.now();
    for (;;) {
      const sliceEnd = environment.now() + SLICE_MS;
      let over = false;
      do over = simulation.advance(SLICE_ROWS);
      while (!over && environment.now() < sliceEnd);
      if (over) return;
      if (environment.now() - told > PROGRESS_MS) {
        told = environment.now();
        const { rows } = simulation.builder;
        const { until } = simulation.run.spec;
        environment.answer({ type: 'progress', id, rows, time: simulation.world.now, until }, []);
      }
      await environment.breathe();
      if (this.cancelled.has(id)) throw new HostError('cancelled', 'Cancelled.');
    }
  }

  private held(run: number): Simulation {
    const simulation = this.runs.get(run);
    if (!simulation) throw new HostError('gone', 'This run is no longer held; open it again.');
    return simulation;
  }
}

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

function buffersOf(patch: TracePatch): ArrayBuffer[] {
  return Object.values(patch.tail).map((column: ArrayBufferView) => column.buffer as ArrayBuffer);
}
