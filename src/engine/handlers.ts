/** The steps of nodes: each runs one handler of the protocol, keeps the state it leaves and lets its effects go. */
import { hashString } from '../base/hash.ts';
import type { Message } from './api.ts';
import { NodeCtx } from './ctx.ts';
import type { Entry } from './entries.ts';
import { deepFreeze } from './freeze.ts';
import type { Parts } from './keyframe.ts';
import { type AnyRole, EMPTY, type Nodes } from './nodes.ts';
import type { Promises } from './promises.ts';
import type { Rows } from './rows.ts';
import type { CommandInput } from './runspec.ts';
import type { Timers } from './timers.ts';
import { K, LOST_NODE_DOWN, NO_NODE } from './trace.ts';

export class Handlers {
  private readonly contexts: readonly NodeCtx[];
  private readonly nodes: Nodes;
  private readonly rows: Rows;
  private readonly timers: Timers;
  private readonly promises: Promises;
  private readonly freeze: boolean;

  constructor(parts: Parts, freeze: boolean) {
    this.nodes = parts.nodes;
    this.rows = parts.rows;
    this.timers = parts.timers;
    this.promises = parts.promises;
    this.freeze = freeze;
    this.contexts = parts.nodes.envs.map((env) => new NodeCtx(parts, env, hashString(env.self.id)));
  }

  boot(node: number): void {
    const { nodes } = this;
    const ctx = this.contexts[node] as NodeCtx;
    const role = nodes.roles[node] as AnyRole;
    nodes.comeUp(node);
    this.rows.nodeHead(K.start, node, NO_NODE, -1, 0, 0, 0);
    ctx.begin({ ...(nodes.durable[node] as object) }, EMPTY, (nodes.incarnation[node] as number) > 1);
    try {
      ctx.volatile = { ...role.volatile(ctx.env, ctx.durable) };
      role.start?.(ctx);
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.finish(node, ctx, nodes.durable[node] as object, ctx.volatile);
  }

  deliver(entry: Entry): void {
    const { node, peer } = entry;
    const message = entry.message as Message;
    this.rows.nodeHead(K.deliver, node, peer, entry.row, entry.ref, entry.epoch, entry.stamp);
    this.rows.sink.body(message);
    const ctx = this.open(node);
    try {
      (this.nodes.roles[node] as AnyRole).message(ctx, this.rows.id(peer), message);
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.close(node, ctx);
  }

  timer(node: number, timer: number, cause: number): void {
    this.timers.stop(node, timer);
    this.rows.nodeHead(K.timer, node, NO_NODE, cause, timer, 0, 0);
    this.rows.hash.word(timer);
    const ctx = this.open(node);
    try {
      (this.nodes.roles[node] as AnyRole).timer?.(ctx, this.timers.name(timer));
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.close(node, ctx);
  }

  command(node: number, input: number, { command }: CommandInput): void {
    this.rows.nodeHead(K.command, node, NO_NODE, -1, input, 0, 0);
    this.rows.hash.value(command);
    const ctx = this.open(node);
    try {
      (this.nodes.roles[node] as AnyRole).command?.(ctx, command);
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.close(node, ctx);
  }

  private open(node: number): NodeCtx {
    const { durable, volatile } = this.nodes;
    const ctx = this.contexts[node] as NodeCtx;
    ctx.begin({ ...(durable[node] as object) }, { ...(volatile[node] as object) }, false);
    return ctx;
  }

  private close(node: number, ctx: NodeCtx): void {
    const { durable, volatile } = this.nodes;
    this.finish(node, ctx, durable[node] as object, volatile[node] as object);
  }

  /** The step is done: its state stands, its effects leave, its promises are checked. */
  private finish(node: number, ctx: NodeCtx, durableBefore: object, volatileBefore: object): void {
    const { durable, volatile } = ctx;
    if (this.freeze) {
      deepFreeze(durable);
      deepFreeze(volatile);
    }
    this.nodes.become(node, durable, volatile);
    ctx.release();
    const role = this.nodes.roles[node] as AnyRole;
    this.nodes.setStatus(node, role.status(durable, volatile), role.epoch(durable, volatile));
    this.promises.check(node, ctx, durableBefore, volatileBefore);
    this.rows.step++;
  }

  /** A protocol that throws takes its node down, visibly; nothing of the step is kept. */
  private failed(node: number, error: unknown): void {
    this.rows.error(node, error);
    this.nodes.takeDown(node, LOST_NODE_DOWN);
    this.rows.step++;
  }
}
