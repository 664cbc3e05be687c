import { describe, expect, test } from 'vitest';
import { appendAll, from, type List } from '../base/list.ts';
import { METAS } from '../cli/catalog.ts';
import { parseRunSpec } from '../spec/resolve.ts';
import { type PartialSpec, resolve } from '../testkit/simulate.ts';
import { toy } from '../testkit/toy.ts';
import { act, puppet } from '../testkit/toy-puppet.ts';
import { loadProtocol } from '../worker/discover.ts';
import type { Ctx, Protocol } from './api.ts';
import { bytesOf, type Keyframe } from './keyframe.ts';
import type { Fault, Input } from './runspec.ts';
import { KEYFRAME_ROWS, Simulation } from './simulation.ts';
import { fault } from './stories.test-data.ts';

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
  expect(apart(modest)).toBeLessThan(1.5 * KEYFRAME_ROWS);
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

describe('keyframes count what they hold', () => {
  const sizes = (list: readonly Input[], spec: PartialSpec = {}) => {
    const run = resolve(puppet, { nodes: { peer: 2 }, until: 100_000, ...spec, inputs: list });
    const simulation = new Simulation(puppet, run).finish();
    return { bytes: simulation.bytes(), rows: simulation.builder.rows, frames: simulation.keyframes.length };
  };
  const chatter = Array.from({ length: 1000 }, (_, i) => act(10_000 + i * 20, 'P2', ['send', 'P2', 'x']));

  test.each<[string, Input[]]>([
    [
      'messages held back',
      Array.from({ length: 900 }, (): Fault => ({ type: 'reorder', from: 'P1', to: 'P2' })).flatMap(
        (f, i) => [fault(0, { ...f, nth: i + 1 } as Fault), act(1 + i, 'P1', ['send', 'P2', 'held'])],
      ),
    ],
    [
      'records that went bad',
      [
        ...Array.from({ length: 900 }, (_, i) => act(1 + i, 'P1', ['append', 'e'])),
        ...Array.from({ length: 900 }, (_, i) =>
          fault(2000 + i, { type: 'latentError', node: 'P1', record: `log[${i}]` }),
        ),
      ],
    ],
    [
      'what liars remember',
      Array.from({ length: 500 }, (_, i) => [
        fault(10 * i, {
          type: 'byzantine',
          node: 'P1',
          behaviour: 'liar',
          options: { counts: true },
          until: 10 * i + 9,
        }),
        act(10 * i + 1, 'P1', ['note', 'n']),
      ]).flat(),
    ],
  ])('%s', (_, list) => {
    const held = sizes([...list, ...chatter]);
    const light = sizes([...list.filter((i) => 'command' in i), ...chatter]);
    // Beyond what its rows take.
    expect(held.bytes - held.rows * 60).toBeGreaterThan(light.bytes - light.rows * 60 + 50_000);
  });

  test('and a write on its way, with what waits for it', () => {
    const sends = Array.from({ length: 60 }, () => ['send', 'P2', 'x'] as const);
    const run = (by: number) =>
      new Simulation(
        puppet,
        resolve(puppet, {
          nodes: { peer: 2 },
          until: 100_000,
          inputs: [
            fault(0, { type: 'slowFsync', node: 'P1', by: [by, by] }),
            act(1, 'P1', ['append', 'e'], ...sends),
            ...chatter,
          ],
        }),
      ).finish();
    const [on, off] = [run(60_000), run(1)];
    expect(on.bytes() / on.builder.rows).toBeGreaterThan(off.bytes() / off.builder.rows + 5);
  });
});

test('keyframes of a run whose states grow are never so far apart that a seek is felt', async () => {
  const raft = await loadProtocol('raft');
  const inputs: Input[] = [];
  for (let k = 0; k < 1500; k++)
    inputs.push({
      at: 400_000 + k * 10_000,
      node: `C${(k % 3) + 1}`,
      command: { type: 'write', key: `k${k}`, value: k },
    });
  const spec = {
    schema: 1,
    protocol: 'raft',
    seed: 5,
    nodes: { server: 5, client: 3 },
    until: 16_000_000,
    inputs,
  };
  const parsed = parseRunSpec(spec, METAS);
  if (!parsed.ok) throw new Error(parsed.why);
  const { keyframes, builder } = new Simulation(raft, parsed.resolved).finish();
  const rows = keyframes.map((frame) => frame.rows.row);
  const gaps = rows.map((row, i) => row - (rows[i - 1] ?? 0));
  expect(builder.rows).toBeGreaterThan(35_000);
  // It was 16,137 rows in a run of 100,000.
  expect(Math.max(...gaps, builder.rows - (rows.at(-1) ?? 0))).toBeLessThan(4200);
});
