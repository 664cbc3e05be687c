/**
 * When a node comes to what reaches it. A frozen node, or one whose write is on its way, handles nothing. A slow one takes its time
 * over each thing, one after the other. What it cannot handle at once waits in its inbox.
 */
import { hashString } from '../base/hash.ts';
import type { Clocks } from './clocks.ts';
import type { Disks } from './disks.ts';
import type { Draws } from './draws.ts';
import { dueEntry, type Entry, type Queue } from './entries.ts';
import type { FaultTables } from './faults.ts';
import type { Handlers } from './handlers.ts';
import type { Parts } from './keyframe.ts';
import type { Network } from './network.ts';
import type { Nodes } from './nodes.ts';
import type { CommandInput, Input } from './runspec.ts';
import type { Timers } from './timers.ts';

const SLOW = hashString('slow');

export class Turns {
  private readonly clocks: Clocks;
  private readonly queue: Queue;
  private readonly tables: FaultTables;
  private readonly timers: Timers;
  private readonly nodes: Nodes;
  private readonly network: Network;
  private readonly draws: Draws;
  private readonly disks: Disks;
  private readonly handlers: Handlers;
  private readonly inputs: readonly Input[];

  constructor(parts: Parts, handlers: Handlers, inputs: readonly Input[]) {
    this.clocks = parts.clocks;
    this.queue = parts.queue;
    this.tables = parts.tables;
    this.timers = parts.timers;
    this.nodes = parts.nodes;
    this.network = parts.network;
    this.draws = parts.draws;
    this.disks = parts.disks;
    this.handlers = handlers;
    this.inputs = inputs;
  }

  frozen(node: number): boolean {
    return (this.tables.frozenBy[node] as number) >= 0;
  }

  /** Whether the node handles at once what comes to it. */
  idle(node: number): boolean {
    return (
      (this.tables.frozenBy[node] as number) < 0 &&
      this.disks.pending[node] === null &&
      (this.tables.slowBy[node] as number) < 0 &&
      (this.nodes.working[node] as number) < 0
    );
  }

  /** Something comes to a node that is up. */
  meet(entry: Entry): void {
    const { node } = entry;
    if (this.idle(node)) {
      this.serve(entry);
      return;
    }
    this.nodes.wait(entry);
    if (this.frozen(node) || this.disks.pending[node] !== null) return;
    if ((this.nodes.working[node] as number) < 0) this.schedule(node);
  }

  private serve(entry: Entry): void {
    const { node, ref } = entry;
    if (entry.type === 'deliver') this.handlers.deliver(entry);
    else if (entry.type === 'command') this.handlers.command(node, ref, this.inputs[ref] as CommandInput);
    else this.handlers.timer(node, ref, this.timers.cause(node, ref));
  }

  /** When the node comes to the first of what waits for it. */
  private schedule(node: number): void {
    const { slowLow, slowHigh, slowBy } = this.tables;
    let time = this.clocks.now;
    if ((slowBy[node] as number) >= 0) {
      const low = slowLow[node] as number;
      const high = slowHigh[node] as number;
      time += low + Math.floor(this.draws.draw(this.nodes.subjects[node] as number, SLOW) * (high - low + 1));
    }
    const seq = this.queue.takeSeq();
    this.nodes.working[node] = seq;
    this.queue.push(dueEntry('work', time, seq, node));
  }

  /** The node comes to the first of what waits for it. */
  work(node: number): void {
    const { nodes } = this;
    nodes.working[node] = -1;
    if (!nodes.up[node] || this.frozen(node) || this.disks.pending[node] !== null) return;
    let entry = nodes.takeFirst(node);
    // A timer that was cleared or set again meanwhile is nothing to handle.
    while (entry?.type === 'timer' && !this.timers.hasExpired(entry)) entry = nodes.takeFirst(node);
    if (entry === undefined) return;
    this.serve(entry);
    this.goOn(node);
  }

  /** It is slow no longer: what it is at is done now, or, if it is frozen, when it wakes. */
  hurry(node: number): void {
    this.nodes.working[node] = -1;
    this.goOn(node);
  }

  /** What held the node up has ended: it comes to what waits for it. */
  goOn(node: number): void {
    if (this.frozen(node) || this.disks.pending[node] !== null) return;
    if (this.nodes.hasWaiting(node)) this.schedule(node);
  }

  /** What waited is handled now, in the order in which it was due. */
  wake(node: number): void {
    const { nodes, queue, timers, network, clocks } = this;
    const writes = this.disks.pending[node] !== null;
    // One that is slow, or whose write is on its way, comes to it only later.
    const later = nodes.up[node] === true && !this.idle(node);
    if (!later || writes) {
      this.tables.effort += this.nodes.waits(node).length;
      for (const entry of nodes.takeInbox(node)) {
        if (later && entry.type !== 'sync') nodes.wait(entry);
        else if (entry.type === 'deliver') network.enqueue({ ...entry, time: clocks.now });
        else if (entry.type !== 'timer' || timers.takeUp(entry)) queue.push({ ...entry, time: clocks.now });
      }
    }
    if ((nodes.working[node] as number) < 0) this.goOn(node);
  }
}
