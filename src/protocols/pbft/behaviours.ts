/**
 * Replicas that lie, each in its own way. A liar changes what its honest self was about to send; it signs in its own name and no other, so
 * the proofs of others stay what they are.
 */
import type { Behaviour, Json } from '../../engine/api.ts';
import { collude } from './collude.ts';
import { equivocate } from './equivocate.ts';
import { instead, type Liar, type Lie, once, resigned } from './liar.ts';
import { others } from './quorums.ts';
import { digestOf, NULL_DIGEST, signed } from './signed.ts';
import type { NewView, PbftMessage, PrePrepare, Prepare, Reply, Request, ViewChange } from './state.ts';

/** Hears everything and says nothing, to anybody or to one. */
const silent: Lie = {
  act(ctx) {
    const { to } = ctx.options;
    ctx.outbox = typeof to === 'string' ? ctx.outbox.filter((out) => out.to !== to) : [];
  },
};

/** Neither hears nor says anything. */
const crash: Lie = {
  hears: () => false,
  act(ctx) {
    ctx.outbox = [];
  },
};

/** Deaf to one client, and correct to all others. */
const ignoreClient: Lie = {
  hears: (ctx, occasion) =>
    occasion.type !== 'message' ||
    occasion.message.type !== 'Request' ||
    (occasion.message as Request).c !== ctx.options.client,
  act: () => undefined,
};

/** Says everything later than it should. */
const delay: Lie = {
  act(ctx) {
    const by = 1_000 * Number(ctx.options.by ?? 100);
    ctx.outbox = ctx.outbox.map((out) => ({ ...out, after: (out.after ?? 0) + by }));
  },
};

/**
 * Denies in its view-changes what it has prepared, or claims what it cannot prove; as a new primary it may also propose nothing of what others
 * prove.
 */
const lieInViewChange: Lie = {
  act(ctx) {
    const { lie, proposals } = ctx.options;
    instead(ctx, (m) => {
      if (m.type === 'ViewChange' && m.i === ctx.id) {
        if (lie === 'invents') return withInvention(ctx, m);
        return m.P.length > 0 ? withoutProofs(ctx, m) : null;
      }
      const begins = m.type === 'NewView' && m.v === ctx.durable.view && proposals === true;
      return begins ? withoutProposals(ctx, m) : null;
    });
  },
};

/** Claims that a null request was prepared as the next number: the votes it would take are not its to give. */
function withInvention(ctx: Liar, m: ViewChange): ViewChange {
  if (once(ctx, `view ${m.v}`)) ctx.note('inventsProof', { view: m.v });
  const what = { v: m.v - 1, n: m.n + 1, d: NULL_DIGEST };
  const prePrepare = signed<PrePrepare>(ctx, { type: 'PrePrepare', ...what, m: null });
  const prepares = others(ctx.env).map((i) => signed<Prepare>(ctx, { type: 'Prepare', ...what, i }));
  return resigned<ViewChange>(ctx, m, { P: [{ prePrepare, prepares }] });
}

function withoutProofs(ctx: Liar, m: ViewChange): ViewChange {
  if (once(ctx, `view ${m.v}`)) ctx.note('provesNothing', { view: m.v });
  return resigned<ViewChange>(ctx, m, { P: [] });
}

function withoutProposals(ctx: Liar, m: NewView): NewView {
  const O = m.O.map((p) => resigned<PrePrepare>(ctx, p, { d: NULL_DIGEST, m: null }));
  if (once(ctx, `new view ${m.v}`)) ctx.note('proposesNull', { view: m.v });
  return resigned<NewView>(ctx, m, { O });
}

/** How long a replayer rests between two old messages, µs: without it two of them would keep one another busy for ever. */
const REPLAY_REST = 20_000;
const REPLAY_KEPT = 24;

/** Sends everybody old messages of others again. They are genuine: it did not make them. */
const replay: Lie = {
  act(ctx, occasion) {
    const { heard, last } = (ctx.memory ?? { heard: [], last: 0 }) as unknown as Replayed;
    const now = ctx.monotonicClock();
    const [old] = heard;
    if (old !== undefined && now - last >= REPLAY_REST) {
      ctx.note('replays', { message: old.type, view: 'v' in old ? old.v : 0 });
      for (const id of others(ctx.env)) ctx.send(id, old);
      remember(ctx, { heard: [...heard.slice(1), old], last: now });
    } else if (occasion.type === 'message') {
      remember(ctx, { heard: [...heard, occasion.message as PbftMessage].slice(-REPLAY_KEPT), last });
    }
  },
};
interface Replayed {
  readonly heard: readonly PbftMessage[];
  readonly last: number;
}
function remember(ctx: Liar, memory: Replayed): void {
  ctx.memory = memory as unknown as Json;
}

/** Names another digest than that of the request it speaks of. */
const wrongDigest: Lie = {
  act(ctx) {
    instead(ctx, (m) => {
      if (m.type !== 'PrePrepare' && m.type !== 'Prepare' && m.type !== 'Commit') return null;
      if (once(ctx, `${m.v} ${m.n}`)) ctx.note('wrongDigest', { n: m.n, view: m.v });
      const d = digestOf({ type: 'Request', o: { f: 'read', key: m.d }, t: 0, c: ctx.id, sig: '' });
      return m.type === 'PrePrepare'
        ? resigned(ctx, m, { d })
        : m.type === 'Prepare'
          ? resigned(ctx, m, { d })
          : resigned(ctx, m, { d });
    });
  },
};

/** Gives requests, and what it says of them, a number far beyond the next. */
const wrongSequence: Lie = {
  act(ctx) {
    const by = Number(ctx.options.by ?? 1_000_000);
    instead(ctx, (m) => {
      if (m.type !== 'PrePrepare' && m.type !== 'Prepare' && m.type !== 'Commit') return null;
      const n = m.n + by;
      if (once(ctx, `${m.v} ${m.n}`)) ctx.note('wrongNumber', { n: m.n, said: n, view: m.v });
      return m.type === 'PrePrepare'
        ? resigned(ctx, m, { n })
        : m.type === 'Prepare'
          ? resigned(ctx, m, { n })
          : resigned(ctx, m, { n });
    });
  },
};

/** Executes what it is asked to, and tells the client another result. */
const replyLies: Lie = {
  act(ctx) {
    const r = Number(ctx.options.value ?? 666);
    instead(ctx, (m) => {
      if (m.type !== 'Reply') return null;
      ctx.note('liesToClient', { client: m.c, value: r });
      return resigned<Reply>(ctx, m, { r });
    });
  },
};

/** Sends whoever fetches its state another one. */
const wrongState: Lie = {
  act(ctx) {
    const r = Number(ctx.options.value ?? 666);
    instead(ctx, (m, to) => {
      if (m.type !== 'State') return null;
      ctx.note('falsifiesState', { replica: to, n: m.n });
      const service = m.snapshot.service.map(([key]) => [key, r] as const);
      return { ...m, snapshot: { ...m.snapshot, service } };
    });
  },
};

export const behaviours: Readonly<Record<string, Behaviour>> = {
  silent: silent as Behaviour,
  crash: crash as Behaviour,
  ignoreClient: ignoreClient as Behaviour,
  equivocate: equivocate as Behaviour,
  delay: delay as Behaviour,
  lieInViewChange: lieInViewChange as Behaviour,
  replay: replay as Behaviour,
  wrongDigest: wrongDigest as Behaviour,
  wrongSequence: wrongSequence as Behaviour,
  replyLies: replyLies as Behaviour,
  collude: collude as Behaviour,
  wrongState: wrongState as Behaviour,
};
