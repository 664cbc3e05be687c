/** SM(m): signed messages (Lamport, Shostak & Pease 1982, §4). What a loyal general signed cannot be altered, and anybody can check it. */
import type { Ctx, Env, Json, NodeId } from '../../engine/api.ts';
import { commanderOf, othersOf, traitorsBorne } from './rounds.ts';
import type { Chain, LieutenantCtx, Order, Refusal, Signed } from './state.ts';
import { listed } from './words.ts';

/** Refused orders that are remembered, for whoever looks. */
const REFUSED = 12;

/** The message with this general's signature behind the others. */
export function signedBy(ctx: Pick<Ctx, 'id' | 'sign'>, { v, signers, sigs }: Chain): Signed {
  const sig = ctx.sign(content(v, signers, sigs, ctx.id));
  return { type: 'Signed', v, signers: [...signers, ctx.id], sigs: [...sigs, sig] };
}

/** What a signer signs: the order, and all signatures before its own. */
function content(v: Order, before: readonly NodeId[], sigs: readonly string[], signer: NodeId): Json {
  return [v, ...before, signer, ...sigs];
}

/** Who did not sign what is said to be signed by it; null if every signature is its signer's. */
function forgedSigner(ctx: Pick<Ctx, 'verify'>, { v, signers, sigs }: Chain): NodeId | null {
  const k = signers.findIndex(
    (id, i) => !ctx.verify(id, content(v, signers.slice(0, i), sigs.slice(0, i), id), sigs[i] ?? ''),
  );
  return k < 0 ? null : (signers[k] as NodeId);
}

/** Whether these are signatures at all: the commander's first, then of lieutenants, nobody's twice. */
function isChain(env: Env, { v, signers, sigs }: Chain): boolean {
  const [first, ...rest] = signers;
  const known = env.ids('lieutenant');
  return (
    (v === 'attack' || v === 'retreat') &&
    first === commanderOf(env) &&
    signers.length === sigs.length &&
    rest.every((id, i) => known.includes(id) && rest.indexOf(id) === i)
  );
}

/**
 * (A) and (B) of the algorithm: a genuine order that is not in V yet is put there, and goes on with one more signature to whoever has not signed it.
 * An order with k signatures counts until round k is over; later, too few could pass it on.
 */
export function take(ctx: LieutenantCtx, from: NodeId, message: Signed): void {
  const { durable, env } = ctx;
  const { v, signers, sigs } = message;
  if (!isChain(env, message) || durable.V.some((known) => known.v === v)) return;
  const past = durable.round > signers.length;
  // Where there is a round too few, an order can bear as many signatures as it should and find the rounds over.
  if (durable.over || (past && !env.variant('lateOrders'))) {
    ctx.rule('sm.late');
    refuse(ctx, { v, signers, from, why: 'late', signer: null });
    if (past)
      ctx.note('refusesLate', { from, v, count: signaturesText(signers.length), round: durable.round });
    else ctx.note('tooLate', { from, said: `${listed(signers)} signed`, v });
    return;
  }
  const forger = env.variant('noSignatureCheck') ? null : forgedSigner(ctx, message);
  if (forger !== null) {
    ctx.rule('sm.verify');
    refuse(ctx, { v, signers, from, why: 'forged', signer: forger });
    ctx.note('refusesForged', { from, v, signer: forger });
    return;
  }
  ctx.rule(durable.V.length === 0 ? 'sm.first' : 'sm.add');
  durable.V = [...durable.V, { v, signers, sigs }];
  if (durable.V.length === 1) ctx.note('takesOrder', { v, signers: signers.join(', ') });
  else ctx.note('twoOrders', { v, signers: signers.join(', '), commander: commanderOf(env) });
  const k = signers.length - 1;
  if (k >= traitorsBorne(env)) return;
  const rest = othersOf(env, ctx.id, signers);
  if (rest.length > 0) ctx.rule('sm.relay');
  for (const j of rest) ctx.send(j, signedBy(ctx, { v, signers, sigs }));
}

function refuse({ durable }: LieutenantCtx, refusal: Refusal): void {
  durable.refused = [...durable.refused, refusal].slice(-REFUSED);
}

function signaturesText(n: number): string {
  return n === 1 ? 'one signature' : `${n} signatures`;
}

/** choice(V): its one order; RETREAT where there is none, or more than one. */
export function choice(V: readonly Chain[]): Order {
  const [only] = V;
  return only !== undefined && V.length === 1 ? only.v : 'retreat';
}
