/**
 * A run: a world driven to its end, its trace, and the keyframes that make every moment of it reachable. Seeking replays from
 * the nearest keyframe; an edited run goes on from the last keyframe before the edit.
 */
import { firstDifference } from './actions.ts';
import type { Protocol } from './api.ts';
import { ROW_BYTES, type Sink, TraceBuilder } from './builder.ts';
import { bytesOf, type Keyframe } from './keyframe.ts';
import type { Micros, ResolvedRun } from './runspec.ts';
import type { Stopped, Trace } from './trace.ts';
import { World, type WorldOptions } from './world.ts';

/** Bounds that shape a trace: deterministic, so the same spec stops at the same row everywhere. */
export interface Limits {
  readonly rows: number;
  /** Counted, not measured: columns, notes, message data and keyframes. */
  readonly bytes: number;
}
export const DEFAULT_LIMITS: Limits = { rows: 1_000_000, bytes: 256 * 1024 * 1024 };

export interface SimulationOptions extends WorldOptions {
  readonly limits?: Limits;
  /** Rows between keyframes. */
  readonly keyframeRows?: number;
  /** Keep message bodies by row (command line, tests). */
  readonly bodies?: boolean;
}

/** How much of `FaultTables.effort` is about as much work as a row. */
const EFFORT_PER_ROW = 50;
/** Rows between keyframes: near enough to seek in a few milliseconds, far enough that taking them costs little time and memory. */
export const KEYFRAME_ROWS = 384;
/** Keyframes larger than this lie further apart, so that they never outweigh the rows. */
const KEYFRAME_BYTES = 32_768;
/** But never further than this, or a seek would be felt: unless they take a good part of the memory that a run may have. */
const FARTHEST_ROWS = 4096;
const GOOD_PART = 0.5;
/**
 * The first so many keyframes are weighed, then one of every so many: it means a walk over all that has grown since the last, most of it
 * long out of the processor's reach, and a run grows evenly.
 */
const WEIGHED = 4;
/** That many times as dense are the keyframes that lead up to an edit: the next one, while somebody drags, is about there again. */
const DENSER = 4;
/** And no more of them than about this many: where keyframes lie far apart they are large. */
const MOST_NEAR = 8;

/** Hears nothing: for replays. */
export const NULL_SINK: Sink = {
  row() {},
  body() {},
  rule: () => 0,
  note: () => 0,
  invoke: () => 0,
  reply: () => 0,
  status() {},
  violation() {},
};

export class Simulation {
  readonly protocol: Protocol;
  readonly run: ResolvedRun;
  readonly world: World;
  readonly builder: TraceBuilder;
  readonly keyframes: Keyframe[] = [];
  /** Rows and steps taken over from the run this one is an edit of. */
  readonly keptRows: number = 0;
  readonly keptSteps: number = 0;
  stopped: Stopped | null = null;
  done = false;
  private readonly limits: Limits;
  private readonly keyframeRows: number;
  /** Counted bytes of each keyframe, beyond what it shares with the one before. */
  private readonly keyframeSizes: number[] = [];
  private keyframeBytes = 0;
  private nextKeyframe: number;
  /**
   * More of them, between the last one before the edit and the edit itself: a hand that drags edits the same place again and again,
   * and each time only what comes after need be simulated. Not counted, nor sought in: they are no part of what the run is.
   */
  private near: Keyframe[] = [];
  /** The rows from which the next of them is taken, and of which none is any more. */
  private nearFrom = 0;
  private nearUntil = 0;
  private replayWorld: World | null = null;

  /** @param base a run whose common past with this one is kept. It stays usable. */
  constructor(protocol: Protocol, run: ResolvedRun, options: SimulationOptions = {}, base?: Simulation) {
    this.protocol = protocol;
    this.run = run;
    this.limits = options.limits ?? DEFAULT_LIMITS;
    this.keyframeRows = options.keyframeRows ?? KEYFRAME_ROWS;
    this.nextKeyframe = this.keyframeRows;
    this.builder = new TraceBuilder({ bodies: options.bodies });
    // A keyframe knows nothing of properties that were not checked.
    const checks = options.properties ?? true;
    const alike = base?.protocol === protocol && base.world.checkProperties === checks;
    const difference = base && alike ? firstDifference(base.run.spec, run.spec) : 0;
    const shared = base ? framesBefore(base.keyframes, difference) : [];
    const last = shared.at(-1);
    if (base && difference > 0) {
      const from = last?.rows.row ?? 0;
      this.near = framesBefore(base.near, difference).filter((near) => near.rows.row > from);
      this.nearUntil = base.builder.rowsBefore(difference);
    }
    const frame = this.near.at(-1) ?? last;
    this.world = new World(protocol, run, this.builder, frame ? { ...options, like: base?.world } : options);
    if (base && frame) {
      this.keyframes = shared;
      this.keyframeSizes = base.keyframeSizes.slice(0, shared.length);
      this.keyframeBytes = this.keyframeSizes.reduce((sum, size) => sum + size, 0);
      if (last) this.nextKeyframe = this.afterFrame(last, this.keyframeSizes.at(-1) ?? 0);
      const { row, step } = frame.rows;
      this.builder.adopt(base.builder, row, step);
      this.world.load(frame);
      this.keptRows = row;
      this.keptSteps = step;
      // The run that was edited may have stopped here, at this very keyframe.
      this.bound();
    }
    this.nearFrom = this.builder.rows + this.nearRows();
  }

  /**
   * Runs until `rows` more rows are there, as many things happened that leave none, one of them was a lot of work, or the run is over.
   * True when it is over.
   */
  advance(rows: number): boolean {
    const { world, builder } = this;
    const goal = builder.rows + rows;
    const enough = world.tables.effort + rows * EFFORT_PER_ROW;
    for (
      let turns = 0;
      !this.done && builder.rows < goal && turns < rows && world.tables.effort < enough;
      turns++
    ) {
      const { step } = world;
      if (!world.advance()) {
        this.done = true;
        break;
      }
      // Right after a step: what happens before the next without being one is not yet to be seen there.
      if (builder.rows >= this.nextKeyframe && world.step > step && world.atRest()) {
        const frame = world.save();
        const size = this.weigh(frame);
        this.keyframes.push(frame);
        this.keyframeSizes.push(size);
        this.keyframeBytes += size;
        this.nextKeyframe = this.afterFrame(frame, size);
        // Those before it are not the nearest any more.
        if (builder.rows < this.nearUntil) this.near = [];
        this.nearFrom = builder.rows + this.nearRows();
      } else if (builder.rows >= this.nearFrom && builder.rows < this.nearUntil) this.saveNear(step);
      this.bound();
    }
    return this.done;
  }

  /** Bytes of the next keyframe, counted or taken from the one before: by its number alone, so that an edited run counts as a fresh one. */
  private weigh(frame: Keyframe): number {
    const { keyframes, keyframeSizes } = this;
    const counted = keyframes.length < WEIGHED || isWeighed(keyframes.length);
    return counted
      ? bytesOf(frame, keyframes.at(-1), this.limits.bytes + 1)
      : (keyframeSizes.at(-1) as number);
  }

  private saveNear(stepBefore: number): void {
    const { world, builder } = this;
    if (!(world.step > stepBefore && world.atRest())) return;
    this.near.push(world.save());
    this.nearFrom = builder.rows + this.nearRows();
  }

  /** Rows from one of them to the next. */
  private nearRows(): number {
    const apart = this.nextKeyframe - (this.keyframes.at(-1)?.rows.row ?? 0);
    return Math.max(this.keyframeRows / DENSER, apart / MOST_NEAR);
  }

  private bound(): void {
    if (this.builder.rows >= this.limits.rows) this.stop('rows');
    else if (this.bytes() > this.limits.bytes) this.stop('memory');
  }

  /** Runs to the end. */
  finish(): this {
    while (!this.advance(1 << 16));
    return this;
  }

  /** Counted bytes: deterministic. */
  bytes(): number {
    return (
      this.builder.rows * ROW_BYTES +
      this.builder.notes.length * 120 +
      this.world.rows.walked * 8 +
      this.keyframeBytes
    );
  }

  trace(): Trace {
    const { world, run } = this;
    return this.builder.trace(run.nodes, {
      steps: world.step,
      hash: this.done ? world.hash.hex() : null,
      end: this.done && !this.stopped ? run.spec.until : world.now,
      stopped: this.stopped,
    });
  }

  /**
   * The world right after `step`. Valid until the next call: the caller reads it at once.
   * @throws RangeError if the run has no such step.
   */
  at(step: number): World {
    if (!(step >= 0 && step < this.world.step)) {
      throw new RangeError(`step ${step} is not one of this run's ${this.world.step}`);
    }
    const world = this.replayFrom(step + 1);
    this.replayTo(world, step + 1);
    return world;
  }

  /** A world that has taken at most `steps` steps, as near as can be had, and hears nothing. */
  replayFrom(steps: number): World {
    const frame = lastAtMost(this.keyframes, (f) => f.rows.step, steps);
    let world = this.replayWorld;
    if (!world) {
      world = new World(this.protocol, this.run, NULL_SINK, { properties: false });
      this.replayWorld = world;
      if (frame) world.load(frame);
    } else if (world.step > steps || (frame && frame.rows.step > world.step)) {
      if (frame) world.load(frame);
      else {
        world = new World(this.protocol, this.run, NULL_SINK, { properties: false });
        this.replayWorld = world;
      }
    }
    return world;
  }

  replayTo(world: World, steps: number): void {
    while (world.step < steps && world.advance());
  }

  /** The row from which the next keyframe may be taken. */
  private afterFrame(frame: Keyframe, size: number): number {
    const rows = Math.ceil(this.keyframeRows * Math.max(1, size / KEYFRAME_BYTES));
    const crowded = this.keyframeBytes > GOOD_PART * this.limits.bytes;
    return frame.rows.row + (crowded ? rows : Math.min(rows, Math.max(FARTHEST_ROWS, this.keyframeRows)));
  }

  private stop(bound: 'rows' | 'memory'): void {
    this.done = true;
    const what =
      bound === 'rows'
        ? `${grouped(this.limits.rows)} rows of its record, the most it may have`
        : `${grouped(Math.round(this.limits.bytes / 1048576))} MB, the most memory a run may take`;
    const { now } = this.world;
    this.stopped = {
      bound,
      why: `This run stopped at ${what}: ${grouped(Math.round(now / 1000))} of ${grouped(Math.round(this.run.spec.until / 1000))} ms were simulated.`,
    };
  }
}

/** One keyframe of every `WEIGHED`, now this of them, now that: a run may do something big every so many of them. */
function isWeighed(number: number): boolean {
  const turn = Math.imul(Math.floor(number / WEIGHED), 0x9e3779b1) >>> 16;
  return number % WEIGHED === turn % WEIGHED;
}

function framesBefore(frames: readonly Keyframe[], time: Micros): Keyframe[] {
  return frames.filter((frame) => frame.clocks.now < time);
}

function lastAtMost<T>(items: readonly T[], key: (item: T) => number, limit: number): T | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (key(items[mid] as T) <= limit) low = mid + 1;
    else high = mid;
  }
  return items[low - 1];
}

/** 1234567 → "1,234,567". */
function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
