/**
 * What the faults now in force add up to. A node is down, frozen or cut off while ANY fault says so; for clocks and links the
 * latest start wins, field by field. A start or an end costs what the fault itself reaches, however many others are in force:
 * documents come from strangers, and may hold thousands.
 */
import type { Fault, LinkFault, Micros, NodeInfo, NthFault } from './runspec.ts';

/** A fault in force. */
export interface ActiveFault {
  readonly input: number;
  readonly fault: Fault;
  /** `drop`, `duplicate`, `delay`: which message of its link it acts on, in the count of `FaultTables.passed`. Others: 0. */
  readonly turn: number;
}

/** The faults in force and the counts of `passed`, to start again from. */
export interface SavedFaults {
  readonly active: readonly ActiveFault[];
  /** By link, where a fault waits for a message. */
  readonly passed: readonly (readonly [number, number])[];
}

/** Per cell (a node or a directed link) the latest fault in force, and beneath it those that come back when it ends. */
class Latest {
  /** Per cell: the input whose fault it is, or −1. */
  readonly top: Int32Array;
  private readonly beneath: (number[] | undefined)[];

  constructor(cells: number) {
    this.top = new Int32Array(cells).fill(-1);
    this.beneath = new Array(cells);
  }

  clear(): void {
    this.top.fill(-1);
    this.beneath.fill(undefined);
  }

  push(cell: number, input: number): void {
    const covered = this.top[cell] as number;
    if (covered >= 0) {
      this.beneath[cell] ??= [];
      this.beneath[cell].push(covered);
    }
    this.top[cell] = input;
  }

  /** Uncovers the latest that has not ended. Those that ended while covered go only now. */
  uncover(cell: number, inForce: ReadonlyMap<number, unknown>): void {
    let top = this.top[cell] as number;
    while (top >= 0 && !inForce.has(top)) top = this.beneath[cell]?.pop() ?? -1;
    this.top[cell] = top;
  }
}

export class FaultTables {
  readonly n: number;
  private readonly index: ReadonlyMap<string, number>;
  /** By input, in the order they started. */
  readonly active = new Map<number, ActiveFault>();
  private readonly down: Latest;
  private readonly frozen: Latest;
  private readonly cut: Latest;
  private readonly latencies: Latest;
  private readonly losses: Latest;
  private readonly drifts: Latest;
  private readonly offsets: Latest;
  /** Per node: the input that holds it down / frozen, or −1. */
  readonly downBy: Int32Array;
  readonly frozenBy: Int32Array;
  /** Per directed link (from·n + to): the input that cuts it, or −1. */
  readonly cutBy: Int32Array;
  readonly latencyLow: Float64Array;
  readonly latencyHigh: Float64Array;
  readonly loss: Float64Array;
  /** Per link: the input that set its loss, or −1. */
  readonly lossBy: Int32Array;
  /** Per link: 1 if a fault waits for a message on it. */
  readonly watched: Uint8Array;
  /** Per link: messages sent while it was watched. */
  private readonly passed: Float64Array;
  /** Per watched link: the faults that wait, the next one last. */
  private readonly waiting: ActiveFault[][];
  readonly ppm: Float64Array;
  readonly offset: Float64Array;

  private readonly baseLatency: readonly [Micros, Micros];
  private readonly baseLoss: number;

  constructor(nodes: readonly NodeInfo[], latency: readonly [Micros, Micros], loss: number) {
    const n = nodes.length;
    this.baseLatency = latency;
    this.baseLoss = loss;
    this.n = n;
    this.index = new Map(nodes.map((node) => [node.id, node.index]));
    this.down = new Latest(n);
    this.frozen = new Latest(n);
    this.cut = new Latest(n * n);
    this.latencies = new Latest(n * n);
    this.losses = new Latest(n * n);
    this.drifts = new Latest(n);
    this.offsets = new Latest(n);
    this.downBy = this.down.top;
    this.frozenBy = this.frozen.top;
    this.cutBy = this.cut.top;
    this.lossBy = this.losses.top;
    this.latencyLow = new Float64Array(n * n);
    this.latencyHigh = new Float64Array(n * n);
    this.loss = new Float64Array(n * n);
    this.watched = new Uint8Array(n * n);
    this.passed = new Float64Array(n * n);
    this.waiting = Array.from({ length: n * n }, () => []);
    this.ppm = new Float64Array(n);
    this.offset = new Float64Array(n);
    this.clear();
  }

  start(input: number, fault: Fault): void {
    const link = watchedLink(fault) ? this.link(fault.from, fault.to) : -1;
    const turn = link < 0 ? 0 : (this.passed[link] as number) + ((fault as NthFault).nth ?? 1);
    this.add({ input, fault, turn });
  }

  end(input: number): void {
    const entry = this.active.get(input);
    if (!entry) return;
    this.active.delete(input);
    this.reach(entry.fault, (table, cell) => {
      table.uncover(cell, this.active);
      this.settle(table, cell);
    });
  }

  /** Counts a message sent on a watched link; those whose turn it is, in the order they started, are spent. */
  pass(link: number): ActiveFault[] {
    const count = (this.passed[link] as number) + 1;
    this.passed[link] = count;
    const waiting = this.waiting[link] as ActiveFault[];
    const hits: ActiveFault[] = [];
    while (waiting.at(-1)?.turn === count) {
      const hit = waiting.pop() as ActiveFault;
      this.active.delete(hit.input);
      hits.push(hit);
    }
    if (waiting.length === 0) this.watched[link] = 0;
    return hits;
  }

  save(): SavedFaults {
    const passed: [number, number][] = [];
    for (let link = 0; link < this.watched.length; link++) {
      if (this.watched[link]) passed.push([link, this.passed[link] as number]);
    }
    return { active: [...this.active.values()], passed };
  }

  load({ active, passed }: SavedFaults): void {
    this.clear();
    for (const [link, count] of passed) this.passed[link] = count;
    for (const entry of active) this.add(entry);
  }

  at(id: string): number {
    const index = this.index.get(id);
    if (index === undefined) throw new Error(`no node ${id}`);
    return index;
  }

  private clear(): void {
    this.active.clear();
    for (const table of [
      this.down,
      this.frozen,
      this.cut,
      this.latencies,
      this.losses,
      this.drifts,
      this.offsets,
    ]) {
      table.clear();
    }
    this.latencyLow.fill(this.baseLatency[0]);
    this.latencyHigh.fill(this.baseLatency[1]);
    this.loss.fill(this.baseLoss);
    this.watched.fill(0);
    this.passed.fill(0);
    for (const entries of this.waiting) entries.length = 0;
    this.ppm.fill(0);
    this.offset.fill(0);
  }

  private add(entry: ActiveFault): void {
    const { input, fault } = entry;
    this.active.set(input, entry);
    if (watchedLink(fault)) {
      const link = this.link(fault.from, fault.to);
      const waiting = this.waiting[link] as ActiveFault[];
      let place = waiting.length;
      while (place > 0 && (waiting[place - 1] as ActiveFault).turn <= entry.turn) place--;
      waiting.splice(place, 0, entry);
      this.watched[link] = 1;
      return;
    }
    this.reach(fault, (table, cell) => {
      table.push(cell, input);
      this.settle(table, cell);
    });
  }

  /** Every cell of every table that a fault speaks about. */
  private reach(fault: Fault, visit: (table: Latest, cell: number) => void): void {
    const { n } = this;
    switch (fault.type) {
      case 'crash':
        visit(this.down, this.at(fault.node));
        return;
      case 'pause':
        visit(this.frozen, this.at(fault.node));
        return;
      case 'block':
        visit(this.cut, this.link(fault.from, fault.to));
        return;
      case 'partition': {
        const groups = fault.groups.map((group) => group.map((id) => this.at(id)));
        for (const [a, froms] of groups.entries()) {
          for (const [b, tos] of groups.entries()) {
            if (a !== b) for (const from of froms) for (const to of tos) visit(this.cut, from * n + to);
          }
        }
        return;
      }
      case 'clock':
        if (fault.driftPpm !== undefined) visit(this.drifts, this.at(fault.node));
        if (fault.offset !== undefined) visit(this.offsets, this.at(fault.node));
        return;
      case 'link': {
        for (const from of this.named(fault.from)) {
          for (const to of this.named(fault.to)) {
            if (fault.latency) visit(this.latencies, from * n + to);
            if (fault.loss !== undefined) visit(this.losses, from * n + to);
          }
        }
        return;
      }
    }
  }

  /** The value of a cell, after the latest fault on it has changed. */
  private settle(table: Latest, cell: number): void {
    const fault = this.active.get(table.top[cell] as number)?.fault;
    if (table === this.latencies) {
      const [low, high] = (fault as LinkFault | undefined)?.latency ?? this.baseLatency;
      this.latencyLow[cell] = low;
      this.latencyHigh[cell] = high;
    } else if (table === this.losses)
      this.loss[cell] = (fault as LinkFault | undefined)?.loss ?? this.baseLoss;
    else if (fault?.type === 'clock' || fault === undefined) {
      if (table === this.drifts) this.ppm[cell] = fault?.driftPpm ?? 0;
      else if (table === this.offsets) this.offset[cell] = fault?.offset ?? 0;
    }
  }

  private link(from: string, to: string): number {
    return this.at(from) * this.n + this.at(to);
  }

  private named(id: string): number[] {
    return id === '*' ? Array.from({ length: this.n }, (_, i) => i) : [this.at(id)];
  }
}

/** Whether a fault waits for one message of its link. */
function watchedLink(fault: Fault): fault is NthFault {
  return fault.type === 'drop' || fault.type === 'duplicate' || fault.type === 'delay';
}

/** The node a fault strikes, if it is one. */
export function struckNode(fault: Fault): string | null {
  return fault.type === 'crash' || fault.type === 'pause' || fault.type === 'clock' ? fault.node : null;
}
