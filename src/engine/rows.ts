/** What is told of a run: rows to the sink, the hash over every one of them, and the counts of rows, steps and operations. */
import { Digest, internedHash, RollingHash } from '../base/hash.ts';
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
  readonly hash: readonly [number, number];
  readonly walked: number;
  readonly stamp: Uint32Array;
}

/** Contents of rows of which all is said by their other columns. */
const NOTHING = 0;

export class Rows {
  readonly hash = new RollingHash();
  private readonly digest = new Digest();
  row = 0;
  step = 0;
  /** Row of the head of the step being run. */
  head = 0;
  nextOperation = 0;
  /** `nextOperation` after the last invocation that was told: those of a step that fails before never were. */
  private operationsTold = 0;
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

  /** Plain values that the run has handled: a deterministic measure of how much data that is. */
  get walked(): number {
    return this.digest.walked;
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
    content: number = NOTHING,
  ): void {
    const own = this.stamp[node] as number;
    const stamp = (heard > own ? heard : own) + 1;
    this.stamp[node] = stamp;
    this.head = this.row;
    this.operationsTold = this.nextOperation;
    this.hash.number(this.clocks.now);
    this.hash.word(cause);
    this.emit(kind, node, peer, cause, ref, epoch, stamp, content);
  }

  /** A client takes a command. */
  commandHead(node: number, input: number, command: object): void {
    this.nodeHead(K.command, node, NO_NODE, -1, input, 0, 0, this.contentOf(command));
  }

  /** A step of the network begins, whose first row follows. */
  networkStep(): void {
    this.head = this.row;
    this.hash.number(this.clocks.now);
  }

  /** A step of the network: no program order, no tick. @param what the input that is its cause, as far as it matters. */
  networkHead(kind: number, node: number, cause: number, ref: number, epoch: number, what: object): number {
    this.networkStep();
    const row = this.row;
    // Start or end: the fault itself does not say.
    this.hash.word(epoch);
    this.emit(kind, node, NO_NODE, cause, ref, epoch, 0, this.contentOf(what));
    return row;
  }

  // ── effects of a handler, in the order it made them ───────────────────────

  /** The content of a message, to travel with it. */
  contentOf(value: object): number {
    const { digest, hash } = this;
    digest.take(value);
    hash.word(digest.a);
    hash.word(digest.b);
    return digest.content();
  }

  send(node: number, to: number, kind: number, epoch: number, message: object, content: number): number {
    const row = this.inStep(K.send, node, to, kind, epoch, content);
    this.sink.body(message);
    return row;
  }

  rule(node: number, id: string): void {
    this.inStep(K.rule, node, NO_NODE, this.sink.rule(id), 0, internedHash(id));
  }

  note(node: number, id: string, fields: object): void {
    const content = this.contentOf(fields) ^ internedHash(id);
    const ref = this.sink.note({ row: this.row, id, node: this.id(node), fields: fields as never });
    this.inStep(K.note, node, NO_NODE, ref, 0, content);
  }

  invoke(node: number, id: number, operation: Operation): void {
    const { f, key, value } = operation;
    const content = this.contentOf(operation);
    this.operationsTold = id + 1;
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
    this.inStep(K.invoke, node, NO_NODE, ref, 0, content);
  }

  reply(node: number, id: number, outcome: 'ok' | 'fail' | 'info', value: unknown): void {
    // Ids are counted over the whole run: what others did would change them, so they are not content.
    const content = this.contentOf({ outcome, value: value ?? null });
    const ref = this.sink.reply(id, this.row, outcome, value);
    this.inStep(K.reply, node, NO_NODE, ref, 0, content);
    this.hash.word(id);
  }

  /** A handler threw, or could not write: what its step has invoked never was. */
  error(node: number, message: string, id: '!error' | '!disk' = '!error'): void {
    const fields = { message: message.slice(0, 500) };
    const ref = this.sink.note({ row: this.row, id, node: this.id(node), fields });
    // Its words are not hashed: they are the JavaScript engine's as often as ours.
    this.inStep(K.error, node, NO_NODE, ref, 0, NOTHING);
    this.nextOperation = this.operationsTold;
  }

  private inStep(
    kind: number,
    node: number,
    peer: number,
    ref: number,
    epoch: number,
    content: number,
  ): number {
    const row = this.row;
    this.emit(kind, node, peer, -1, ref, epoch, this.stamp[node] as number, content);
    return row;
  }

  // ── the network's doings ──────────────────────────────────────────────────

  /** A message in the queue or an inbox is gone. */
  lose(entry: Entry, by: number): void {
    this.lost(entry.peer, entry.node, entry.row, by, entry.epoch, entry.content);
  }

  lost(from: number, to: number, cause: number, by: number, epoch: number, content: number): void {
    this.emit(K.lost, from, to, cause, by, epoch, 0, content);
    this.hash.word(cause);
    this.hash.word(by < 0 ? by : 1);
  }

  /** In a step: a fault has found what it waited for. @param peer the other end of the link, or NO_NODE */
  hit(node: number, peer: number, cause: number, input: number, fault: object): void {
    // How long what it did lasts is another event.
    this.emit(K.fault, node, peer, cause, input, 1, 0, this.contentOf({ ...fault, until: undefined }));
    this.hash.word(cause);
  }

  /** In a step: the message just sent is damaged. */
  corrupt(from: number, to: number, cause: number, input: number, epoch: number, content: number): void {
    this.emit(K.corrupt, from, to, cause, input, epoch, 0, content);
    this.hash.word(cause);
  }

  /** In a step: a node goes down before its write is safe. @param cause head of the step that wrote */
  undone(node: number, cause: number): void {
    this.emit(K.undone, node, NO_NODE, cause, -1, 0, 0, NOTHING);
    this.hash.word(cause);
  }

  emit(
    kind: number,
    node: number,
    peer: number,
    cause: number,
    ref: number,
    epoch: number,
    stamp: number,
    content: number,
  ): void {
    this.hash.word(kind | (node << 8) | (peer << 16));
    this.hash.word(content);
    this.sink.row(this.clocks.now, kind, node, peer, cause, this.step, ref, epoch, stamp, content);
    this.row++;
  }

  // ── keyframes ─────────────────────────────────────────────────────────────

  save(): SavedRows {
    return {
      row: this.row,
      step: this.step,
      nextOperation: this.nextOperation,
      hash: [this.hash.a, this.hash.b],
      walked: this.digest.walked,
      stamp: this.stamp.slice(),
    };
  }

  load({ row, step, nextOperation, hash, walked, stamp }: SavedRows): void {
    this.row = row;
    this.step = step;
    this.nextOperation = nextOperation;
    [this.hash.a, this.hash.b] = hash;
    this.digest.walked = walked;
    this.stamp = stamp.slice();
  }
}
