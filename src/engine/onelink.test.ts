/** What becomes of every message of a link, under cuts, worse links and faults of single messages, many of them at once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entangled } from '../testkit/entangle.ts';
import { type Act, act, play } from '../testkit/toy-puppet.ts';
import { idOf, OneLink, type OnLink } from './onelink.test-data.ts';
import type { Fault, Flap, Input } from './runspec.ts';
import { K } from './trace.ts';

const until = 60;
const at = fc.nat(until);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });
const without = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
/** A fault at some time that mostly ends. */
const lasting = (fault: fc.Arbitrary<object>): fc.Arbitrary<OnLink> =>
  fc
    .tuple(at, fault, fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined, freq: 4 }))
    .map(([time, f, length]) => ({
      at: time,
      fault: without({ ...f, until: length === undefined ? undefined : time + length }) as unknown as Fault,
    }));

const sends: fc.Arbitrary<OnLink> = fc.record({ at, sends: fc.integer({ min: 1, max: 4 }) });
const one: fc.Arbitrary<OnLink> = fc
  .record({
    at,
    type: fc.constantFrom('drop', 'delay', 'duplicate', 'reorder', 'corrupt'),
    nth: maybe(fc.integer({ min: 1, max: 4 })),
    by: maybe(fc.nat(15)),
  })
  .map(({ at: time, type, nth, by }) => {
    const later = type === 'delay' ? { by: by ?? 5 } : type === 'duplicate' ? { by } : {};
    return { at: time, fault: without({ type, from: 'P1', to: 'P2', nth, ...later }) as unknown as Fault };
  });
const rate = maybe(fc.constantFrom(0, 1));
const worse = lasting(
  fc.record({
    type: fc.constant('link'),
    from: fc.constantFrom('P1', 'P1', '*', 'P3'),
    to: fc.constantFrom('P2', 'P2', '*'),
    latency: maybe(fc.nat(20).map((time) => [time, time])),
    loss: rate,
    duplicate: rate,
    reorder: rate,
    corrupt: rate,
  }),
);
const flap: fc.Arbitrary<Flap | undefined> = maybe(
  fc.record({ down: fc.integer({ min: 1, max: 6 }), up: fc.integer({ min: 1, max: 6 }) }),
);
const cut = lasting(
  fc
    .tuple(
      fc.constantFrom(
        { type: 'block', from: 'P1', to: 'P2' },
        { type: 'block', from: 'P1', to: 'P3' },
        { type: 'partial', links: [['P2', 'P1']] },
        { type: 'partial', links: [['P2', 'P3']] },
        { type: 'partition', groups: [['P1'], ['P2', 'P3']] },
        { type: 'partition', groups: [['P1', 'P3'], ['P2']], oneWay: true },
        { type: 'partition', groups: [['P2'], ['P1']], oneWay: true },
        { type: 'partition', groups: [['P1', 'P2'], ['P3']] },
      ),
      flap,
    )
    .map(([fault, flaps]) => ({ ...fault, flap: flaps })),
);
const lists = entangled(
  fc.array(
    fc.oneof(
      { weight: 5, arbitrary: sends },
      { weight: 4, arbitrary: one },
      { weight: 2, arbitrary: worse },
      {
        weight: 2,
        arbitrary: cut,
      },
    ),
    { maxLength: 16, size: 'max' },
  ) as unknown as fc.Arbitrary<Input[]>,
  { nodes: ['P1', 'P2', 'P3'], until },
) as unknown as fc.Arbitrary<OnLink[]>;

test('every message has the fate that a model of its link gives it', () => {
  let [got, lost] = [0, 0];
  fc.assert(
    fc.property(lists, fc.constantFrom(0, 3, 10), fc.boolean(), (given, latency, fifo) => {
      const inputs = given.map((g, i): Input => {
        if ('fault' in g) return g;
        return act(
          g.at,
          'P1',
          ...Array.from({ length: g.sends }, (_, k): Act => ['send', 'P2', `${idOf(i, k)}`]),
        );
      });
      const params = { latency: [latency, latency] as [number, number], fifo };
      const { trace, simulation } = play(inputs, { until, params });
      const { columns: c } = trace;
      const bodies = simulation.builder.bodies as ReadonlyMap<number, object>;
      const word = (send: number) => (bodies.get(send) as { word: string }).word;
      const told: string[] = [];
      for (let row = 0; row < trace.rows; row++) {
        const cause = c.cause[row] as number;
        if (c.kind[row] === K.deliver) told.push(`${c.time[row]} gets ${word(cause)}`);
        if (c.kind[row] === K.lost) told.push(`${c.time[row]} lost ${word(cause)} by ${c.ref[row]}`);
      }
      const model = new OneLink(given, latency, fifo).run(until);
      expect(told).toEqual(model.told);
      const { queue, network } = simulation.world;
      const left = [...queue.items.filter((e) => e.type === 'deliver'), ...network.held];
      expect(left.map((e) => Number(word(e.row))).sort((a, b) => a - b)).toEqual(model.left);
      got += told.filter((line) => line.includes('gets')).length;
      lost += told.filter((line) => line.includes('lost')).length;
    }),
    { numRuns: 500 },
  );
  expect(Math.min(got, lost)).toBeGreaterThan(500);
});
