/** The network: what becomes of a message between its sender and its receiver's queue. */
import { hashString, keyedFraction } from '../base/hash.ts';
import type { Message, Protocol } from './api.ts';
import type { Clocks } from './clocks.ts';
import type { Entry, Queue } from './entries.ts';
import type { FaultTables } from './faults.ts';
import { deepFreeze } from './freeze.ts';
import type { Rows } from './rows.ts';
import type { Micros, NthFault, ResolvedRun } from './runspec.ts';
import { K, LOST_RANDOM } from './trace.ts';

const LATENCY = hashString('latency');
const LOSS = hashString('loss');
const DUPLICATE = hashString('duplicate');

/** By link: how many messages were sent on it at this instant, less one. */
export type SavedNetwork = readonly (readonly [number, number])[];

export class Network {
  private readonly n: number;
  private readonly seed: number;
  private readonly protocol: Protocol;
  private readonly freeze: boolean;
  private readonly clocks: Clocks;
  private readonly queue: Queue;
  private readonly rows: Rows;
  private readonly tables: FaultTables;
  /** Per directed link (from·n + to): its key for draws, when a message last went, and how many went before it at that time. */
  private readonly linkKey: Uint32Array;
  private readonly linkTime: Float64Array;
  private readonly linkCount: Int32Array;

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
    this.freeze = freeze;
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
  }

  /** @throws if there is no node of that name. */
  address(id: string): number {
    return this.tables.at(id);
  }

  /** Takes a message from its sender. Draws are keyed by how many went before it there and then, whatever became of those. */
  send(node: number, to: number, message: Message): void {
    if (this.freeze) deepFreeze(message);
    const kind = this.protocol.messageKind(message);
    const epoch = this.protocol.messageEpoch(message);
    const row = this.rows.send(node, to, kind, epoch, message);
    const link = node * this.n + to;
    const { now } = this.clocks;
    const { tables } = this;
    const k = this.countOn(link);
    let dropBy = -1;
    let extra = 0;
    let copies: NthFault[] | null = null;
    if (tables.watched[link]) {
      for (const { input, fault } of this.watch(link, row, node, to)) {
        if (fault.type === 'drop') dropBy = input;
        else if (fault.type === 'delay') extra += fault.by ?? 0;
        else {
          copies ??= [];
          copies.push(fault);
        }
      }
    }
    const cut = tables.cutBy[link] as number;
    if (cut >= 0) {
      this.rows.lost(node, to, row, cut, epoch);
      return;
    }
    const lossRate = tables.loss[link] as number;
    const arrival = now + this.latency(LATENCY, link, k) + extra;
    if (dropBy >= 0) this.rows.lost(node, to, row, dropBy, epoch);
    else if (lossRate > 0 && this.fraction(LOSS, link, k) < lossRate) {
      const by = tables.lossBy[link] as number;
      this.rows.lost(node, to, row, by >= 0 ? by : LOST_RANDOM, epoch);
    } else this.deliverAt(arrival, node, to, row, kind, epoch, message);
    if (copies === null) return;
    for (const { by } of copies) {
      const time = by === undefined ? now + this.latency(DUPLICATE, link, k) : arrival + by;
      this.deliverAt(time, node, to, row, kind, epoch, message);
    }
  }

  /** A cut eats what is in flight when it starts. */
  eatInFlight(): void {
    const { cutBy } = this.tables;
    const cut = (e: Entry) => e.type === 'deliver' && (cutBy[e.peer * this.n + e.node] as number) >= 0;
    const eaten = this.queue.items.filter(cut).sort((a, b) => a.seq - b.seq);
    if (eaten.length === 0) return;
    this.queue.retain((e) => !cut(e));
    for (const entry of eaten) this.rows.lose(entry, cutBy[entry.peer * this.n + entry.node] as number);
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

  /** Counts a message for every fault that waits on its link; returns those whose turn it is, which are then spent. */
  private watch(link: number, row: number, from: number, to: number): { input: number; fault: NthFault }[] {
    const hits = this.tables.pass(link) as { input: number; fault: NthFault }[];
    const { rows } = this;
    for (const { input, fault } of hits) {
      rows.emit(K.fault, from, to, row, input, 1, 0);
      rows.hash.word(row);
      rows.hash.string(fault.type);
    }
    return hits;
  }

  private deliverAt(
    time: Micros,
    from: number,
    to: number,
    row: number,
    kind: number,
    epoch: number,
    message: Message,
  ): void {
    this.queue.push({
      time,
      due: time,
      seq: this.queue.takeSeq(),
      type: 'deliver',
      node: to,
      peer: from,
      row,
      ref: kind,
      epoch,
      stamp: this.rows.stamp[from] as number,
      message,
      sentAt: this.clocks.now,
    });
  }

  private latency(purpose: number, link: number, k: number): Micros {
    const low = this.tables.latencyLow[link] as number;
    const high = this.tables.latencyHigh[link] as number;
    return low + Math.floor(this.fraction(purpose, link, k) * (high - low + 1));
  }

  private fraction(purpose: number, link: number, k: number): number {
    return keyedFraction(this.seed, purpose, this.linkKey[link] as number, this.clocks.now, k);
  }

  save(): SavedNetwork {
    const saved: [number, number][] = [];
    for (let link = 0; link < this.linkTime.length; link++) {
      if (this.linkTime[link] === this.clocks.now) saved.push([link, this.linkCount[link] as number]);
    }
    return saved;
  }

  /** The clocks must have been loaded before. */
  load(saved: SavedNetwork): void {
    this.linkTime.fill(-1);
    for (const [link, count] of saved) {
      this.linkTime[link] = this.clocks.now;
      this.linkCount[link] = count;
    }
  }
}
