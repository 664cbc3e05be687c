/**
 * What the faults now in force add up to. A node is down, frozen or cut off while ANY fault says so; for clocks and links the
 * latest start wins, field by field. Derived anew from the list of faults at every change: the list is short, and nothing can
 * drift apart from it.
 */
import type { Fault, Micros, NodeInfo } from './runspec.ts';

/** A fault in force. */
export interface ActiveFault {
  readonly input: number;
  readonly fault: Fault;
  /** `drop`, `duplicate`, `delay`: messages seen on the link since it started. */
  readonly seen: number;
}

export class FaultTables {
  readonly n: number;
  private readonly index: ReadonlyMap<string, number>;
  /** In the order they started. */
  active: readonly ActiveFault[] = [];
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
    this.downBy = new Int32Array(n);
    this.frozenBy = new Int32Array(n);
    this.cutBy = new Int32Array(n * n);
    this.latencyLow = new Float64Array(n * n);
    this.latencyHigh = new Float64Array(n * n);
    this.loss = new Float64Array(n * n);
    this.lossBy = new Int32Array(n * n);
    this.watched = new Uint8Array(n * n);
    this.ppm = new Float64Array(n);
    this.offset = new Float64Array(n);
    this.set([]);
  }

  set(active: readonly ActiveFault[]): void {
    this.active = active;
    this.downBy.fill(-1);
    this.frozenBy.fill(-1);
    this.cutBy.fill(-1);
    this.latencyLow.fill(this.baseLatency[0]);
    this.latencyHigh.fill(this.baseLatency[1]);
    this.loss.fill(this.baseLoss);
    this.lossBy.fill(-1);
    this.watched.fill(0);
    this.ppm.fill(0);
    this.offset.fill(0);
    for (const entry of active) this.apply(entry);
  }

  private apply({ input, fault }: ActiveFault): void {
    const n = this.n;
    switch (fault.type) {
      case 'crash':
        this.downBy[this.at(fault.node)] = input;
        return;
      case 'pause':
        this.frozenBy[this.at(fault.node)] = input;
        return;
      case 'partition': {
        const side = new Int32Array(n).fill(-1);
        fault.groups.forEach((group, g) => {
          for (const id of group) side[this.at(id)] = g;
        });
        for (let from = 0; from < n; from++) {
          for (let to = 0; to < n; to++) {
            const a = side[from] as number;
            const b = side[to] as number;
            if (a >= 0 && b >= 0 && a !== b) this.cutBy[from * n + to] = input;
          }
        }
        return;
      }
      case 'block':
        this.cutBy[this.at(fault.from) * n + this.at(fault.to)] = input;
        return;
      case 'drop':
      case 'duplicate':
      case 'delay':
        this.watched[this.at(fault.from) * n + this.at(fault.to)] = 1;
        return;
      case 'clock': {
        const node = this.at(fault.node);
        if (fault.driftPpm !== undefined) this.ppm[node] = fault.driftPpm;
        if (fault.offset !== undefined) this.offset[node] = fault.offset;
        return;
      }
      case 'link': {
        const froms = fault.from === '*' ? this.all() : [this.at(fault.from)];
        const tos = fault.to === '*' ? this.all() : [this.at(fault.to)];
        for (const from of froms) {
          for (const to of tos) {
            if (fault.latency) {
              this.latencyLow[from * n + to] = fault.latency[0];
              this.latencyHigh[from * n + to] = fault.latency[1];
            }
            if (fault.loss !== undefined) {
              this.loss[from * n + to] = fault.loss;
              this.lossBy[from * n + to] = input;
            }
          }
        }
        return;
      }
    }
  }

  at(id: string): number {
    const index = this.index.get(id);
    if (index === undefined) throw new Error(`no node ${id}`);
    return index;
  }

  private all(): number[] {
    return Array.from({ length: this.n }, (_, i) => i);
  }
}

/** The node a fault strikes, if it is one. */
export function struckNode(fault: Fault): string | null {
  return fault.type === 'crash' || fault.type === 'pause' || fault.type === 'clock' ? fault.node : null;
}
