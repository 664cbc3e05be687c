/**
 * Timers: named, one slot per node and name, on the node's monotonic clock.
 *
 * A timer that is set again and again (an election timer under heartbeats) keeps one entry in the queue: when it comes due and
 * the deadline has moved on, the entry moves after it. The order is as if every setting had its own entry.
 */
import { whenMonotonic } from './clock.ts';
import type { Clocks } from './clocks.ts';
import { type Entry, NEVER, type Queue, timerEntry } from './entries.ts';
import type { Meta } from './meta.ts';
import type { Rows } from './rows.ts';
import type { Micros } from './runspec.ts';

export interface SavedTimers {
  readonly deadline: Float64Array;
  readonly expires: Float64Array;
  readonly setAt: Float64Array;
  readonly seq: Float64Array;
  readonly queued: Float64Array;
  readonly row: Int32Array;
}

export class Timers {
  private readonly protocol: string;
  private readonly names: readonly string[];
  private readonly index: ReadonlyMap<string, number>;
  /** Per slot: when it expires on the node's monotonic clock (Infinity: it is not running), … */
  private deadline: Float64Array;
  /** … in true time (Infinity: its clock stands still), when it was set, its place in the queue's order, */
  private expires: Float64Array;
  private setAt: Float64Array;
  private seq: Float64Array;
  /** the due time of the entry that stands for it in the queue (an entry may stand for a later deadline: see `expire`), */
  private queued: Float64Array;
  /** and the head of the step that set it. */
  private row: Int32Array;
  private readonly clocks: Clocks;
  private readonly queue: Queue;
  private readonly rows: Rows;

  constructor({ id, timers }: Meta, n: number, clocks: Clocks, queue: Queue, rows: Rows) {
    const names = timers.map((t) => t.id);
    this.protocol = id;
    this.names = names;
    this.index = new Map(names.map((name, i) => [name, i]));
    this.clocks = clocks;
    this.queue = queue;
    this.rows = rows;
    const slots = n * names.length;
    this.deadline = new Float64Array(slots).fill(NEVER);
    this.expires = new Float64Array(slots);
    this.setAt = new Float64Array(slots);
    this.seq = new Float64Array(slots);
    this.queued = new Float64Array(slots).fill(NEVER);
    this.row = new Int32Array(slots);
  }

  // ── what a handler may ask (see api.ts) ───────────────────────────────────

  /** @throws if the protocol declares no such timer, or the delay is negative or no number. */
  set(node: number, name: string, delay: Micros): void {
    const timer = this.index.get(name);
    if (timer === undefined) throw new Error(`${this.protocol} declares no timer ${name}`);
    if (!(delay >= 0)) throw new Error(`timer ${name} cannot expire after ${delay} µs`);
    const slot = this.slot(node, timer);
    const deadline = this.clocks.monotonic(node) + Math.floor(delay);
    this.deadline[slot] = deadline;
    this.expires[slot] = whenMonotonic(this.clocks.of(node), deadline, this.clocks.now);
    this.setAt[slot] = this.clocks.now;
    this.seq[slot] = this.queue.takeSeq();
    this.row[slot] = this.rows.head;
    this.enqueue(node, timer);
  }

  clear(node: number, name: string): void {
    const timer = this.index.get(name);
    if (timer !== undefined) this.stop(node, timer);
  }

  running(node: number, name: string): boolean {
    const timer = this.index.get(name);
    return timer !== undefined && this.runs(node, timer);
  }

  // ── what the world does with them ─────────────────────────────────────────

  runs(node: number, timer: number): boolean {
    return (this.deadline[this.slot(node, timer)] as number) < NEVER;
  }

  name(timer: number): string {
    return this.names[timer] as string;
  }

  /** −1 if the protocol declares none of that name. */
  indexOf(name: string): number {
    return this.index.get(name) ?? -1;
  }

  /** In true time; Infinity if the node's clock stands still. */
  expiresAt(node: number, timer: number): Micros {
    return this.expires[this.slot(node, timer)] as number;
  }

  wasSetAt(node: number, timer: number): Micros {
    return this.setAt[this.slot(node, timer)] as number;
  }

  /** The head of the step that set it, or of the input that made it expire. */
  cause(node: number, timer: number): number {
    return this.row[this.slot(node, timer)] as number;
  }

  stop(node: number, timer: number): void {
    this.deadline[this.slot(node, timer)] = NEVER;
  }

  stopAll(node: number): void {
    for (let t = 0; t < this.names.length; t++) this.stop(node, t);
  }

  /** The entry of a timer that has expired leaves the queue, to wait until its node comes to it: what sets the timer again queues anew. */
  setAside(entry: Entry): void {
    this.queued[this.slot(entry.node, entry.ref)] = NEVER;
  }

  /** It comes back to the queue. False if the timer was cleared or set again meanwhile: then there is nothing to come back. */
  takeUp(entry: Entry): boolean {
    if (!this.hasExpired(entry)) return false;
    this.queued[this.slot(entry.node, entry.ref)] = entry.due;
    return true;
  }

  /** Whether this entry is the one that stands for its timer; others were left behind when a nearer one was queued. */
  standsFor(entry: Entry): boolean {
    return entry.due === this.queued[this.slot(entry.node, entry.ref)];
  }

  /** Of an entry that has come due: whether its timer still runs as it was set then. */
  hasExpired(entry: Entry): boolean {
    const { node, ref, due, seq } = entry;
    const slot = this.slot(node, ref);
    return this.runs(node, ref) && due === this.expires[slot] && seq === this.seq[slot];
  }

  /** The entry that stands for a timer has come due. True if the timer has expired; else its entry moves on, or goes. */
  expire(entry: Entry, running: boolean): boolean {
    const { node, ref } = entry;
    const slot = this.slot(node, ref);
    this.queued[slot] = NEVER;
    if (!running) return false;
    if (entry.due === this.expires[slot] && entry.seq === this.seq[slot]) return true;
    this.enqueue(node, ref);
    return false;
  }

  /**
   * An input made the timer of a frozen node expire. Like any other that did it waits for the node to wake; what is set again
   * meanwhile does not fire.
   */
  expireNow(node: number, timer: number, row: number): void {
    const slot = this.slot(node, timer);
    if ((this.expires[slot] as number) <= this.clocks.now) return;
    this.expires[slot] = this.clocks.now;
    this.row[slot] = row;
    this.enqueue(node, timer);
  }

  /** The node's clock has changed: its deadlines stay, and come at another true time. */
  bend(node: number): void {
    const clock = this.clocks.of(node);
    for (let t = 0; t < this.names.length; t++) {
      const slot = this.slot(node, t);
      // One that has expired, and waits for its node to wake, keeps its place.
      if (this.deadline[slot] === NEVER || (this.expires[slot] as number) <= this.clocks.now) continue;
      this.expires[slot] = whenMonotonic(clock, this.deadline[slot] as number, this.clocks.now);
      this.enqueue(node, t);
    }
  }

  private slot(node: number, timer: number): number {
    return node * this.names.length + timer;
  }

  /** Sees to it that an entry comes due no later than the timer does. */
  private enqueue(node: number, timer: number): void {
    const slot = this.slot(node, timer);
    const due = this.expires[slot] as number;
    if (due >= (this.queued[slot] as number) || due === NEVER) return;
    this.queued[slot] = due;
    this.queue.push(timerEntry(due, this.clocks.now, this.seq[slot] as number, node, timer));
  }

  // ── keyframes ─────────────────────────────────────────────────────────────

  save(): SavedTimers {
    return {
      deadline: this.deadline.slice(),
      expires: this.expires.slice(),
      setAt: this.setAt.slice(),
      seq: this.seq.slice(),
      queued: this.queued.slice(),
      row: this.row.slice(),
    };
  }

  load(saved: SavedTimers): void {
    this.deadline = saved.deadline.slice();
    this.expires = saved.expires.slice();
    this.setAt = saved.setAt.slice();
    this.seq = saved.seq.slice();
    this.queued = saved.queued.slice();
    this.row = saved.row.slice();
  }
}
