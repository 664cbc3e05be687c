import { expect, test } from 'vitest';
import { appendAll, from, type List } from '../base/list.ts';
import { resolve } from '../testkit/simulate.ts';
import { toy } from '../testkit/toy.ts';
import type { Ctx, Protocol } from './api.ts';
import { bytesOf, type Keyframe } from './keyframe.ts';
import { Simulation } from './simulation.ts';

/** Toy peers that also write one more field into a plain object at every message: copying it all each time. */
function hoarding(fields: number): Protocol {
  const peer = toy.roles.peer as NonNullable<(typeof toy.roles)[string]>;
  return {
    ...toy,
    roles: {
      peer: {
        ...peer,
        volatile: (env, durable) => ({ ...peer.volatile(env, durable), hoard: {} }),
        message(ctx, from, message) {
          peer.message(ctx, from, message);
          const volatile = (ctx as Ctx<object, { hoard: Record<string, number> }>).volatile;
          const size = Object.keys(volatile.hoard).length;
          const more = Object.fromEntries(Array.from({ length: fields }, (_, i) => [`f${size + i}`, i]));
          volatile.hoard = { ...volatile.hoard, ...more };
        },
      },
    },
  };
}

test('keyframes of states that are copied whole are counted, and lie further apart', () => {
  const run = resolve(toy, { until: 1_000_000 });
  const modest = new Simulation(toy, run).finish();
  const greedy = new Simulation(hoarding(40), run).finish();
  const apart = (s: Simulation) => s.builder.rows / s.keyframes.length;
  expect(apart(modest)).toBeLessThan(320);
  expect(apart(greedy)).toBeGreaterThan(1.4 * apart(modest));
  // Without the count, the bound on memory would be none.
  const perRow = (s: Simulation) => s.bytes() / s.builder.rows;
  expect(perRow(greedy)).toBeGreaterThan(1.2 * perRow(modest));
  const limits = { rows: 1_000_000, bytes: Math.round(greedy.bytes() * 0.8) };
  const stopped = new Simulation(hoarding(40), run, { limits }).finish().stopped;
  expect(stopped?.bound).toBe('memory');
  expect(stopped?.why).toMatch(
    /^This run stopped at .* MB, the most memory a run may take: \d+ of 1,000 ms were simulated\.$/,
  );
});

test('a resumed run counts what a fresh one counts', () => {
  const protocol = hoarding(3);
  const spec = { until: 400_000 };
  const edited = { ...spec, inputs: [{ at: 300_000, fault: { type: 'crash', node: 'P1' } as const }] };
  const options = { keyframeRows: 32 };
  const base = new Simulation(protocol, resolve(toy, spec), options).finish();
  const resumed = new Simulation(protocol, resolve(toy, edited), options, base).finish();
  expect(resumed.keptRows).toBeGreaterThan(0);
  expect(resumed.bytes()).toBe(new Simulation(protocol, resolve(toy, edited), options).finish().bytes());
});

test('a list that grows a level is not counted as if it were new', () => {
  const frame = new Simulation(toy, resolve(toy, { until: 400_000 })).finish().keyframes[0] as Keyframe;
  const holding = (log: List<number>): Keyframe => ({
    ...frame,
    nodes: { ...frame.nodes, volatile: [{ log }] },
  });
  // 32,768 elements fill two levels, and the last 32 lie in the tail.
  const full = from(Array.from({ length: 32_790 }, (_, i) => i));
  const grown = appendAll(full, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect([full.depth, grown.depth]).toEqual([2, 3]);
  const own = bytesOf(holding(full), holding(full));
  expect(bytesOf(holding(grown), holding(full)) - own).toBeLessThan(2_000);
  expect(bytesOf(holding(grown), frame) - own).toBeGreaterThan(8 * 32_768);
});
