/**
 * What the faults now in force add up to. A node is down, frozen or cut off while ANY fault says so; of those that give a value the
 * latest start wins, field by field. A start or an end costs what the fault itself reaches, however many others are in force:
 * documents come from strangers, and may hold thousands.
 */
import { Latest } from './latest.ts';
import { Links } from './links.ts';
import type { ByzantineFault, Fault, Micros, NodeInfo, NthFault, WriteFault } from './runspec.ts';

/** A fault in force. */
export interface ActiveFault {
  readonly input: number;
  readonly fault: Fault;
  /** Which message of its link, or write of its node, it acts on, in the count of `FaultTables.passed`. Others: 0. */
  readonly turn: number;
  /** Whether it has taken its node down: a torn write or a full disk does so when the node writes. */
  readonly struck?: boolean;
}

/** The faults in force and the counts of `passed`, to start again from. */
export interface SavedFaults {
  readonly active: readonly ActiveFault[];
  /** By link or disk, where a fault waits. */
  readonly passed: readonly (readonly [number, number])[];
}

/** Slower than which a clock cannot be: it stands still. */
const STOPPED_PPM = -1_000_000;

export class FaultTables {
  readonly n: number;
  private readonly index: ReadonlyMap<string, number>;
  /** By input, in the order they started. */
  readonly active = new Map<number, ActiveFault>();
  // Per node: the input whose fault counts, or −1.
  private readonly down: Latest;
  private readonly frozen: Latest;
  private readonly slow: Latest;
  private readonly lying: Latest;
  private readonly full: Latest;
  private readonly fsync: Latest;
  private readonly drift: Latest;
  private readonly offset: Latest;
  // Per directed link (from·n + to).
  private readonly cut: Latest;
  readonly links: Links;
  private readonly all: readonly Latest[];

  readonly downBy: Int32Array;
  readonly frozenBy: Int32Array;
  readonly slowBy: Int32Array;
  readonly lyingBy: Int32Array;
  readonly fullBy: Int32Array;
  readonly cutBy: Int32Array;

  /** What a cell's values are: set by the fault that counts there, else as at the beginning. */
  readonly slowLow: Float64Array;
  readonly slowHigh: Float64Array;
  readonly fsyncLow: Float64Array;
  readonly fsyncHigh: Float64Array;
  readonly ppm: Float64Array;
  readonly offsetBy: Float64Array;

  /** How much has been done at once beyond one thing at a time, in rough units: for whoever drives a run in slices. Shapes nothing. */
  effort = 0;
  /** Per link, then per node for its disk: 1 if a fault waits there. */
  readonly watched: Uint8Array;
  /** What passed there (messages sent, writes made) while it was watched. */
  private readonly passed: Float64Array;
  /** The faults that wait there, the next one last. */
  private readonly waiting: ActiveFault[][];

  private readonly baseFsync: readonly [Micros, Micros];

  constructor(
    nodes: readonly NodeInfo[],
    latency: readonly [Micros, Micros],
    loss: number,
    fsync: readonly [Micros, Micros] = [0, 0],
  ) {
    const n = nodes.length;
    this.n = n;
    this.baseFsync = fsync;
    this.index = new Map(nodes.map((node) => [node.id, node.index]));
    const perNode = () => new Latest(n);
    this.down = perNode();
    this.frozen = perNode();
    this.slow = perNode();
    this.lying = perNode();
    this.full = perNode();
    this.fsync = perNode();
    this.drift = perNode();
    this.offset = perNode();
    this.cut = new Latest(n * n);
    this.links = new Links(n, latency, loss);
    const ofNodes = [
      this.down,
      this.frozen,
      this.slow,
      this.lying,
      this.full,
      this.fsync,
      this.drift,
      this.offset,
    ];
    this.all = [...ofNodes, this.cut];
    this.downBy = this.down.top;
    this.frozenBy = this.frozen.top;
    this.slowBy = this.slow.top;
    this.lyingBy = this.lying.top;
    this.fullBy = this.full.top;
    this.cutBy = this.cut.top;
    const values = () => new Float64Array(n);
    this.slowLow = values();
    this.slowHigh = values();
    this.fsyncLow = values();
    this.fsyncHigh = values();
    this.ppm = values();
    this.offsetBy = values();
    this.watched = new Uint8Array(n * n + n);
    this.passed = new Float64Array(n * n + n);
    this.waiting = Array.from({ length: n * n + n }, () => []);
    this.clear();
  }

  // ── starts and ends ───────────────────────────────────────────────────────

  start(input: number, fault: Fault): void {
    const cell = this.waitsAt(fault);
    const turn = cell < 0 ? 0 : (this.passed[cell] as number) + ((fault as NthFault | WriteFault).nth ?? 1);
    this.add({ input, fault, turn });
  }

  end(input: number): void {
    const entry = this.active.get(input);
    if (!entry) return;
    this.active.delete(input);
    if (entry.fault.type === 'link') this.links.end(input);
    const cell = this.waitsAt(entry.fault);
    if (cell >= 0) this.stopWaiting(cell, input);
    this.reach(entry, (table, at) => {
      this.effort++;
      table.uncover(at, this.active);
      this.settle(table, at);
    });
  }

  /** A fault that waited for its node to write takes it down: the node was up, so nothing else holds it down. */
  strike(input: number): void {
    const entry = this.active.get(input) as ActiveFault;
    this.active.set(input, { ...entry, struck: true });
    this.down.push(this.at((entry.fault as WriteFault).node), input, this.active);
  }

  /** Counts what passes at a watched link or disk; the faults whose turn it is, in the order they started, wait no more. */
  pass(cell: number): ActiveFault[] {
    const count = (this.passed[cell] as number) + 1;
    this.passed[cell] = count;
    const waiting = this.waiting[cell] as ActiveFault[];
    const hits: ActiveFault[] = [];
    while (waiting.at(-1)?.turn === count) {
      const hit = waiting.pop() as ActiveFault;
      // A torn write has an end: its node is down until then.
      if (hit.fault.type !== 'tornWrite') this.active.delete(hit.input);
      hits.push(hit);
    }
    if (waiting.length === 0) this.watched[cell] = 0;
    return hits;
  }

  /** Where faults wait for a node's writes. */
  diskCell(node: number): number {
    return this.n * this.n + node;
  }

  /** The behaviour a node obeys, if it is Byzantine now. */
  lieOf(node: number): { readonly input: number; readonly fault: ByzantineFault } | null {
    const input = this.lyingBy[node] as number;
    return input < 0 ? null : { input, fault: this.active.get(input)?.fault as ByzantineFault };
  }

  // ── keyframes ─────────────────────────────────────────────────────────────

  save(): SavedFaults {
    const passed: [number, number][] = [];
    for (let cell = 0; cell < this.watched.length; cell++) {
      if (this.watched[cell]) passed.push([cell, this.passed[cell] as number]);
    }
    return { active: [...this.active.values()], passed };
  }

  load({ active, passed }: SavedFaults): void {
    this.clear();
    for (const [cell, count] of passed) this.passed[cell] = count;
    for (const entry of active) this.add(entry);
  }

  at(id: string): number {
    const index = this.index.get(id);
    if (index === undefined) throw new Error(`no node ${id}`);
    return index;
  }

  private clear(): void {
    this.active.clear();
    for (const table of this.all) table.clear();
    this.links.clear();
    this.fsyncLow.fill(this.baseFsync[0]);
    this.fsyncHigh.fill(this.baseFsync[1]);
    for (const values of [this.slowLow, this.slowHigh, this.ppm, this.offsetBy]) values.fill(0);
    this.watched.fill(0);
    this.passed.fill(0);
    for (const entries of this.waiting) entries.length = 0;
  }

  // ── what a fault reaches ──────────────────────────────────────────────────

  private add(entry: ActiveFault): void {
    const { input, fault } = entry;
    this.active.set(input, entry);
    const cell = this.waitsAt(fault);
    // One that has struck waits no more.
    if (cell >= 0 && !entry.struck) {
      const waiting = this.waiting[cell] as ActiveFault[];
      waiting.splice(placeOf(waiting, entry.turn), 0, entry);
      this.watched[cell] = 1;
    }
    if (fault.type === 'link') this.links.start(input, fault, this.laneOf(fault.from), this.laneOf(fault.to));
    this.reach(entry, (table, at) => {
      this.effort++;
      table.push(at, input, this.active);
      this.settle(table, at);
    });
  }

  private stopWaiting(cell: number, input: number): void {
    const waiting = this.waiting[cell] as ActiveFault[];
    const place = waiting.findIndex((entry) => entry.input === input);
    if (place >= 0) waiting.splice(place, 1);
    if (waiting.length === 0) this.watched[cell] = 0;
  }

  /** The link or disk at which a fault waits for its turn; −1 if it does not wait. */
  private waitsAt(fault: Fault): number {
    switch (fault.type) {
      case 'drop':
      case 'duplicate':
      case 'delay':
      case 'reorder':
      case 'corrupt':
        return this.link(fault.from, fault.to);
      case 'lostWrite':
      case 'misdirectedWrite':
      case 'tornWrite':
        return this.diskCell(this.at(fault.node));
      default:
        return -1;
    }
  }

  /** Every cell of every table that a fault speaks about. */
  private reach({ fault, struck }: ActiveFault, visit: (table: Latest, cell: number) => void): void {
    const { n } = this;
    switch (fault.type) {
      case 'crash':
      case 'amnesia':
        visit(this.down, this.at(fault.node));
        return;
      case 'outage':
        for (const node of fault.nodes) visit(this.down, this.at(node));
        return;
      case 'pause':
        visit(this.frozen, this.at(fault.node));
        return;
      case 'slow':
        visit(this.slow, this.at(fault.node));
        return;
      case 'byzantine':
        visit(this.lying, this.at(fault.node));
        return;
      case 'diskFull':
        visit(this.full, this.at(fault.node));
        if (struck) visit(this.down, this.at(fault.node));
        return;
      case 'tornWrite':
        if (struck) visit(this.down, this.at(fault.node));
        return;
      case 'slowFsync':
        visit(this.fsync, this.at(fault.node));
        return;
      case 'block':
        visit(this.cut, this.link(fault.from, fault.to));
        return;
      case 'partial':
        for (const [a, b] of fault.links) {
          visit(this.cut, this.link(a, b));
          visit(this.cut, this.link(b, a));
        }
        return;
      case 'partition': {
        const groups = fault.groups.map((group) => group.map((id) => this.at(id)));
        for (const [a, froms] of groups.entries()) {
          for (const [b, tos] of groups.entries()) {
            if (a === b || (fault.oneWay && a > b)) continue;
            for (const from of froms) for (const to of tos) visit(this.cut, from * n + to);
          }
        }
        return;
      }
      case 'clock':
        if (fault.driftPpm !== undefined || fault.stop) visit(this.drift, this.at(fault.node));
        if (fault.offset !== undefined) visit(this.offset, this.at(fault.node));
        return;
    }
  }

  /** The value of a cell, after the fault that counts there has changed. */
  private settle(table: Latest, cell: number): void {
    if (table === this.cut) return;
    const fault = this.active.get(table.top[cell] as number)?.fault;
    const clock = fault?.type === 'clock' ? fault : undefined;
    switch (table) {
      case this.slow:
        [this.slowLow[cell], this.slowHigh[cell]] = fault?.type === 'slow' ? fault.each : [0, 0];
        return;
      case this.fsync:
        [this.fsyncLow[cell], this.fsyncHigh[cell]] = fault?.type === 'slowFsync' ? fault.by : this.baseFsync;
        return;
      case this.drift:
        this.ppm[cell] = clock?.stop ? STOPPED_PPM : (clock?.driftPpm ?? 0);
        return;
      case this.offset:
        this.offsetBy[cell] = clock?.offset ?? 0;
        return;
    }
  }

  private link(from: string, to: string): number {
    return this.at(from) * this.n + this.at(to);
  }

  /** An end of a worse link; −1: any node. */
  private laneOf(id: string): number {
    return id === '*' ? -1 : this.at(id);
  }
}

/** Where a fault goes among those that wait, whose turns fall: of equal turns the one that started first is taken first, from the end. */
function placeOf(waiting: readonly ActiveFault[], turn: number): number {
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((waiting[mid] as ActiveFault).turn > turn) low = mid + 1;
    else high = mid;
  }
  return low;
}
