/** A member of the board, with a vector clock (Fidge 1988, Mattern 1988). One step is one event: the vector ticks once. */
import type { NodeId, Role } from '../../engine/api.ts';
import { type EventName, NO_EVENT, nextEvent } from '../../protolib/happened.ts';
import {
  type BoardMessage,
  type Durable,
  less,
  type MemberCtx,
  type Post,
  type Vector,
  type Volatile,
  vectorText,
} from './state.ts';

export const member: Role<Durable, Volatile, BoardMessage> = {
  durable: () => ({ V: {}, posts: [], answers: [], made: 0, event: NO_EVENT }),
  volatile: () => ({}),

  start: pace,

  timer(ctx) {
    ctx.durable.made += 1;
    tick(ctx, null);
    post(ctx, `${ctx.id.slice(0, 1).toLowerCase()}${ctx.durable.made}`);
    pace(ctx);
  },

  command(ctx, command) {
    const text = String(command.text ?? '');
    if (command.type === 'answer') {
      const to = String(command.to);
      if (ctx.durable.posts.some((p) => p.text === to)) {
        tick(ctx, null);
        post(ctx, text);
      } else ctx.durable.answers = [...ctx.durable.answers, { to, text }];
      return;
    }
    tick(ctx, null);
    if (command.type === 'post') post(ctx, text);
    else if (command.type === 'pass') pass(ctx, text, routeOf(ctx, String(command.route)));
    else ctx.note('acts', { vector: vectorText(ctx.durable.V, ids(ctx)) });
  },

  message(ctx, from, message) {
    const { V, n, text } = message;
    receive(ctx, V, { of: from, n });
    const vector = vectorText(ctx.durable.V, ids(ctx));
    ctx.note('receives', { text, from, vector });
    if (message.type === 'Pass') {
      if (message.route.length > 0) pass(ctx, text, message.route);
      return;
    }
    add(ctx, { author: from, text, V });
    const due = ctx.durable.answers.find(({ to }) => to === text);
    if (due === undefined) return;
    ctx.durable.answers = ctx.durable.answers.filter((a) => a !== due);
    // Reading and answering are one event.
    post(ctx, due.text);
  },

  status: () => 0,
  epoch: () => 0,
};

/** Every event counts in its own entry. */
function tick(ctx: MemberCtx, after: EventName | null): void {
  const { durable, env, id } = ctx;
  const own = env.variant('scalar') ? '*' : id;
  if (after === null || !env.variant('noTickOnReceive')) {
    ctx.rule('vectors.tick');
    durable.V = { ...durable.V, [own]: (durable.V[own] ?? 0) + 1 };
  }
  durable.event = nextEvent(durable.event, after);
}

/** On receipt: what the sender knew is known here too. */
function receive(ctx: MemberCtx, Vm: Vector, after: EventName): void {
  const { durable, env } = ctx;
  if (!env.variant('noMerge')) {
    ctx.rule('vectors.merge');
    const all: Record<NodeId, number> = { ...durable.V };
    for (const [id, n] of Object.entries(Vm)) if (n > (all[id] ?? 0)) all[id] = n;
    durable.V = all;
  }
  tick(ctx, after);
}

function post(ctx: MemberCtx, text: string): void {
  const { durable, id } = ctx;
  ctx.rule('vectors.send');
  ctx.note('posts', { text, vector: vectorText(durable.V, ids(ctx)) });
  add(ctx, { author: id, text, V: durable.V });
  for (const other of ids(ctx)) {
    if (other !== id) ctx.send(other, { type: 'Post', text, V: durable.V, n: durable.event.n });
  }
}

/** Puts a post on its own board, and says with which it is concurrent. */
function add(ctx: MemberCtx, added: Post): void {
  const { durable } = ctx;
  // Posts of one author are ordered, so one that is neither before nor after another is a second copy of it.
  const same = (p: Post) => p.author === added.author && !less(p.V, added.V) && !less(added.V, p.V);
  if (durable.posts.some(same)) return;
  ctx.rule('vectors.compare');
  for (const other of durable.posts) {
    if (other.author === added.author || less(other.V, added.V) || less(added.V, other.V)) continue;
    ctx.note('concurrent', { a: other.text, author: other.author, b: added.text, other: added.author });
  }
  durable.posts = [...durable.posts, added];
}

function pass(ctx: MemberCtx, text: string, route: readonly NodeId[]): void {
  const [to, ...rest] = route;
  if (to === undefined) return;
  const { V, event } = ctx.durable;
  ctx.rule('vectors.send');
  ctx.note('passes', { text, to, vector: vectorText(V, ids(ctx)) });
  ctx.send(to, { type: 'Pass', text, V, n: event.n, route: rest });
}

/** "B1 C1 A1": the members of a route, in order; names that nobody has are left out. */
function routeOf(ctx: MemberCtx, text: string): NodeId[] {
  return text.split(' ').filter((id) => ids(ctx).includes(id));
}

function ids({ env }: MemberCtx): NodeId[] {
  return env.nodes.map((node) => node.id);
}

function pace(ctx: MemberCtx): void {
  const { posts, pace: range } = ctx.env.params as { posts: number; pace: [number, number] };
  if (ctx.durable.made < posts) ctx.setTimer('pace', ctx.randomInt('pace', range[0], range[1]));
}
