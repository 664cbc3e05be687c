/** One lieutenant with nobody around it: what it takes, and what it does not. */
import { describe, expect, it } from 'vitest';
import type { Env, JsonObject, Message } from '../../engine/api.ts';
import { Signatures } from '../../engine/signatures.ts';
import { toObject } from '../../protolib/map.ts';
import { lieutenant } from './lieutenant.ts';
import { meta } from './meta.ts';
import { signedBy } from './signed.ts';
import type { LieutenantCtx, LieutenantDurable, Order, Signed } from './state.ts';

const signatures = new Signatures(1);
const lieutenants = ['L1', 'L2', 'L3', 'L4'];

/** L1 among five generals, in round 1. */
function lone(params: JsonObject) {
  const env: Env = {
    self: { id: 'L1', role: 'lieutenant', index: 1 },
    nodes: ['C1', ...lieutenants].map((id, index) => ({
      id,
      role: id === 'C1' ? 'commander' : 'lieutenant',
      index,
    })),
    ids: (role) => (role === 'commander' ? ['C1'] : lieutenants),
    params: { ...Object.fromEntries(meta.params.map((p) => [p.id, p.default])), ...params },
    variant: () => false,
  };
  const durable = lieutenant.durable(env) as LieutenantDurable;
  const sent: { to: string; message: Message }[] = [];
  const ctx = {
    env,
    id: 'L1',
    durable,
    volatile: {},
    send: (to: string, message: Message) => void sent.push({ to, message }),
    setTimer: () => undefined,
    monotonicClock: () => 0,
    sign: (data: never) => signatures.of('L1', data),
    verify: (signer: string, data: never, signature: string) => signature === signatures.of(signer, data),
    rule: () => undefined,
    note: () => undefined,
  } as unknown as LieutenantCtx;
  lieutenant.timer?.(ctx, 'round');
  return { ctx, durable, sent, ends: () => lieutenant.timer?.(ctx, 'round') };
}

const says = (one: ReturnType<typeof lone>, from: string, path: string[], v = 'attack') =>
  lieutenant.message(one.ctx, from, { type: 'Oral', path, v: v as Order });

/** An order with the signatures of these, each its own. */
function order(v: Order, ...signers: string[]): Signed {
  return signers.reduce<Signed>(
    (chain, id) => signedBy({ id, sign: (data) => signatures.of(id, data) }, chain),
    { type: 'Signed', v, signers: [], sigs: [] },
  );
}

describe('by word of mouth', () => {
  const refused: readonly (readonly [string, string, string[], string])[] = [
    ['in the name of another', 'L3', ['C1', 'L2'], 'attack'],
    ['that does not begin with the commander', 'L2', ['L3', 'L2'], 'attack'],
    ['over itself', 'L2', ['C1', 'L1', 'L2'], 'attack'],
    ['over somebody twice', 'L2', ['C1', 'L2', 'L2'], 'attack'],
    ['over nobody that is known', 'L9', ['C1', 'L9'], 'attack'],
    ['over the commander twice', 'C1', ['C1', 'C1'], 'attack'],
    ['of more rounds than there are', 'L4', ['C1', 'L2', 'L3', 'L4'], 'attack'],
    ['that is no order', 'L2', ['C1', 'L2'], 'maybe'],
    ['of nobody', 'L2', [], 'attack'],
  ];
  it.each(refused)('a word %s is none', (_what, from, path, v) => {
    const one = lone({ m: '2' });
    says(one, from, path, v);
    expect(toObject(one.durable.heard)).toEqual({});
  });

  it('of two words by one path the first counts, and one that comes after its round does not', () => {
    const one = lone({ m: '2' });
    says(one, 'C1', ['C1']);
    says(one, 'C1', ['C1'], 'retreat');
    // Its sender’s clock may run ahead.
    says(one, 'L2', ['C1', 'L2'], 'retreat');
    one.ends();
    one.ends();
    says(one, 'L3', ['C1', 'L3']);
    says(one, 'L4', ['C1', 'L3', 'L4']);
    expect(toObject(one.durable.heard)).toEqual({
      C1: 'attack',
      'C1.L2': 'retreat',
      'C1.L3.L4': 'attack',
    });
  });

  it('passes each word of a round on to those that are not on its way, RETREAT where none came', () => {
    const one = lone({ m: '2' });
    says(one, 'C1', ['C1']);
    one.ends();
    expect(one.sent.map(({ to, message }) => `${to} ${message.path} ${message.v}`)).toEqual(
      ['L2', 'L3', 'L4'].map((to) => `${to} C1,L1 attack`),
    );
    one.sent.length = 0;
    says(one, 'L2', ['C1', 'L2'], 'attack');
    one.ends();
    const told = one.sent.map(({ to, message }) => `${to} ${message.path} ${message.v}`);
    expect(told).toEqual([
      'L3 C1,L2,L1 attack',
      'L4 C1,L2,L1 attack',
      'L2 C1,L3,L1 retreat',
      'L4 C1,L3,L1 retreat',
      'L2 C1,L4,L1 retreat',
      'L3 C1,L4,L1 retreat',
    ]);
  });
});

describe('with signatures', () => {
  const hears = (message: Signed, rounds = 0) => {
    const one = lone({ algorithm: 'SM', m: '2' });
    for (let r = 0; r < rounds; r++) one.ends();
    lieutenant.message(one.ctx, message.signers.at(-1) ?? 'C1', message);
    return one;
  };
  const retreat = order('retreat', 'C1', 'L2');
  const refused: readonly (readonly [string, Signed, number])[] = [
    ['that the commander did not sign', order('attack', 'L2'), 0],
    ['signed by one twice', order('attack', 'C1', 'L2', 'L2'), 0],
    ['changed after it was signed', { ...order('attack', 'C1', 'L2'), v: 'retreat' }, 0],
    [
      'with a signature that is missing',
      { ...order('attack', 'C1', 'L2'), sigs: order('attack', 'C1').sigs },
      0,
    ],
    ['with one too many', { ...order('attack', 'C1'), sigs: [...order('attack', 'C1').sigs, 'more'] }, 0],
    ['with the signatures of another order', { ...retreat, v: 'attack' }, 0],
    ['signed in another order', { ...retreat, signers: ['C1', 'L3'] }, 0],
    ['with one signature in round 2', order('attack', 'C1'), 1],
    ['with two signatures in round 3', retreat, 2],
    ['with four when three rounds are over', order('retreat', 'C1', 'L2', 'L3', 'L4'), 3],
  ];
  it.each(refused)('an order %s is none', (_what, message, rounds) => {
    expect(hears(message, rounds).durable.V).toEqual([]);
  });

  it('one of k signatures counts until round k is over, and is passed on with one more while k ≤ m', () => {
    const to = (message: Signed, rounds = 0) => hears(message, rounds).sent.map((sent) => sent.to);
    expect(to(order('attack', 'C1'))).toEqual(['L2', 'L3', 'L4']);
    expect(to(retreat, 1)).toEqual(['L3', 'L4']);
    expect(to(order('attack', 'C1', 'L2', 'L3'), 2)).toEqual([]);
    expect(hears(order('attack', 'C1', 'L2', 'L3'), 2).durable.V).toHaveLength(1);
    const [passed] = hears(retreat).sent;
    expect(passed?.message).toEqual(order('retreat', 'C1', 'L2', 'L1'));
  });

  it('the same order again changes nothing, another is added', () => {
    const one = hears(order('attack', 'C1'));
    lieutenant.message(one.ctx, 'L2', order('attack', 'C1', 'L2'));
    expect(one.durable.V).toHaveLength(1);
    lieutenant.message(one.ctx, 'L2', retreat);
    expect(one.durable.V.map(({ v }) => v)).toEqual(['attack', 'retreat']);
  });
});
