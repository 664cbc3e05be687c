/**
 * What worse links add up to: latency and the probabilities of loss, copies, overtaking and damage, field by field as the latest says.
 * A fault may speak of a thousand links at once, so it is kept once, under what it names (from and to, either of which may be any
 * node), and a link's values are looked up when something is sent on it after a change.
 */
import type { LinkFault, Micros } from './runspec.ts';

type Field = 'latency' | 'loss' | 'duplicate' | 'reorder' | 'corrupt';
const FIELDS: readonly Field[] = ['latency', 'loss', 'duplicate', 'reorder', 'corrupt'];

interface Started {
  readonly input: number;
  /** Counts starts: of two faults the one with the higher began later. */
  readonly order: number;
  readonly fault: LinkFault;
}

export class Links {
  readonly latencyLow: Float64Array;
  readonly latencyHigh: Float64Array;
  readonly lossRate: Float64Array;
  readonly duplicateRate: Float64Array;
  readonly reorderRate: Float64Array;
  readonly corruptRate: Float64Array;
  /** The input whose rate counts, or −1. */
  readonly lossBy: Int32Array;
  readonly corruptBy: Int32Array;

  private readonly n: number;
  private readonly base: { readonly latency: readonly [Micros, Micros]; readonly loss: number };
  /** By input. */
  private readonly inForce = new Map<number, Started>();
  /** Per field, by pattern: those that name it, the latest last. Those that ended while another was latest go when they are met. */
  private readonly stacks: Readonly<Record<Field, Map<number, Started[]>>>;
  private starts = 0;
  /** Counts changes; per link: up to which its values are those of now. */
  private changes = 0;
  private readonly known: Float64Array;

  constructor(n: number, latency: readonly [Micros, Micros], loss: number) {
    this.n = n;
    this.base = { latency, loss };
    const values = () => new Float64Array(n * n);
    this.latencyLow = values();
    this.latencyHigh = values();
    this.lossRate = values();
    this.duplicateRate = values();
    this.reorderRate = values();
    this.corruptRate = values();
    this.lossBy = new Int32Array(n * n);
    this.corruptBy = new Int32Array(n * n);
    this.known = values().fill(-1);
    const stack = () => new Map<number, Started[]>();
    this.stacks = { latency: stack(), loss: stack(), duplicate: stack(), reorder: stack(), corrupt: stack() };
  }

  /** @param from lane, or −1 for any @param to likewise */
  start(input: number, fault: LinkFault, from: number, to: number): void {
    const started = { input, order: this.starts++, fault };
    this.inForce.set(input, started);
    const pattern = this.pattern(from, to);
    for (const field of FIELDS) {
      if (fault[field] === undefined) continue;
      const stack = this.stacks[field].get(pattern);
      if (stack) this.push(stack, started);
      else this.stacks[field].set(pattern, [started]);
    }
    this.changes++;
  }

  end(input: number): void {
    if (this.inForce.delete(input)) this.changes++;
  }

  clear(): void {
    this.inForce.clear();
    for (const field of FIELDS) this.stacks[field].clear();
    this.changes++;
  }

  /** Brings the values of a link up to date. */
  settle(link: number): void {
    if (this.known[link] === this.changes) return;
    this.known[link] = this.changes;
    [this.latencyLow[link], this.latencyHigh[link]] =
      this.latest('latency', link)?.fault.latency ?? this.base.latency;
    const loss = this.latest('loss', link);
    this.lossRate[link] = loss?.fault.loss ?? this.base.loss;
    this.lossBy[link] = loss?.input ?? -1;
    this.duplicateRate[link] = this.latest('duplicate', link)?.fault.duplicate ?? 0;
    this.reorderRate[link] = this.latest('reorder', link)?.fault.reorder ?? 0;
    const corrupt = this.latest('corrupt', link);
    this.corruptRate[link] = corrupt?.fault.corrupt ?? 0;
    this.corruptBy[link] = corrupt?.input ?? -1;
  }

  private latest(field: Field, link: number): Started | undefined {
    const stacks = this.stacks[field];
    if (stacks.size === 0) return undefined;
    const to = link % this.n;
    const from = (link - to) / this.n;
    let latest: Started | undefined;
    for (const pattern of [
      this.pattern(from, to),
      this.pattern(from, -1),
      this.pattern(-1, to),
      this.pattern(-1, -1),
    ]) {
      const stack = stacks.get(pattern);
      if (stack === undefined) continue;
      while (stack.length > 0 && !this.lasts(stack.at(-1) as Started)) stack.pop();
      const top = stack.at(-1);
      if (top && (!latest || top.order > latest.order)) latest = top;
    }
    return latest;
  }

  private push(stack: Started[], started: Started): void {
    // However many come and go, those that ended are never most of them.
    if (stack.length > 64 && stack.length > 2 * this.inForce.size) {
      const lasting = stack.filter((one) => this.lasts(one));
      stack.length = 0;
      for (const one of lasting) stack.push(one);
    }
    stack.push(started);
  }

  private lasts(started: Started): boolean {
    return this.inForce.get(started.input) === started;
  }

  private pattern(from: number, to: number): number {
    return (from + 1) * (this.n + 1) + to + 1;
  }
}
