/** A model of one node, looked at every microsecond in turn, written from the words over the types of faults and nothing of the engine. */
import type { Fault } from './runspec.ts';

/** What comes to the node: it says the word, and before that writes it, fails, or starts or stops its timer. */
export interface Item {
  readonly word: string;
  readonly does: 'nothing' | 'writes' | 'throws' | 'sets' | 'clears';
  /** Of one that sets the timer: how long. What then comes of it says `x` and the word, and writes it if this is odd. */
  readonly delay: number;
}
export type Given = { readonly at: number } & (
  | { readonly item: Item }
  | { readonly fault: Fault }
  | { readonly fire: true }
);

type Of<T extends Fault['type']> = Extract<Fault, { type: T }>;
/** A timer that runs. Once it waits among what the node has yet to handle, it stands for itself there. */
interface Timer {
  deadline: number;
  waits: boolean;
  readonly then: Item;
}
type Waiting = Item | Timer | 'boot';

const STOPPED = -1_000_000;

export class OneNode {
  /** What it handled, and when it synced and started: "12 handles w3". */
  readonly told: string[] = [];
  up = false;
  /** What it has written, a word for each boot and each item that writes. */
  kept: readonly string[] = [];
  private now = 0;
  private pending: { readonly due: number; readonly before: readonly string[]; stored: boolean } | null =
    null;
  private waiting: Waiting[] = [];
  private timer: Timer | null = null;
  /** When what it is at is done; null: it is at nothing. */
  private busyUntil: number | null = null;
  /** Faults in force, in the order in which they started, and those of them that took it down when it wrote. */
  private inForce: Fault[] = [];
  private readonly struck = new Set<Fault>();
  private clock = { since: 0, gained: 0, ppm: 0 };
  private readonly given: readonly Given[];
  private readonly fsync: number;

  constructor(given: readonly Given[], fsync: number) {
    this.given = given;
    this.fsync = fsync;
  }

  run(until: number): this {
    this.boot();
    for (this.now = 0; this.now <= until; this.now++) {
      const thawed = this.takeEnds();
      for (const one of this.given) {
        if (one.at !== this.now) continue;
        if ('fire' in one) this.fire();
        else if ('item' in one) this.meet(one.item);
        else this.start(one.fault);
      }
      if (thawed && !this.latest('pause')) this.wake();
      while (this.timerComes() || this.writeIsSafe() || this.isDoneWithOne());
    }
    return this;
  }

  // ── faults ────────────────────────────────────────────────────────────────

  private latest<T extends Fault['type']>(...types: T[]): Of<T> | undefined {
    return this.inForce.findLast((f) => (types as string[]).includes(f.type)) as Of<T> | undefined;
  }

  private start(fault: Fault): void {
    this.inForce.push(fault);
    this.bendClock();
    if (fault.type === 'crash' || fault.type === 'amnesia') this.takeDown();
    if (fault.type === 'amnesia') this.kept = [];
  }

  /** @returns whether a freeze has ended */
  private takeEnds(): boolean {
    const over = this.inForce.filter((f) => 'until' in f && f.until === this.now);
    const order = this.given.flatMap((one) =>
      'fault' in one && over.includes(one.fault) ? [one.fault] : [],
    );
    const thaws = order.filter((f) => f.type === 'pause');
    for (const fault of [...thaws, ...order.filter((f) => f.type !== 'pause')]) {
      this.inForce = this.inForce.filter((f) => f !== fault);
      this.bendClock();
      if (fault.type === 'slow' && !this.latest('slow')) {
        this.busyUntil = null;
        this.begin();
      }
      if (fault.type === 'crash' || fault.type === 'amnesia' || this.struck.has(fault)) this.restart();
    }
    return thaws.length > 0;
  }

  private restart(): void {
    const down = this.latest('crash', 'amnesia') ?? this.inForce.find((f) => this.struck.has(f));
    if (down || this.up) return;
    if (this.latest('pause')) this.waiting.push('boot');
    else this.boot();
  }

  private takeDown(): void {
    if (this.pending && !this.pending.stored) this.kept = this.pending.before;
    this.pending = null;
    this.up = false;
    this.timer = null;
    this.busyUntil = null;
    this.waiting = [];
  }

  private monotonic(): number {
    const { since, gained, ppm } = this.clock;
    return this.now + gained + Math.floor(((this.now - since) * ppm) / 1_000_000);
  }

  private bendClock(): void {
    const bent = this.inForce.findLast((f) => f.type === 'clock') as Of<'clock'> | undefined;
    const ppm = bent?.stop ? STOPPED : (bent?.driftPpm ?? 0);
    if (ppm !== this.clock.ppm) this.clock = { since: this.now, gained: this.monotonic() - this.now, ppm };
  }

  // ── what comes to it ──────────────────────────────────────────────────────

  private idle(): boolean {
    return !this.latest('pause', 'slow') && this.pending === null && this.busyUntil === null;
  }

  private meet(what: Item | Timer): void {
    if (!this.up) return;
    if (this.idle()) this.handle(what);
    else {
      this.waiting.push(what);
      if (this.busyUntil === null) this.begin();
    }
  }

  private fire(): void {
    if (!this.timer || this.timer.waits) return;
    this.timer.deadline = Number.NEGATIVE_INFINITY;
    if (this.idle()) this.meet(this.timer);
  }

  private timerComes(): boolean {
    const { timer } = this;
    if (!timer || timer.waits || this.monotonic() < timer.deadline) return false;
    timer.waits = true;
    this.meet(timer);
    return true;
  }

  /** It begins with the first of what waits. */
  private begin(): void {
    if (this.latest('pause') || this.pending !== null || this.waiting.length === 0) return;
    this.busyUntil = this.now + (this.latest('slow')?.each[0] ?? 0);
  }

  private isDoneWithOne(): boolean {
    if (this.busyUntil === null || this.busyUntil > this.now) return false;
    this.busyUntil = null;
    if (this.latest('pause')) return true;
    this.dropStale();
    const first = this.waiting.shift();
    if (first !== undefined && first !== 'boot') this.handle(first);
    this.begin();
    return true;
  }

  private wake(): void {
    if (this.waiting[0] === 'boot') {
      this.waiting = [];
      this.boot();
      return;
    }
    if (this.idle()) this.waiting = this.waiting.filter((w) => !this.isStale(w));
    if (this.busyUntil === null && !this.pending?.stored) this.begin();
  }

  /** A timer that was cleared or set again while it waited. */
  private isStale(what: Waiting | undefined): boolean {
    return typeof what === 'object' && 'then' in what && what !== this.timer;
  }

  private dropStale(): void {
    while (this.isStale(this.waiting[0])) this.waiting.shift();
  }

  // ── what it does ──────────────────────────────────────────────────────────

  private boot(): void {
    this.up = true;
    if (this.now > 0) this.told.push(`${this.now} starts`);
    this.write('boot');
  }

  private handle(what: Item | Timer): void {
    if ('then' in what) this.timer = null;
    const { word, does, delay } = 'then' in what ? what.then : what;
    if (does === 'throws') this.takeDown();
    else if (does !== 'writes' || this.write(word)) {
      this.told.push(`${this.now} handles ${word}`);
      if (does === 'clears') this.timer = null;
      if (does !== 'sets') return;
      const then: Item = { word: `x${word}`, does: delay % 2 === 1 ? 'writes' : 'nothing', delay: 0 };
      this.timer = { deadline: this.monotonic() + delay, waits: false, then };
    }
  }

  /** False if there is no room. */
  private write(word: string): boolean {
    const full = this.latest('diskFull');
    if (full) {
      this.takeDown();
      this.struck.add(full);
      return false;
    }
    const takes = this.latest('slowFsync')?.by[0] ?? this.fsync;
    if (takes > 0) this.pending = { due: this.now + takes, before: this.kept, stored: false };
    this.kept = [...this.kept, word];
    return true;
  }

  private writeIsSafe(): boolean {
    const { pending } = this;
    if (!pending || pending.due > this.now) return false;
    pending.stored = true;
    if (this.latest('pause')) return false;
    this.told.push(`${this.now} synced`);
    this.pending = null;
    this.begin();
    return true;
  }
}
