import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../base/json.ts';
import { type Act, act, play } from '../testkit/toy-puppet.ts';
import { describeWorld } from './inspector.ts';
import type { Input } from './runspec.ts';
import { Signatures } from './signatures.ts';
import { fault, words } from './stories.test-data.ts';

const lies = (start: number, options: JsonObject = {}, until?: number): Input =>
  fault(start, {
    type: 'byzantine',
    node: 'P1',
    behaviour: 'liar',
    options,
    ...(until === undefined ? {} : { until }),
  });
const ask = (sent: number, ...then: Act[]) =>
  act(sent, 'P2', ['send', 'P1', `${sent}`, ...then] as unknown as Act);

describe('signatures', () => {
  const says = (...acts: Act[]) => words(play([act(10, 'P1', ...acts)]), ': ');

  test('the signer’s on exactly this', () => {
    expect(says(['vouch', 'P2', { x: 1, y: [2] }])).toEqual(['20 P2: P1 signed {"x":1,"y":[2]}']);
    expect(says(['vouch', 'P2', 'plain'])).toEqual(['20 P2: P1 signed "plain"']);
  });

  test('are nobody else’s, and fit no other content', () => {
    expect(says(['vouch', 'P2', { x: 1 }, 'P3'])).toEqual(['20 P2: P3 never signed {"x":1}']);
    for (const other of [{ x: 2 }, { y: 1 }, { x: '1' }, { x: 1, y: 1 }, { x: [1] }, [1], 1, null, 'x']) {
      expect(says(['vouch', 'P2', { x: 1 }, 'P1', other])[0]).toContain('never signed');
    }
  });

  test('a liar cannot sign as anybody else', () => {
    const run = play([lies(0, { acts: [['vouch', 'P2', 'stolen', 'P3']] }), ask(10)]);
    expect(words(run, 'P2: ')).toEqual(['30 P2: P3 never signed "stolen"']);
  });

  test('do not depend on the order of fields, at any depth', () => {
    expect(
      says(['vouch', 'P2', { a: 1, b: { c: 2, d: 3 } }, 'P1', { b: { d: 3, c: 2 }, a: 1 }])[0],
    ).toContain('P1 signed');
    // But on that of elements.
    expect(says(['vouch', 'P2', [1, 2], 'P1', [2, 1]])[0]).toContain('never signed');
  });

  test('of a message damaged on the way do not fit', () => {
    const inputs = [
      fault(0, { type: 'corrupt', from: 'P1', to: 'P2' }),
      act(10, 'P1', ['vouch', 'P2', { amount: 64, other: 32 }]),
    ];
    for (let seed = 0; seed < 20; seed++) {
      const run = play(inputs, { params: { checksums: false }, seed });
      const heard = words(run, 'P2: ');
      // Unless the flipped bit was in what is not signed.
      if (heard[0] === '20 P2: P1 signed {"amount":64,"other":32}') continue;
      expect(heard.length === 0 || heard[0]?.includes('never signed')).toBe(true);
    }
  });

  test('are 16 hex digits, the same in every run of a seed and others with another', () => {
    const sign = (seed: number, signer: string, data: unknown) => new Signatures(seed).of(signer, data);
    expect(sign(1, 'P1', { x: 1 })).toMatch(/^[0-9a-f]{16}$/);
    expect(sign(1, 'P1', { x: 1 })).toBe(sign(1, 'P1', { x: 1 }));
    const all = [1, 2, 2 ** 40].flatMap((seed) =>
      ['P1', 'P2'].flatMap((signer) =>
        [{}, [], '', 0, '0', null, false, { x: 0 }, { x: null }, [[]], [{}]].map((d) =>
          sign(seed, signer, d),
        ),
      ),
    );
    expect(new Set(all).size).toBe(66);
  });

  test('hold wherever the run is looked at from', () => {
    const inputs = [
      act(10, 'P1', ['set', 'a', 300, ['vouch', 'P2', { x: 1 }]]),
      ...Array.from({ length: 30 }, (_, i) => act(20 + i, 'P3', ['send', 'P2', 'noise'])),
    ];
    const run = play(inputs, {}, { keyframeRows: 8 });
    const end = run.last();
    for (let step = run.trace.steps - 2; step > 0; step -= 9) {
      run.world(step);
      const world = run.simulation.at(step);
      while (world.step < run.trace.steps && world.advance());
      expect(describeWorld(world, run.trace.steps - 1)).toEqual(end);
      expect(world.hash.hex()).toBe(run.trace.hash);
    }
    expect(words(run, 'P2: ')).toEqual(['320 P2: P1 signed {"x":1}']);
  });
});
