/** The network: what becomes of a message between its sender and its receiver's queue. */
import { hashString, keyedFraction } from '../base/hash.ts';
import type { Message, Protocol } from './api.ts';
import type { Clocks } from './clocks.ts';
import { flipBits } from './damage.ts';
import { type Entry, NEVER, type Queue } from './entries.ts';
import type { FaultTables } from './faults.ts';
import { deepFreeze } from './freeze.ts';
import type { Rows } from './rows.ts';
import type { Micros, NthFault, ResolvedRun } from './runspec.ts';
import { LOST_RANDOM } from './trace.ts';

const LATENCY = hashString('latency');
const LOSS = hashString('loss');
const DUPLICATE = hashString('duplicate');
const COPIES = hashString('duplicate?');
const REORDER = hashString('reorder?');
const CORRUPT = hashString('corrupt?');
const BITS = hashString('corrupt');

/** What the faults that waited for a message do to it. */
interface Fate {
  readonly dropBy: number;
  readonly damagedBy: number;
  readonly extra: Micros;
  readonly hold: boolean;
  /** How much later each copy comes; undefined: a latency of its own. */
  readonly copies: readonly (Micros | undefined)[];
}
/** An entry that has not yet its place in the queue. */
type Draft = { -readonly [F in keyof Entry]: Entry[F] };

const UNTOUCHED: Fate = { dropBy: -1, damagedBy: -1, extra: 0, hold: false, copies: [] };

export interface SavedNetwork {
  /** By link: how many messages were sent on it at this instant, less one. */
  readonly counts: readonly (readonly [number, number])[];
  readonly held: readonly Entry[];
  /** By link, where links keep order: when the latest message arrives. */
  readonly latest: Float64Array | null;
}

export class Network {
  private readonly n: number;
  private readonly seed: number;
  private readonly protocol: Protocol;
  private readonly run: ResolvedRun;
  private readonly freeze: boolean;
  private readonly clocks: Clocks;
  private readonly queue: Queue;
  private readonly rows: Rows;
  private readonly tables: FaultTables;
  /** Per directed link (from·n + to): its key for draws, when a message last went, and how many went before it at that time. */
  private readonly linkKey: Uint32Array;
  private readonly linkTime: Float64Array;
  private readonly linkCount: Int32Array;
  /** By link: messages held back until another overtakes them, in the order in which they were sent. */
  private readonly holding = new Map<number, Entry[]>();
  private latest: Float64Array | null;
  /** By link: how many messages are in the queue. */
  private readonly queued: Int32Array;

  constructor(
    protocol: Protocol,
    run: ResolvedRun,
    freeze: boolean,
    clocks: Clocks,
    queue: Queue,
    rows: Rows,
    tables: FaultTables,
  ) {
    const { nodes, spec } = run;
    const n = nodes.length;
    this.n = n;
    this.seed = spec.seed;
    this.protocol = protocol;
    this.run = run;
    this.freeze = freeze;
    this.latest = run.params.fifo === true ? new Float64Array(n * n) : null;
    this.clocks = clocks;
    this.queue = queue;
    this.rows = rows;
    this.tables = tables;
    this.linkKey = new Uint32Array(n * n);
    for (const a of nodes) {
      for (const b of nodes) this.linkKey[a.index * n + b.index] = hashString(`${a.id}→${b.id}`);
    }
    this.linkTime = new Float64Array(n * n).fill(-1);
    this.linkCount = new Int32Array(n * n);
    this.queued = new Int32Array(n * n);
  }

  /** All that is held back, in the order in which it was sent. */
  get held(): Entry[] {
    return [...this.holding.values()].flat().sort((a, b) => a.seq - b.seq);
  }

  /** @throws if there is no node of that name. */
  address(id: string): number {
    return this.tables.at(id);
  }

  /**
   * Takes a message from its sender. Draws are keyed by how many went before it there and then, whatever became of those.
   * @param after added to its latency, µs
   */
  send(node: number, to: number, message: Message, after = 0): void {
    if (this.freeze) deepFreeze(message);
    const kind = this.protocol.messageKind(message);
    const epoch = this.protocol.messageEpoch(message);
    const content = this.rows.contentOf(message);
    const row = this.rows.send(node, to, kind, epoch, message, content);
    const link = node * this.n + to;
    const { now } = this.clocks;
    const { tables } = this;
    const { links } = tables;
    links.settle(link);
    const k = this.countOn(link);
    const fate = tables.watched[link] ? this.watch(link, row, node, to) : UNTOUCHED;
    const cut = tables.cutBy[link] as number;
    if (cut >= 0) {
      this.rows.lost(node, to, row, cut, epoch, content);
      return;
    }
    const arrival = now + this.latency(LATENCY, link, k) + fate.extra + after;
    const whole: Draft = {
      time: arrival,
      due: arrival,
      seq: 0,
      type: 'deliver',
      node: to,
      peer: node,
      row,
      ref: kind,
      epoch,
      stamp: this.rows.stamp[node] as number,
      message,
      sentAt: now,
      content,
      damagedBy: -1,
    };
    const lossRate = links.lossRate[link] as number;
    // When a copy that comes `by` after it comes: counted from when it would have come, if it does not.
    let arrives = arrival;
    if (fate.dropBy >= 0) this.rows.lost(node, to, row, fate.dropBy, epoch, content);
    else if (lossRate > 0 && this.fraction(LOSS, link, k) < lossRate) {
      const by = links.lossBy[link] as number;
      this.rows.lost(node, to, row, by >= 0 ? by : LOST_RANDOM, epoch, content);
    } else {
      const damagedBy = fate.damagedBy >= 0 ? fate.damagedBy : this.damagedBy(link, k);
      const sent = damagedBy >= 0 ? this.damage(whole, damagedBy, link, k) : whole;
      if (fate.hold || this.reorders(link, k)) this.hold(sent, link);
      else {
        this.carry(sent, link);
        arrives = sent.time;
        if (this.holding.size > 0) this.follow(sent, link);
      }
    }
    // Copies are of what was sent: whole, whatever became of the first.
    const doubled = this.chance(COPIES, links.duplicateRate[link] as number, link, k);
    const copies = doubled ? [undefined, ...fate.copies] : fate.copies;
    for (let c = 0; c < copies.length; c++) {
      const by = copies[c];
      const time = by === undefined ? now + this.latency(DUPLICATE + c, link, k) + after : arrives + by;
      this.carry({ ...whole, time }, link);
    }
  }

  /** By chance; but what finds one held back overtakes it, or at a high rate nothing would ever arrive. */
  private reorders(link: number, k: number): boolean {
    return (
      this.chance(REORDER, this.tables.links.reorderRate[link] as number, link, k) && !this.holding.has(link)
    );
  }

  /** A cut eats what is in flight when it starts. */
  eatInFlight(): void {
    const { cutBy } = this.tables;
    const cut = (e: Entry) => e.type === 'deliver' && (cutBy[e.peer * this.n + e.node] as number) >= 0;
    let eaten: Entry[] = [];
    if (this.queued.some((count, link) => count > 0 && (cutBy[link] as number) >= 0)) {
      this.tables.effort += this.queue.items.length;
      eaten = this.queue.items.filter(cut);
      this.queue.retain((e) => !cut(e));
      for (const { peer, node } of eaten) this.count(peer, node, -1);
    }
    for (const [link, late] of this.holding) {
      if ((cutBy[link] as number) < 0) continue;
      eaten = eaten.concat(late);
      this.holding.delete(link);
    }
    // Nobody waits behind a message that never comes.
    if (this.latest)
      for (let link = 0; link < cutBy.length; link++) if ((cutBy[link] as number) >= 0) this.latest[link] = 0;
    eaten.sort((a, b) => a.seq - b.seq);
    for (const entry of eaten) this.rows.lose(entry, cutBy[entry.peer * this.n + entry.node] as number);
  }

  /** A message has come out of the queue. */
  landed({ peer, node }: Entry): void {
    this.count(peer, node, -1);
  }

  enqueue(message: Entry): void {
    this.count(message.peer, message.node, 1);
    this.queue.push(message);
  }

  private count(from: number, to: number, by: number): void {
    const link = from * this.n + to;
    this.queued[link] = (this.queued[link] as number) + by;
  }

  /** Onto the link. */
  private carry(entry: Draft, link: number): void {
    const { latest } = this;
    if (latest) latest[link] = entry.time = Math.max(entry.time, latest[link] as number);
    entry.due = entry.time;
    entry.seq = this.queue.takeSeq();
    this.enqueue(entry);
  }

  /** What was held back on a link comes after the message that has overtaken it. */
  private follow({ time }: Draft, link: number): void {
    const overtaken = this.holding.get(link);
    if (overtaken === undefined) return;
    this.holding.delete(link);
    for (const late of overtaken) {
      this.enqueue({ ...late, time: time + 1, due: time + 1, seq: this.queue.takeSeq() });
    }
  }

  private hold(entry: Draft, link: number): void {
    this.keep({ ...entry, time: NEVER, due: NEVER, seq: this.queue.takeSeq() }, link);
  }

  private keep(entry: Entry, link: number): void {
    const late = this.holding.get(link);
    if (late === undefined) this.holding.set(link, [entry]);
    else late.push(entry);
  }

  private damagedBy(link: number, k: number): number {
    const rate = this.tables.links.corruptRate[link] as number;
    return this.chance(CORRUPT, rate, link, k) ? (this.tables.links.corruptBy[link] as number) : -1;
  }

  private damage(entry: Draft, by: number, link: number, k: number): Draft {
    const { peer, node, row, epoch } = entry;
    let draws = 0;
    const pick = (n: number) => Math.floor(this.fraction(BITS + draws++, link, k) * n);
    const message = flipBits(entry.message, this.run.nodes, pick) as Message;
    if (this.freeze) deepFreeze(message);
    const content = this.rows.contentOf(message);
    this.rows.corrupt(peer, node, row, by, epoch, content);
    return { ...entry, message, content, damagedBy: by };
  }

  private chance(purpose: number, rate: number, link: number, k: number): boolean {
    return rate > 0 && this.fraction(purpose, link, k) < rate;
  }

  /** How many messages went before this one on its link at this instant. */
  private countOn(link: number): number {
    const { now } = this.clocks;
    if (this.linkTime[link] !== now) {
      this.linkTime[link] = now;
      this.linkCount[link] = 0;
      return 0;
    }
    const k = (this.linkCount[link] as number) + 1;
    this.linkCount[link] = k;
    return k;
  }

  /** Counts a message for every fault that waits on its link; those whose turn it is act on it together, and are spent. */
  private watch(link: number, row: number, from: number, to: number): Fate {
    const hits = this.tables.pass(link);
    if (hits.length === 0) return UNTOUCHED;
    const fate = { dropBy: -1, damagedBy: -1, extra: 0, hold: false, copies: [] as (Micros | undefined)[] };
    for (const { input, fault } of hits as { input: number; fault: NthFault }[]) {
      this.rows.hit(from, to, row, input, fault);
      if (fault.type === 'drop') fate.dropBy = input;
      else if (fault.type === 'delay') fate.extra += fault.by ?? 0;
      else if (fault.type === 'reorder') fate.hold = true;
      else if (fault.type === 'corrupt') fate.damagedBy = input;
      else fate.copies.push(fault.by);
    }
    return fate;
  }

  private latency(purpose: number, link: number, k: number): Micros {
    const low = this.tables.links.latencyLow[link] as number;
    const high = this.tables.links.latencyHigh[link] as number;
    return low + Math.floor(this.fraction(purpose, link, k) * (high - low + 1));
  }

  private fraction(purpose: number, link: number, k: number): number {
    return keyedFraction(this.seed, purpose, this.linkKey[link] as number, this.clocks.now, k);
  }

  save(): SavedNetwork {
    const counts: [number, number][] = [];
    for (let link = 0; link < this.linkTime.length; link++) {
      if (this.linkTime[link] === this.clocks.now) counts.push([link, this.linkCount[link] as number]);
    }
    return { counts, held: this.held, latest: this.latest?.slice() ?? null };
  }

  /** Clocks and queue must have been loaded before. */
  load({ counts, held, latest }: SavedNetwork): void {
    this.linkTime.fill(-1);
    for (const [link, count] of counts) {
      this.linkTime[link] = this.clocks.now;
      this.linkCount[link] = count;
    }
    this.queued.fill(0);
    for (const { type, peer, node } of this.queue.items) if (type === 'deliver') this.count(peer, node, 1);
    this.holding.clear();
    for (const entry of held) this.keep(entry, entry.peer * this.n + entry.node);
    this.latest = latest?.slice() ?? null;
  }
}
