/**
 * Traitors. Each does as a loyal general would, at the same times, and says other words. It signs in its own name only: what it makes of a signed order
 * of somebody else, others see through.
 */
import type { Behaviour, ByzantineCtx, NodeId, Outgoing } from '../../engine/api.ts';
import { type Rule, rulesOfBehaviour, type Word, wordFor } from './meta/script.ts';
import { signedBy } from './signed.ts';
import type { GeneralsMessage, Order } from './state.ts';
import { listed, opposite } from './words.ts';

type Traitor = ByzantineCtx;

/** One word that was said otherwise. */
interface Lie {
  readonly to: NodeId;
  readonly said: string;
}

/** Speaks by a list of rules. */
function speaks(behaviour: string): Behaviour {
  return {
    act(ctx) {
      const rules = rulesOfBehaviour(behaviour, ctx.options) ?? [];
      if (ctx.outbox.length > 0) say(ctx, rules);
    },
  };
}

function say(ctx: Traitor, rules: readonly Rule[]): void {
  const lies: Lie[] = [];
  const total = ctx.outbox.length;
  ctx.outbox = ctx.outbox.flatMap((out): readonly Outgoing[] => {
    const message = out.message as GeneralsMessage;
    const orders = ordersFor(ctx, wordFor(rules, aboutOf(message), out.to), message.v);
    if (orders.length === 1 && orders[0] === message.v) return [out];
    lies.push({ to: out.to, said: orders.join(' and ') || 'nothing' });
    return orders.map((v) => ({ ...out, message: saying(ctx, message, v) }));
  });
  if (lies.length === 0) return;
  if (total > ctx.env.nodes.length) ctx.note('liesOften', { lies: lies.length, words: total });
  else ctx.note('lies', { what: liesText(lies) });
}

/** Of what a message speaks: by word of mouth, the path over which the word came. */
export function aboutOf(message: GeneralsMessage): string {
  return message.type === 'Oral' ? message.path.slice(0, -1).join('.') : message.v;
}

function ordersFor(ctx: Traitor, word: Word, v: Order): readonly Order[] {
  switch (word) {
    case 'truth':
      return [v];
    case 'lie':
      return [opposite(v)];
    case 'nothing':
      return [];
    case 'both':
      return [v, opposite(v)];
    case 'any':
      return [ctx.randomInt('word', 0, 1) === 0 ? 'attack' : 'retreat'];
    default:
      return [word];
  }
}

/** The message with another order. A signature of its own it can make anew, those before it stay what they are. */
function saying(ctx: Traitor, message: GeneralsMessage, v: Order): GeneralsMessage {
  if (message.v === v) return message;
  if (message.type === 'Oral') return { ...message, v };
  return signedBy(ctx, { v, signers: message.signers.slice(0, -1), sigs: message.sigs.slice(0, -1) });
}

/** "retreat to L1 and L2, nothing to L3" */
function liesText(lies: readonly Lie[]): string {
  const said = [...new Set(lies.map((lie) => lie.said))];
  return said
    .map((what) => `${what} to ${listed(lies.filter((lie) => lie.said === what).map(({ to }) => to))}`)
    .join('; ');
}

/** A commander that signs a second order for one lieutenant, when it is nearly too late. */
const secondOrder: Behaviour = {
  act(ctx) {
    const own = ctx.outbox.find((out) => out.to === ctx.options.to);
    if (own === undefined) return;
    const v = opposite((own.message as GeneralsMessage).v);
    const after = 1_000 * Number(ctx.options.late ?? 0);
    const message = saying(ctx, own.message as GeneralsMessage, v);
    ctx.outbox = [...ctx.outbox, { to: own.to, message, after }];
    ctx.note('lies', { what: `${v} to ${own.to}, later` });
  },
};

/** Says everything, as it should be, and late. */
const late: Behaviour = {
  act(ctx) {
    if (ctx.outbox.length === 0) return;
    const by = 1_000 * Number(ctx.options.by ?? 0);
    ctx.outbox = ctx.outbox.map((out) => ({ ...out, after: (out.after ?? 0) + by }));
    ctx.note('dawdles', { by: `${Number(ctx.options.by ?? 0)} ms` });
  },
};

const SPOKEN = [
  'splits',
  'commanderSays',
  'commanderSilent',
  'commanderRandom',
  'flips',
  'says',
  'silent',
  'random',
];

export const behaviours: Readonly<Record<string, Behaviour>> = {
  ...Object.fromEntries(SPOKEN.map((id) => [id, speaks(id)])),
  secondOrder,
  late,
};
