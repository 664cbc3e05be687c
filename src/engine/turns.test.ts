/** When a node comes to what reaches it, under crashes, freezes, slowness, bent clocks and disks of all kinds at once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entangled } from '../testkit/entangle.ts';
import { type Act, act, play } from '../testkit/toy-puppet.ts';
import type { Fault, Input } from './runspec.ts';
import { type Given, type Item, OneNode } from './turns.test-data.ts';

const until = 60;
/** One that writes as it boots. */
const node = 'D1';

/** What the puppet does that is given this item. */
function actsOf({ word, does, delay }: Item): Act[] {
  const say: Act = ['note', word];
  const x = `x${word}`;
  switch (does) {
    case 'nothing':
      return [say];
    case 'writes':
      return [['keep', word], say];
    case 'throws':
      return [['throw', word]];
    case 'clears':
      return [['clear', 'a'], say];
    case 'sets':
      return [
        delay % 2 === 1 ? ['set', 'a', delay, ['keep', x], ['note', x]] : ['set', 'a', delay, ['note', x]],
        say,
      ];
  }
}

const inputOf = (given: Given): Input => {
  if ('fault' in given) return given;
  if ('fire' in given) return { at: given.at, fire: { node, timer: 'a' } };
  return act(given.at, node, ...actsOf(given.item));
};

const at = fc.nat(until);
const items: fc.Arbitrary<Given> = fc
  .record({
    at,
    does: fc.constantFrom('nothing', 'nothing', 'writes', 'writes', 'throws', 'sets', 'sets', 'clears'),
    delay: fc.nat(25),
  })
  .map((one) => ({ at: one.at, item: { word: '', does: one.does as Item['does'], delay: one.delay } }));
const fires: fc.Arbitrary<Given> = at.map((time) => ({ at: time, fire: true }));
const faults: fc.Arbitrary<Given> = fc
  .record({
    at,
    fault: fc.oneof(
      fc.constantFrom({ type: 'crash' }, { type: 'amnesia' }, { type: 'pause' }, { type: 'diskFull' }),
      fc.constant({ type: 'pause' }),
      fc.nat(20).map((each) => ({ type: 'slow', each: [each, each] })),
      fc.nat(20).map((by) => ({ type: 'slowFsync', by: [by, by] })),
      fc.integer({ min: -900_000, max: 1_500_000 }).map((driftPpm) => ({ type: 'clock', driftPpm })),
      fc.constant({ type: 'clock', stop: true }),
    ),
    length: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null, freq: 6 }),
  })
  .map(({ at: time, fault, length }) => {
    const end = length === null ? {} : { until: time + length };
    return { at: time, fault: { ...fault, node, ...end } as Fault };
  });

const lists = entangled(
  fc.array(fc.oneof({ weight: 3, arbitrary: items }, fires, { weight: 3, arbitrary: faults }), {
    maxLength: 14,
    size: 'max',
  }) as unknown as fc.Arbitrary<Input[]>,
  { nodes: [node], until },
) as unknown as fc.Arbitrary<Given[]>;

/** It is slow, and at something for longer than it is frozen, and slow no longer when it wakes. */
const hurried: Given[] = [
  { at: 0, fault: { type: 'slow', node, each: [16, 16], until: 27 } },
  { at: 20, item: { word: '', does: 'nothing', delay: 0 } },
  { at: 21, fault: { type: 'pause', node, until: 33 } },
];

test('handles everything when a model of one node does, and keeps what that keeps', () => {
  let [handled, expired] = [0, 0];
  fc.assert(
    fc.property(lists, fc.constantFrom(0, 0, 4, 9), (list, fsync) => {
      const given = list.map(
        (one, i): Given => ('item' in one ? { ...one, item: { ...one.item, word: `w${i}` } } : one),
      );
      const model = new OneNode(given, fsync).run(until);
      const run = play(given.map(inputOf), {
        nodes: { peer: 0, diarist: 1 },
        until,
        params: { fsync: [fsync, fsync] },
      });
      const told = run.story.flatMap((line) => {
        const [, time, what] = /^(\d+) D1:? (x?w\d+|synced|starts)$/.exec(line) ?? [];
        if (what === undefined) return [];
        return [what.includes('w') ? `${time} handles ${what}` : `${time} ${what}`];
      });
      expect(told).toEqual(model.told);
      expect(run.last().nodes[0]).toMatchObject({ up: model.up, durable: { kept: model.kept } });
      handled += told.length;
      expired += told.filter((line) => line.includes('x')).length;
    }),
    { numRuns: 300, examples: [[hurried, 0]] },
  );
  expect(handled).toBeGreaterThan(600);
  expect(expired).toBeGreaterThan(50);
});
