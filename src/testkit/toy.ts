/**
 * A toy protocol for tests of the engine: peers gossip a counter at random moments to random peers, echo what they hear, and
 * keep some of it on disk. Every engine feature is used; nothing is agreed on.
 */
import type { Command, Ctx, Message, NodeId, Property, Protocol, Role } from '../engine/api.ts';
import { meta } from './toy-meta.ts';

interface Durable {
  total: number;
  heard: readonly NodeId[];
}
interface Volatile {
  ticks: number;
  /** Monotonic deadline of the running tick. */
  deadline: number;
  open: number | null;
}
interface Rumor extends Message {
  readonly type: 'rumor' | 'echo';
  readonly amount: number;
}

type C = Ctx<Durable, Volatile>;

function arm(ctx: C): void {
  const delay = ctx.randomInt('tick', 5_000, 25_000);
  ctx.volatile.deadline = ctx.monotonicClock() + delay;
  ctx.setTimer('tick', delay);
}

const peer: Role<Durable, Volatile, Rumor> = {
  durable: () => ({ total: 0, heard: [] }),
  volatile: () => ({ ticks: 0, deadline: 0, open: null }),
  start(ctx) {
    arm(ctx);
    if (ctx.restarted) ctx.note('backAgain', { total: ctx.durable.total });
  },
  message(ctx, from, message) {
    if (ctx.env.variant('explode') && message.amount > 3) throw new Error(`too much: ${message.amount}`);
    ctx.durable.total += message.amount;
    ctx.durable.heard = [...ctx.durable.heard, from].slice(-8);
    if (message.type === 'rumor') {
      ctx.rule('toy.echo');
      ctx.send(from, { type: 'echo', amount: 1 });
    } else if (ctx.volatile.open !== null) {
      ctx.complete(ctx.volatile.open, 'ok', ctx.durable.total);
      ctx.volatile.open = null;
    }
  },
  timer(ctx, name) {
    if (name === 'idle') return;
    // The deadline is kept by the monotonic clock: never early.
    if (ctx.monotonicClock() < ctx.volatile.deadline) ctx.note('early');
    ctx.volatile.ticks++;
    const peers = ctx.env.ids('peer');
    const to = peers[ctx.randomInt('target', 0, peers.length - 1)] as NodeId;
    ctx.send(to, { type: 'rumor', amount: ctx.randomInt('amount', 1, 5) });
    // Set and set again: only the last setting counts.
    ctx.setTimer('idle', 40_000);
    arm(ctx);
  },
  command(ctx, command: Command) {
    ctx.volatile.open = ctx.invoke({ f: 'add', value: command.amount });
    for (const to of ctx.env.ids('peer')) ctx.send(to, { type: 'rumor', amount: command.amount as number });
  },
  status: (_d, v) => (v.open === null ? 0 : 1),
  epoch: (d) => d.total >> 4,
};

/** Totals never shrink, across restarts too. */
const growing: Property<readonly number[]> = {
  id: 'growing',
  init: (nodes) => nodes.map(() => 0),
  step(acc, { node }, _nodes, broken) {
    const { total } = node.durable as Durable;
    if (total < (acc[node.index] as number)) broken(`${node.id} shrank to ${total}`);
    return total === acc[node.index] ? acc : acc.with(node.index, total);
  },
};

/** False sooner or later, so that violations are exercised. */
const small: Property<null> = {
  id: 'small',
  init: () => null,
  step(acc, { node }, _nodes, broken) {
    const { total } = node.durable as Durable;
    if (total > 60) broken(`${node.id} has ${total}`);
    return acc;
  },
};

export const toy: Protocol = {
  meta,
  roles: { peer },
  properties: [growing, small],
  messageKind: (m) => (m.type === 'rumor' ? 0 : 1),
  messageEpoch: (m) => (m as Rumor).amount,
  messageLabel: (m) => `+${(m as Rumor).amount}`,
};
