/**
 * Steps that write to a disk with a say in the matter: one that takes its time, is full, or has a fault waiting for the write. The
 * step is over at once, but what it sends leaves when the write is safe, and to its promises it has not happened before.
 */
import { hashString } from '../base/hash.ts';
import type { Completion, SentMessage } from './api.ts';
import type { Clocks } from './clocks.ts';
import type { NodeCtx } from './ctx.ts';
import type { BadWrite, Disks, PendingWrite } from './disks.ts';
import type { Draws } from './draws.ts';
import { dueEntry, type Entry, type Queue } from './entries.ts';
import type { ActiveFault, FaultTables } from './faults.ts';
import type { Parts } from './keyframe.ts';
import type { Network } from './network.ts';
import type { Nodes } from './nodes.ts';
import type { Effects, Promises } from './promises.ts';
import { changesOf } from './records.ts';
import type { Rows } from './rows.ts';
import type { WriteFault } from './runspec.ts';
import { K, NO_NODE } from './trace.ts';

const FSYNC = hashString('fsync');
const TORN = hashString('tornWrite');
const MISDIRECTED = hashString('misdirectedWrite');

export class Writes {
  private readonly nodes: Nodes;
  private readonly rows: Rows;
  private readonly disks: Disks;
  private readonly tables: FaultTables;
  private readonly draws: Draws;
  private readonly clocks: Clocks;
  private readonly queue: Queue;
  private readonly network: Network;
  private readonly promises: Promises;

  constructor(parts: Parts) {
    this.nodes = parts.nodes;
    this.rows = parts.rows;
    this.disks = parts.disks;
    this.tables = parts.tables;
    this.draws = parts.draws;
    this.clocks = parts.clocks;
    this.queue = parts.queue;
    this.network = parts.network;
    this.promises = parts.promises;
  }

  /** A handler has returned that assigned durable fields. @returns false if there was no room for it: the step never was */
  write(
    node: number,
    ctx: NodeCtx,
    before: object,
    volatileBefore: object,
    status: number,
    epoch: number,
  ): boolean {
    const { nodes, rows, disks, tables } = this;
    const { durable, volatile } = ctx;
    const changes = changesOf(before, durable);
    if (changes.length > 0 && (tables.fullBy[node] as number) >= 0) {
      this.fail(node);
      return false;
    }
    const cell = tables.diskCell(node);
    const hits = changes.length > 0 && tables.watched[cell] ? tables.pass(cell) : [];
    const torn = hits.filter((hit) => hit.fault.type === 'tornWrite');
    const { head } = rows;
    if (torn.length > 0) {
      ctx.release(true);
      for (const { input, fault } of hits) rows.hit(node, NO_NODE, head, input, fault);
      const early = ctx.leftEarly();
      if (early) {
        nodes.become(node, durable, volatile);
        this.judgeEarly(node, early, before, volatileBefore);
      }
      const kept = this.keptOf(node, torn, changes.length);
      nodes.become(node, disks.tear(node, before, changes, kept), volatile);
      nodes.takeDown(node, (torn.at(-1) as ActiveFault).input);
      for (const { input } of torn) tables.strike(input);
      return true;
    }
    nodes.become(node, durable, volatile);
    const bad = this.badOf(node, hits);
    const time = changes.length > 0 ? this.syncTime(node) : 0;
    if (time === 0) {
      nodes.show(node);
      ctx.release();
      for (const { input, fault } of hits) rows.hit(node, NO_NODE, head, input, fault);
      disks.store(node, changes, durable, bad);
      nodes.settleStatus(node, status, epoch);
      this.promises.check(node, ctx, before, volatileBefore);
      return true;
    }
    ctx.release(true);
    for (const { input, fault } of hits) rows.hit(node, NO_NODE, head, input, fault);
    const until = this.clocks.now + time;
    const seq = this.queue.takeSeq();
    const early = ctx.leftEarly();
    disks.pending[node] = {
      seq,
      until,
      row: head,
      before,
      volatileBefore,
      changes,
      bad,
      outbound: ctx.held(),
      completed: ctx.completed(),
      checked: early !== null,
      stored: false,
    };
    this.queue.push(dueEntry('sync', until, seq, node));
    nodes.settleStatus(node, status, epoch);
    if (early) this.judgeEarly(node, early, before, volatileBefore);
    else nodes.hide(node);
    return true;
  }

  /** What left before the sync was said in the name of a state that is not safe: it is judged as it stands. */
  private judgeEarly(node: number, early: Effects, before: object, volatileBefore: object): void {
    this.nodes.show(node);
    this.promises.check(node, early, before, volatileBefore);
  }

  /** Whether this is the entry of the write that is on its way. */
  standsFor(entry: Entry): boolean {
    return this.disks.pending[entry.node]?.seq === entry.seq;
  }

  /** The write is on the platter, but its node is frozen: a disk does not wait for whoever wrote. */
  settle(node: number): void {
    this.disks.settle(node, this.nodes.durable[node] as object);
  }

  /** The write is safe: what waited for it leaves. */
  sync(node: number): void {
    const { nodes, rows, disks } = this;
    const durable = nodes.durable[node] as object;
    disks.settle(node, durable);
    const write = disks.pending[node] as PendingWrite;
    disks.pending[node] = null;
    rows.nodeHead(K.sync, node, NO_NODE, write.row, 0, 0, 0);
    nodes.show(node);
    for (const { to, message, after } of write.outbound) this.network.send(node, to, message, after);
    for (const { operation, outcome, value } of write.completed) rows.reply(node, operation, outcome, value);
    const { checked } = write;
    const volatile = nodes.volatile[node] as object;
    this.promises.check(
      node,
      new Synced(write, rows),
      checked ? durable : write.before,
      checked ? volatile : write.volatileBefore,
    );
    rows.step++;
  }

  /** No room: the step never was, and its node is down for as long. */
  private fail(node: number): void {
    const by = this.tables.fullBy[node] as number;
    this.rows.error(node, 'cannot write: its disk is full', '!disk');
    this.nodes.takeDown(node, by);
    this.tables.strike(by);
  }

  /** Of several that tear one write the latest that says how much is kept counts. */
  private keptOf(node: number, torn: readonly ActiveFault[], count: number): number {
    const kept = torn.map(({ fault }) => (fault as WriteFault).kept).findLast((k) => k !== undefined);
    if (kept !== undefined) return Math.min(kept, count);
    if (count < 2) return 0;
    return 1 + Math.floor(this.draws.draw(this.nodes.subjects[node] as number, TORN) * (count - 1));
  }

  private badOf(
    node: number,
    hits: readonly { readonly fault: { readonly type: string } }[],
  ): BadWrite | null {
    // Of a write both lost and misdirected nothing lands anywhere.
    if (hits.some(({ fault }) => fault.type === 'lostWrite')) return { type: 'lostWrite', where: 0 };
    if (hits.length === 0) return null;
    return {
      type: 'misdirectedWrite',
      where: this.draws.draw(this.nodes.subjects[node] as number, MISDIRECTED),
    };
  }

  private syncTime(node: number): number {
    const low = this.tables.fsyncLow[node] as number;
    const high = this.tables.fsyncHigh[node] as number;
    return high === 0
      ? 0
      : low + Math.floor(this.draws.draw(this.nodes.subjects[node] as number, FSYNC) * (high - low + 1));
  }
}

/** What left, and ended, with a write that became safe. */
class Synced implements Effects {
  private readonly write: PendingWrite;
  private readonly rows: Rows;

  constructor(write: PendingWrite, rows: Rows) {
    this.write = write;
    this.rows = rows;
  }

  sent(): SentMessage[] {
    return this.write.outbound.map(({ to, message }) => ({ to: this.rows.id(to), message }));
  }

  completed(): readonly Completion[] {
    return this.write.completed;
  }
}
