/** What a puppet can do: its acts, its state and its handlers. */
import { append, empty, type List, toArray, truncate } from '../base/list.ts';
import type { Behaviour, ByzantineCtx, Ctx, Json, Message, NodeId, Outgoing, Role } from '../engine/api.ts';

/** A word or timer may have up to three acts that follow: done by whoever hears it, or when it expires. */
export type Act =
  | readonly ['send' | 'early', to: NodeId, word: string, then?: Act, and?: Act, last?: Act]
  | readonly ['set', timer: 'a' | 'b', delay: number, then?: Act, and?: Act, last?: Act]
  | readonly ['clear', timer: 'a' | 'b']
  | readonly ['keep' | 'forget' | 'note' | 'rule' | 'throw' | 'invoke', word: string]
  | readonly ['complete', operation: number, outcome: 'ok' | 'fail' | 'info']
  /** Says what it has, or what a clock shows. */
  | readonly ['clocks' | 'says']
  /** Assigns a durable field. */
  | readonly ['put', field: 'term' | 'vote' | 'name', value: Json]
  /** Its durable list grows by an element, or keeps the first few. */
  | readonly ['append', word: string]
  | readonly ['cut', length: number]
  /** Sends a signed word; whoever hears it says whether it holds. As `signer` and for `other`: what it claims, rightly or not. */
  | readonly ['vouch', to: NodeId, data: Json, signer?: NodeId, other?: Json]
  | readonly ['draw', purpose: string];

export interface Durable {
  kept: readonly string[];
  term: number;
  vote: string | null;
  name: string;
  log: List<{ readonly word: string }>;
}
export interface Volatile {
  words: readonly string[];
  onTimer: Readonly<Record<string, readonly Act[]>>;
}
export interface Word extends Message {
  readonly type: 'word';
  readonly word: string;
  readonly next: readonly Json[];
}
interface Claim extends Word {
  readonly signer: NodeId;
  readonly data: Json;
  readonly signature: string;
}
type C = Ctx<Durable, Volatile>;

export function perform(ctx: C, acts: readonly Act[]): void {
  for (const act of acts) perform1(ctx, act);
}

function perform1(ctx: C, act: Act): void {
  const { durable, volatile } = ctx;
  const say = (what: string) => ctx.note('says', { what });
  switch (act[0]) {
    case 'send':
    case 'early': {
      const [how, to, word, ...then] = act;
      const next = then as unknown as Json[];
      ctx.send(to, { type: 'word', word, next }, how === 'early' ? { beforeSync: true } : undefined);
      return;
    }
    case 'set': {
      const [, timer, delay, ...then] = act;
      ctx.setTimer(timer, delay);
      volatile.onTimer = { ...volatile.onTimer, [timer]: then as Act[] };
      return;
    }
    case 'clear':
      ctx.clearTimer(act[1]);
      return;
    case 'keep':
      durable.kept = [...durable.kept, act[1]];
      return;
    case 'put':
      (durable as unknown as Record<string, Json>)[act[1]] = act[2];
      return;
    case 'append':
      durable.log = append(durable.log, { word: act[1] });
      return;
    case 'cut':
      durable.log = truncate(durable.log, act[1]);
      return;
    case 'forget':
      volatile.words = [...volatile.words, act[1]];
      return;
    case 'note':
      say(act[1]);
      return;
    case 'says':
      say(told(durable));
      return;
    case 'rule':
      ctx.rule(act[1]);
      return;
    case 'throw':
      throw new Error(act[1]);
    case 'invoke':
      ctx.invoke({ f: act[1] });
      return;
    case 'complete':
      ctx.complete(act[1], act[2]);
      return;
    case 'clocks':
      say(`wall ${ctx.wallClock()}, monotonic ${ctx.monotonicClock()}`);
      return;
    case 'vouch': {
      const [, to, data, signer = ctx.id, other = data] = act;
      const claim: Claim = {
        type: 'word',
        word: 'claim',
        next: [],
        signer,
        data: other,
        signature: ctx.sign(data),
      };
      ctx.send(to, claim);
      return;
    }
    case 'draw':
      say(`${act[1]} ${ctx.randomInt(act[1], 0, 999_999)}`);
      return;
  }
}

function hear(ctx: C, message: Word): void {
  if ('signature' in message) {
    const { signer, data, signature } = message as Claim;
    const what = ctx.verify(signer, data, signature) ? 'signed' : 'never signed';
    ctx.note('says', { what: `${signer} ${what} ${JSON.stringify(data)}` });
  }
  perform(ctx, message.next as unknown as readonly Act[]);
}

/** Durable state in words; what is as at the beginning is left out. */
function told({ kept, term, vote, name, log }: Durable): string {
  const parts = [...kept];
  if (term !== 0) parts.push(`term=${term}`);
  if (vote !== null) parts.push(`vote=${vote}`);
  if (name !== '') parts.push(`name=${name}`);
  if (log.length > 0) parts.push(`log=${toArray(log).map((e) => e?.word ?? '?')}`);
  return parts.join(' ') || 'nothing';
}

export const puppetRole: Role<Durable, Volatile, Word> = {
  durable: () => ({ kept: [], term: 0, vote: null, name: '', log: empty() }),
  volatile: () => ({ words: [], onTimer: {} }),
  start(ctx) {
    if (ctx.restarted) ctx.note('says', { what: `back with ${told(ctx.durable)}` });
  },
  message: (ctx, _from, message) => hear(ctx, message),
  timer: (ctx, name) => perform(ctx, ctx.volatile.onTimer[name] ?? []),
  command: (ctx, command) => perform(ctx, command.acts as unknown as readonly Act[]),
  status: (_d, v) => (v.words.length > 0 ? 1 : 0),
  epoch: (d) => d.kept.length,
};

/** One who makes something of a disk it cannot read: it fills the holes of its log, and keeps in its name what was lost. */
export const keeperRole: Role<Durable, Volatile, Word> = {
  ...puppetRole,
  recover: (_env, found, unreadable) => ({
    ...found,
    name: `lost ${unreadable.map(({ field, index }) => (index === null ? field : `${field}${index}`)).join(' ')}`,
  }),
};

/** One who writes as it boots. */
export const diaristRole: Role<Durable, Volatile, Word> = {
  ...puppetRole,
  start(ctx) {
    puppetRole.start?.(ctx);
    ctx.durable.kept = [...ctx.durable.kept, 'boot'];
    ctx.volatile.words = ['awake'];
  },
};

/**
 * A liar by script. `deaf`: the honest puppet hears nothing. `echo`: what it was about to send goes to this node as well. `late`: what
 * it sends goes so much later. `mute`: it sends nothing. `acts`: what it does besides. `counts`: it says how often it has lied.
 */
export const liar: Behaviour<Durable, Volatile> = {
  hears: (ctx) => ctx.options.deaf !== true,
  act(ctx: ByzantineCtx<Durable, Volatile>, occasion) {
    const { echo, late, mute, acts, counts } = ctx.options as {
      readonly echo?: NodeId;
      readonly late?: number;
      readonly mute?: boolean;
      readonly acts?: readonly Act[];
      readonly counts?: boolean;
    };
    if (mute) ctx.outbox = [];
    if (echo !== undefined)
      ctx.outbox = [...ctx.outbox, ...ctx.outbox.map((o): Outgoing => ({ ...o, to: echo }))];
    if (late !== undefined) ctx.outbox = ctx.outbox.map((o): Outgoing => ({ ...o, after: late }));
    if (acts !== undefined && occasion.type === 'message') perform(ctx, acts);
    if (counts) {
      ctx.memory = ((ctx.memory as number | null) ?? 0) + 1;
      ctx.note('says', { what: `lie ${ctx.memory} (${occasion.type})` });
    }
  },
};
