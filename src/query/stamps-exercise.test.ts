import { describe, expect, it } from 'vitest';
import type { CommandInput } from '../engine/runspec.ts';
import { protocol } from '../protocols/diagram/protocol.ts';
import { simulate } from '../testkit/simulate.ts';
import { compareStamps, type Stamp, stampsOf } from './stamps.ts';
import { APART, randomDrawing } from './stamps-drawing.ts';
import { askedOf, chainBetween, judgeOrder, judgeStamp, pairToAsk } from './stamps-exercise.ts';

const SHAPE = { lanes: 3, strokes: 8, until: 100_000 };
const IDS = ['P1', 'P2', 'P3'];

function inputsOf(seed: number): CommandInput[] {
  return randomDrawing(seed, SHAPE).map(({ at, lane, to, after }) => ({
    at,
    node: `P${lane + 1}`,
    command:
      to === undefined ? { type: 'local' } : { type: 'send', to: `P${to + 1}`, after: after as number },
  }));
}
function askedIn(inputs: readonly CommandInput[]) {
  const { trace } = simulate(protocol, { inputs, until: SHAPE.until });
  return askedOf(
    trace,
    stampsOf(trace, (_, t) => t),
  );
}
const text = (kind: 'lamport' | 'vector' | 'hlc', { lamport, vector, hlc }: Stamp) =>
  kind === 'lamport'
    ? `${lamport}`
    : kind === 'vector'
      ? `[${vector.join(', ')}]`
      : `(${hlc.l / 1000}, ${hlc.c})`;

describe('a drawing at random', () => {
  it('is the same for the same seed, within its time, leaves no lane out, and no two events of a lane touch', () => {
    let messages = 0;
    for (let seed = 0; seed < 200; seed++) {
      const drawn = randomDrawing(seed, SHAPE);
      expect(drawn).toEqual(randomDrawing(seed, SHAPE));
      expect(new Set(drawn.flatMap(({ lane, to }) => [lane, ...(to === undefined ? [] : [to])])).size).toBe(
        3,
      );
      const at = drawn.flatMap(({ at, lane, to, after = 0 }) => [
        { lane, time: at },
        ...(to === undefined ? [] : [{ lane: to, time: at + after }]),
      ]);
      for (const [i, a] of at.entries()) {
        expect(a.time).toBeGreaterThan(0);
        expect(a.time).toBeLessThan(SHAPE.until);
        for (const b of at.slice(i + 1))
          if (a.lane === b.lane) expect(Math.abs(a.time - b.time)).toBeGreaterThanOrEqual(APART);
      }
      for (const { to, after, lane } of drawn) {
        if (to === undefined) continue;
        messages++;
        expect(to).not.toBe(lane);
        expect(after).toBeGreaterThanOrEqual(APART);
      }
    }
    expect(messages).toBeGreaterThan(500);
  });
});

describe('stamps filled in', () => {
  it('the run’s own are right, every other number is wrong and gets the rule of its kind of event', () => {
    const rules = new Set<string>();
    for (let seed = 1; seed <= 15; seed++) {
      for (const asked of askedIn(inputsOf(seed))) {
        for (const kind of ['lamport', 'vector', 'hlc'] as const) {
          const right = text(kind, asked.stamp);
          expect(judgeStamp(kind, asked, right, IDS)).toEqual({ right: true });
          const wrong = right.replace(/\d+(?=\D*$)/, (n) => String(Number(n) + 1));
          const verdict = judgeStamp(kind, asked, wrong, IDS);
          expect(verdict.right).toBe(false);
          if (!verdict.right) rules.add(`${kind}: ${verdict.why.split(/[ :]/).slice(0, 3).join(' ')}`);
        }
      }
    }
    expect([...rules].sort()).toEqual([
      'hlc: Nobody had this',
      'lamport: A receive takes',
      'lamport: An event adds',
      'vector: A receive takes',
      'vector: Nothing is received',
      'vector: The entry of',
    ]);
  });
  it('a receive is told what it takes the greater of', () => {
    const inputs = [
      { at: 10_000, node: 'P1', command: { type: 'local' } },
      { at: 20_000, node: 'P1', command: { type: 'send', to: 'P2', after: 20_000 } },
    ];
    const receive = askedIn(inputs).at(-1);
    if (receive === undefined) throw new Error('nothing is received');
    expect(judgeStamp('lamport', receive, '2', IDS)).toEqual({
      right: false,
      why: 'A receive takes max(own, message’s) + 1: here max(0, 2) + 1.',
    });
    expect(judgeStamp('vector', receive, '2 0 0', IDS)).toEqual({
      right: false,
      why: 'The entry of P2 is its own: every event adds 1 to it, receives too, here to 0.',
    });
    expect(judgeStamp('hlc', receive, '30 0', IDS)).toEqual({
      right: false,
      why: 'l is the greatest of the message’s l, the l before on the lane and the wall clock: here of 0, 20, 40.',
    });
  });
  it('what is no stamp is told what one looks like, and nothing is executed', () => {
    const [first] = askedIn(inputsOf(1));
    if (first === undefined) throw new Error('nothing is drawn');
    expect(judgeStamp('lamport', first, 'one', IDS)).toEqual({
      right: false,
      why: 'A Lamport stamp is one whole number.',
    });
    expect(judgeStamp('vector', first, '1 0', IDS)).toEqual({
      right: false,
      why: 'A vector has 3 numbers, one for each of P1, P2, P3.',
    });
    expect(judgeStamp('hlc', first, '1e9', IDS).right).toBe(false);
  });
});

describe('before, after or concurrent', () => {
  it('asks about two different events, all three answers come up, and only the true one is right', () => {
    const seen = new Map<string, number>();
    for (let seed = 1; seed <= 60; seed++) {
      const asked = askedIn(inputsOf(1 + (seed % 5)));
      const pair = pairToAsk(seed, asked);
      if (pair === null) throw new Error('no pair');
      const [a, b] = pair;
      const truth = compareStamps(a.stamp, b.stamp);
      expect(truth).not.toBe('same');
      const chain = chainBetween(asked, a, b);
      const ends = truth === 'before' ? [a, b] : [b, a];
      if (truth === 'concurrent') expect(chain).toEqual([]);
      else expect([chain[0], chain.at(-1)]).toEqual(ends.map((e) => e.stamp.step));
      // Every link is a message or a stay.
      for (const [i, step] of chain.slice(1).entries()) {
        const event = asked.find((e) => e.stamp.step === step);
        expect([event?.from?.step, event?.before?.step]).toContain(chain[i]);
      }
      seen.set(truth, (seen.get(truth) ?? 0) + 1);
      for (const order of ['before', 'after', 'concurrent'] as const) {
        const verdict = judgeOrder(pair, order, ['x', 'y'], IDS);
        expect(verdict.right).toBe(order === truth);
        const words = {
          before: 'x happened before y',
          after: 'y happened before x',
          concurrent: 'concurrent',
          same: '',
        };
        expect(verdict.why).toContain(words[truth]);
      }
    }
    for (const order of ['before', 'after', 'concurrent']) expect(seen.get(order)).toBeGreaterThan(8);
  });
  it('asks nothing where there are no two events', () => {
    expect(pairToAsk(1, askedIn([]))).toBeNull();
    expect(pairToAsk(1, askedIn(inputsOf(1).slice(0, 0)))).toBeNull();
  });
});
