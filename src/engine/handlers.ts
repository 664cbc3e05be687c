/** The steps of nodes: each runs one handler of the protocol, keeps the state it leaves and lets its effects go. */
import { hashString } from '../base/hash.ts';
import type { Message, Occasion } from './api.ts';
import { NodeCtx } from './ctx.ts';
import type { Disks } from './disks.ts';
import type { Entry } from './entries.ts';
import { deepFreeze } from './freeze.ts';
import type { Parts } from './keyframe.ts';
import type { Lies } from './lies.ts';
import { type AnyRole, EMPTY, type Nodes } from './nodes.ts';
import type { Promises } from './promises.ts';
import { assigned, recordText } from './records.ts';
import type { Rows } from './rows.ts';
import type { CommandInput } from './runspec.ts';
import type { Timers } from './timers.ts';
import { K, LOST_NODE_DOWN, NO_NODE } from './trace.ts';
import { wordsOf } from './words.ts';
import { Writes } from './writes.ts';

type Copy = (record: object) => object;
/**
 * Copies of a record's fields. Each says the same in a place of its own: an engine learns the shape of what is copied by the place in
 * the code, and one place for the records of all roles would have to do with shapes it has never seen.
 */
const COPIES: readonly Copy[] = [
  (record) => ({ ...record }),
  (record) => ({ ...record }),
  (record) => ({ ...record }),
  (record) => ({ ...record }),
  (record) => ({ ...record }),
  (record) => ({ ...record }),
];

/** @throws Error if the copy is not its record: a field that a protocol forgets to copy would be lost at every step. */
function held(copy: Copy): Copy {
  return (record) => {
    const made = copy(record);
    const fields = Object.entries(record);
    const names = Object.keys(made);
    const wrong = fields.find(
      ([name, value], i) => names[i] !== name || !Object.is(value, made[name as keyof typeof made]),
    );
    if (wrong !== undefined || names.length !== fields.length)
      throw new Error(`A copy of ${fields.map(([name]) => name).join(', ')} has ${names.join(', ')}.`);
    return made;
  };
}

export class Handlers {
  /** By node. */
  private readonly copyDurable: readonly Copy[];
  private readonly copyVolatile: readonly Copy[];
  private readonly contexts: readonly NodeCtx[];
  private readonly nodes: Nodes;
  private readonly rows: Rows;
  private readonly timers: Timers;
  private readonly promises: Promises;
  private readonly disks: Disks;
  private readonly lies: Lies;
  private readonly freeze: boolean;
  readonly writes: Writes;

  constructor(parts: Parts, freeze: boolean) {
    this.nodes = parts.nodes;
    this.rows = parts.rows;
    this.timers = parts.timers;
    this.promises = parts.promises;
    this.disks = parts.disks;
    this.lies = parts.lies;
    this.freeze = freeze;
    this.writes = new Writes(parts);
    this.contexts = parts.nodes.envs.map((env) => new NodeCtx(parts, env, hashString(env.self.id)));
    const roles = [...new Set(parts.nodes.roles)];
    const copy = (own: Copy | undefined, place: number) => {
      if (own === undefined) return COPIES[place % COPIES.length] as Copy;
      return freeze ? held(own) : own;
    };
    this.copyDurable = parts.nodes.roles.map((role) => copy(role.copies?.durable, 2 * roles.indexOf(role)));
    this.copyVolatile = parts.nodes.roles.map((role) =>
      copy(role.copies?.volatile, 2 * roles.indexOf(role) + 1),
    );
  }

  boot(node: number): void {
    const { nodes } = this;
    const ctx = this.contexts[node] as NodeCtx;
    const role = nodes.roles[node] as AnyRole;
    nodes.comeUp(node);
    this.rows.nodeHead(K.start, node, NO_NODE, -1, 0, 0, 0);
    try {
      nodes.mustBeMade(node);
      this.readDisk(node, role, ctx);
      ctx.begin({ ...(nodes.durable[node] as object) }, EMPTY, (nodes.incarnation[node] as number) > 1);
      // A liar has a volatile state too, even if it does not start as it should.
      ctx.volatile = { ...role.volatile(ctx.env, ctx.durable) };
      const start = () => role.start?.(ctx);
      if (this.lies.of(node)) this.lies.step(node, ctx, { type: 'start' }, start);
      else start();
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.finish(node, ctx, nodes.durable[node] as object, ctx.volatile);
  }

  /** What the node believes is from now on what its disk holds. */
  private readDisk(node: number, role: AnyRole, ctx: NodeCtx): void {
    if (this.disks.damaged(node).length === 0) return;
    const { durable, unreadable } = this.disks.read(node, this.nodes.durable[node] as object, role, ctx.env);
    this.nodes.become(node, durable, EMPTY);
    this.nodes.show(node);
    if (unreadable.length === 0) return;
    const names = unreadable.map(recordText).join(', ');
    const message = `cannot read ${names}${role.recover ? '' : '; it goes on without'}`;
    this.rows.note(node, '!disk', { message });
  }

  deliver(entry: Entry): void {
    const { node, peer } = entry;
    const message = entry.message as Message;
    this.rows.nodeHead(K.deliver, node, peer, entry.row, entry.ref, entry.epoch, entry.stamp, entry.content);
    this.rows.sink.body(message);
    const ctx = this.open(node);
    const role = this.nodes.roles[node] as AnyRole;
    const from = this.rows.id(peer);
    try {
      if (this.lies.of(node)) {
        const occasion: Occasion = { type: 'message', from, message };
        this.lies.step(node, ctx, occasion, () => role.message(ctx, from, message));
      } else role.message(ctx, from, message);
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.close(node, ctx);
  }

  timer(node: number, timer: number, cause: number): void {
    this.timers.stop(node, timer);
    this.rows.nodeHead(K.timer, node, NO_NODE, cause, timer, 0, 0, timer + 1);
    const ctx = this.open(node);
    const role = this.nodes.roles[node] as AnyRole;
    const name = this.timers.name(timer);
    try {
      if (this.lies.of(node)) {
        this.lies.step(node, ctx, { type: 'timer', name }, () => role.timer?.(ctx, name));
      } else role.timer?.(ctx, name);
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.close(node, ctx);
  }

  command(node: number, input: number, { command }: CommandInput): void {
    this.rows.commandHead(node, input, command);
    const ctx = this.open(node);
    const role = this.nodes.roles[node] as AnyRole;
    try {
      if (this.lies.of(node)) {
        this.lies.step(node, ctx, { type: 'command', command }, () => role.command?.(ctx, command));
      } else role.command?.(ctx, command);
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.close(node, ctx);
  }

  private open(node: number): NodeCtx {
    const { durable, volatile } = this.nodes;
    const ctx = this.contexts[node] as NodeCtx;
    ctx.begin(
      (this.copyDurable[node] as Copy)(durable[node] as object),
      (this.copyVolatile[node] as Copy)(volatile[node] as object),
      false,
    );
    return ctx;
  }

  private close(node: number, ctx: NodeCtx): void {
    const { durable, volatile } = this.nodes;
    this.finish(node, ctx, durable[node] as object, volatile[node] as object);
  }

  /** The step is done: its state stands, its effects leave, its promises are checked. */
  private finish(node: number, ctx: NodeCtx, durableBefore: object, volatileBefore: object): void {
    const { durable, volatile } = ctx;
    const { nodes } = this;
    const role = nodes.roles[node] as AnyRole;
    let status: number;
    let epoch: number;
    try {
      status = role.status(durable, volatile);
      epoch = role.epoch(durable, volatile);
    } catch (error) {
      this.failed(node, error);
      return;
    }
    if (this.freeze) {
      deepFreeze(durable);
      deepFreeze(volatile);
      deepFreeze(ctx.memory);
    }
    try {
      if (this.disks.watches(node) && assigned(durableBefore, durable)) {
        this.lies.settle(this.writes.write(node, ctx, durableBefore, volatileBefore, status, epoch));
      } else {
        nodes.become(node, durable, volatile);
        nodes.show(node);
        ctx.release();
        this.lies.settle(true);
        nodes.settleStatus(node, status, epoch);
        this.promises.check(node, ctx, durableBefore, volatileBefore);
      }
    } catch (error) {
      // What it sends or says is of no kind, or no plain data. What left before that has left.
      nodes.become(node, durableBefore, volatileBefore);
      this.failed(node, error);
      return;
    }
    this.rows.step++;
  }

  /** The write of a node is safe, and what waited for it leaves. */
  sync(node: number): void {
    const { durable, volatile } = this.nodes;
    const before = durable[node] as object;
    const volatileBefore = volatile[node] as object;
    try {
      this.writes.sync(node);
    } catch (error) {
      this.nodes.become(node, before, volatileBefore);
      this.failed(node, error);
    }
  }

  /** A protocol that throws takes its node down, visibly; nothing of the step is kept. */
  private failed(node: number, error: unknown): void {
    this.lies.settle(false);
    this.rows.error(node, wordsOf(error));
    this.nodes.takeDown(node, LOST_NODE_DOWN);
    this.rows.step++;
  }
}
