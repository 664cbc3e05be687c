import { describe, expect, test } from 'vitest';
import { type PartialSpec, resolve } from '../testkit/simulate.ts';
import { type Act, act, puppet } from '../testkit/toy-puppet.ts';
import type { Fault, Input, LinkFault } from './runspec.ts';
import { Simulation } from './simulation.ts';
import { fault } from './stories.test-data.ts';

/*
 * Documents come from strangers, and may hold twenty thousand inputs. Each of these storms took from ten seconds to minutes, or
 * gigabytes, when its cost grew with all that is in force or waits; now each takes a fraction of a second. The clock only catches that
 * coming back.
 */

const many = Array.from({ length: 32 }, (_, i) => `P${i + 1}`);
const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const sends = (n: number, at: number, from: string, to: string) =>
  range(n).map((i) => act(at + i, from, ['send', to, 'x']));
const flood = (n: number, from: string, to: string) =>
  range(n).map((i) => act(i, from, ...range(20).map((): Act => ['send', to, 'x'])));
const worse: LinkFault = {
  type: 'link',
  from: '*',
  to: '*',
  latency: [1, 2],
  loss: 0.1,
  duplicate: 0.1,
  reorder: 0.1,
  corrupt: 0.1,
};
const appends = (n: number) => range(n).map((i) => act(i, 'P1', ['append', 'e']));

const storms: [string, () => Input[], PartialSpec?][] = [
  [
    'ten thousand messages held back, and as many elsewhere',
    () => [
      ...range(10_000).map((i) => fault(0, { type: 'reorder', from: 'P1', to: 'P2', nth: i + 1 })),
      ...sends(10_000, 1, 'P1', 'P2'),
      ...sends(10_000, 20_000, 'P3', 'P4'),
    ],
  ],
  [
    'ten thousand messages held back, and let go',
    () => [
      ...range(10_000).map((i) => fault(0, { type: 'reorder', from: 'P1', to: 'P2', nth: i + 1 })),
      ...sends(10_001, 1, 'P1', 'P2'),
    ],
  ],
  ['every link worse, ten thousand times over', () => range(10_000).map((i) => fault(i, worse))],
  [
    'every link worse, each ending when the next has begun',
    () => range(20_000).map((i) => fault(10 * i, { ...worse, until: 10 * i + 15 })),
  ],
  [
    'cuts, each ending when the next has begun',
    () =>
      range(20_000).map((i) =>
        fault(10 * i, { type: 'partition', groups: [many.slice(0, 16), many.slice(16)], until: 10 * i + 15 }),
      ),
  ],
  [
    'cuts that flap while much is in flight elsewhere',
    () => [
      ...flood(1000, 'P3', 'P4'),
      ...range(10).map((i) =>
        fault(2000 + i, { type: 'block', from: 'P1', to: 'P2', flap: { down: 200, up: 200 } }),
      ),
    ],
    { params: { latency: [900_000, 900_000] } },
  ],
  [
    'a slow node with a hundred thousand things to do',
    () => [fault(0, { type: 'slow', node: 'P1', each: [1, 1] }), ...flood(5000, 'P2', 'P1')],
  ],
  [
    'a slow node with much to do, frozen again and again',
    () => [
      fault(0, { type: 'slow', node: 'P1', each: [60_000_000, 60_000_000] }),
      ...flood(1000, 'P2', 'P1'),
      ...range(8000).map((i) => fault(20_000 + 2 * i, { type: 'pause', node: 'P1', until: 20_001 + 2 * i })),
    ],
  ],
  [
    'records that go bad, by name',
    () => [
      ...appends(5000),
      ...range(15_000).map((i) =>
        fault(10_000 + i, { type: 'latentError', node: 'P1', record: `log[${i % 5000}]` }),
      ),
    ],
  ],
  [
    'records that go bad, drawn',
    () => [
      ...appends(5000),
      ...range(8000).map((i) => fault(10_000 + i, { type: 'latentError', node: 'P1' })),
    ],
  ],
  [
    'writes to a disk full of bad records',
    () => [
      ...appends(5000),
      ...range(5000).map((i) => fault(10_000 + i, { type: 'latentError', node: 'P1', record: `log[${i}]` })),
      ...range(10_000).map((i) => act(20_000 + i, 'P1', ['put', 'term', i])),
    ],
  ],
  [
    'lost writes waiting for their turn',
    () => [
      ...range(15_000).map((i) => fault(0, { type: 'lostWrite', node: 'P1', nth: i + 1 })),
      ...range(5000).map((i) => act(100 + i, 'P1', ['put', 'term', i])),
    ],
  ],
  [
    'torn writes, one after another',
    () => [
      ...range(10_000).map((i) => fault(10 * i, { type: 'tornWrite', node: 'P1', until: 10 * i + 5 })),
      ...range(10_000).map((i) => act(10 * i + 1, 'P1', ['append', 'x'], ['put', 'term', i])),
    ],
  ],
  [
    'disks slow and full',
    () => [
      ...range(5000).map((i) =>
        fault(20 * i, { type: 'slowFsync', node: 'P1', by: [3, 3], until: 20 * i + 30 }),
      ),
      ...range(5000).map((i) => fault(20 * i + 7, { type: 'diskFull', node: 'P1', until: 20 * i + 9 })),
      ...range(10_000).map((i) => act(10 * i + 1, 'P1', ['append', 'x'])),
    ],
  ],
  [
    'liars, each with a memory',
    () => [
      ...range(10_000).map((i) =>
        fault(10 * i, {
          type: 'byzantine',
          node: 'P1',
          behaviour: 'liar',
          options: { counts: true },
          until: 10 * i + 15,
        }),
      ),
      ...range(10_000).map((i) => act(10 * i + 1, 'P1', ['note', 'x'])),
    ],
  ],
  [
    'outages of everything',
    () => range(20_000).map((i) => fault(10 * i, { type: 'outage', nodes: many, until: 10 * i + 15 })),
  ],
  [
    'clocks bent every which way',
    () =>
      range(20_000).map((i) =>
        fault(10 * i, {
          type: 'clock',
          node: 'P1',
          driftPpm: i % 1000,
          step: 1,
          offset: 3,
          until: 10 * i + 15,
        }),
      ),
  ],
];

describe('a storm of', () => {
  test.each(storms)('%s', (_, inputs: () => Input[], spec: PartialSpec = {}) => {
    const run = resolve(puppet, { nodes: { peer: 32 }, until: 1_000_000, ...spec, inputs: inputs() });
    const start = process.cpuUsage();
    const simulation = new Simulation(puppet, run).finish();
    expect(simulation.builder.rows).toBeGreaterThan(10_000);
    expect(simulation.trace().stopped).toBeNull();
    // Any moment of it can be looked at.
    for (const part of [0.9, 0.5, 0.1]) simulation.at(Math.floor(simulation.world.step * part));
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(30_000);
  });
});

test('one that does much at once makes a slice of a run no longer', () => {
  const half: Fault = { type: 'partition', groups: [many.slice(0, 16), many.slice(16)] };
  const inputs = range(4000).map((i) => fault(i, { ...half, until: 10_000 + i }));
  const simulation = new Simulation(puppet, resolve(puppet, { nodes: { peer: 32 }, until: 100_000, inputs }));
  let most = 0;
  for (let before = 0, over = false; !over; before = simulation.world.tables.effort) {
    over = simulation.advance(100);
    most = Math.max(most, simulation.world.tables.effort - before);
  }
  // What a hundred rows would cost, and one more cut.
  expect(most).toBeLessThan(100 * 50 + 600);
});
