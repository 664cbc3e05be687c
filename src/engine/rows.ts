/** What is told of a run: rows to the sink, the hash over every one of them, and the counts of rows, steps and operations. */
import { RollingHash } from '../base/hash.ts';
import type { Operation } from './api.ts';
import type { Sink } from './builder.ts';
import type { Clocks } from './clocks.ts';
import type { Entry } from './entries.ts';
import type { NodeInfo } from './runspec.ts';
import { K, NO_NODE } from './trace.ts';

export interface SavedRows {
  readonly row: number;
  readonly step: number;
  readonly nextOperation: number;
  readonly hash: readonly [number, number, number];
  readonly stamp: Uint32Array;
}

export class Rows {
  readonly hash = new RollingHash();
  row = 0;
  step = 0;
  /** Row of the head of the step being run. */
  head = 0;
  nextOperation = 0;
  /** `nextOperation` before the step being run: one that fails has invoked nothing. */
  private operationsBefore = 0;
  /** Lamport time of each node. */
  stamp: Uint32Array;
  sink: Sink;
  private readonly clocks: Clocks;
  private readonly nodes: readonly NodeInfo[];

  constructor(nodes: readonly NodeInfo[], clocks: Clocks, sink: Sink) {
    this.nodes = nodes;
    this.clocks = clocks;
    this.sink = sink;
    this.stamp = new Uint32Array(nodes.length);
  }

  id(node: number): string {
    return (this.nodes[node] as NodeInfo).id;
  }

  // ── heads ─────────────────────────────────────────────────────────────────

  /** A step of a node begins: it ticks. */
  nodeHead(
    kind: number,
    node: number,
    peer: number,
    cause: number,
    ref: number,
    epoch: number,
    heard: number,
  ): void {
    const own = this.stamp[node] as number;
    const stamp = (heard > own ? heard : own) + 1;
    this.stamp[node] = stamp;
    this.head = this.row;
    this.operationsBefore = this.nextOperation;
    this.hash.number(this.clocks.now);
    this.hash.word(cause);
    this.emit(kind, node, peer, cause, ref, epoch, stamp);
  }

  /** A step of the network begins, whose first row follows. */
  networkStep(): void {
    this.head = this.row;
    this.hash.number(this.clocks.now);
  }

  /** A step of the network: no program order, no tick. */
  networkHead(kind: number, node: number, cause: number, ref: number, epoch: number): number {
    this.networkStep();
    const row = this.row;
    this.emit(kind, node, NO_NODE, cause, ref, epoch, 0);
    return row;
  }

  // ── effects of a handler, in the order it made them ───────────────────────

  send(node: number, to: number, kind: number, epoch: number, message: object): number {
    const row = this.inStep(K.send, node, to, kind, epoch);
    this.sink.body(message);
    this.hash.value(message);
    return row;
  }

  rule(node: number, id: string): void {
    this.inStep(K.rule, node, NO_NODE, this.sink.rule(id), 0);
    this.hash.string(id);
  }

  note(node: number, id: string, fields: object): void {
    const ref = this.sink.note({ row: this.row, id, node: this.id(node), fields: fields as never });
    this.inStep(K.note, node, NO_NODE, ref, 0);
    this.hash.string(id);
    this.hash.value(fields);
  }

  invoke(node: number, id: number, operation: Operation): void {
    const { f, key, value } = operation;
    const record = {
      id,
      node: this.id(node),
      f,
      key,
      value,
      invokeRow: this.row,
      replyRow: -1,
      outcome: 'open',
    } as const;
    const ref = this.sink.invoke(record);
    this.inStep(K.invoke, node, NO_NODE, ref, 0);
    this.hash.value(operation);
  }

  reply(node: number, id: number, outcome: 'ok' | 'fail' | 'info', value: unknown): void {
    const ref = this.sink.reply(id, this.row, outcome, value);
    this.inStep(K.reply, node, NO_NODE, ref, 0);
    this.hash.word(id);
    this.hash.string(outcome);
    this.hash.value(value ?? null);
  }

  /** A handler threw: what its step has invoked never was. */
  error(node: number, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const fields = { message: message.slice(0, 500) };
    const ref = this.sink.note({ row: this.row, id: '!error', node: this.id(node), fields });
    // Its words are not hashed: they are the JavaScript engine's as often as ours.
    this.inStep(K.error, node, NO_NODE, ref, 0);
    this.nextOperation = this.operationsBefore;
  }

  private inStep(kind: number, node: number, peer: number, ref: number, epoch: number): number {
    const row = this.row;
    this.emit(kind, node, peer, -1, ref, epoch, this.stamp[node] as number);
    return row;
  }

  // ── the network's doings ──────────────────────────────────────────────────

  /** A message in the queue or an inbox is gone. */
  lose(entry: Entry, by: number): void {
    this.lost(entry.peer, entry.node, entry.row, by, entry.epoch);
  }

  lost(from: number, to: number, cause: number, by: number, epoch: number): void {
    this.emit(K.lost, from, to, cause, by, epoch, 0);
    this.hash.word(cause);
    this.hash.word(by < 0 ? by : 1);
  }

  emit(
    kind: number,
    node: number,
    peer: number,
    cause: number,
    ref: number,
    epoch: number,
    stamp: number,
  ): void {
    this.hash.word(kind | (node << 8) | (peer << 16));
    this.sink.row(this.clocks.now, kind, node, peer, cause, this.step, ref, epoch, stamp);
    this.row++;
  }

  // ── keyframes ─────────────────────────────────────────────────────────────

  save(): SavedRows {
    return {
      row: this.row,
      step: this.step,
      nextOperation: this.nextOperation,
      hash: [this.hash.a, this.hash.b, this.hash.walked],
      stamp: this.stamp.slice(),
    };
  }

  load({ row, step, nextOperation, hash, stamp }: SavedRows): void {
    this.row = row;
    this.step = step;
    this.nextOperation = nextOperation;
    [this.hash.a, this.hash.b, this.hash.walked] = hash;
    this.stamp = stamp.slice();
  }
}
