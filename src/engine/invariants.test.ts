import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PartialSpec, resolve, simulate } from '../testkit/simulate.ts';
import { liars } from '../testkit/toy-liar.ts';
import type { FaultType } from './faultkinds.ts';
import { describeWorld } from './inspector.ts';
import { NULL_SINK } from './simulation.ts';
import { nodes, runs, SLOW_DISK } from './toyruns.test-data.ts';
import { isNodeStep, K, stepHeads, type Trace } from './trace.ts';
import { World } from './world.ts';

/** Calls back after every step, with what the world then looks like. */
function eachStep(
  spec: PartialSpec,
  look: (state: ReturnType<typeof describeWorld>, world: World) => void,
): void {
  const world = new World(liars, resolve(liars, spec), NULL_SINK);
  let step = 0;
  while (world.advance()) {
    if (world.step === step) continue;
    step = world.step;
    look(describeWorld(world, step - 1), world);
  }
}

/** Rows of nodes' steps by node, in order: the head of each and the rows in it. */
function stepsOf(trace: Trace): { head: number; rows: number[] }[][] {
  const { columns: c } = trace;
  const heads = stepHeads(trace);
  const steps: { head: number; rows: number[] }[][] = trace.nodes.map(() => []);
  for (let s = 0; s < trace.steps; s++) {
    const head = heads[s] as number;
    if (!isNodeStep(c.kind[head] as number)) continue;
    const rows: number[] = [];
    for (let row = head + 1; row < trace.rows && c.step[row] === s; row++) rows.push(row);
    steps[c.node[head] as number]?.push({ head, rows });
  }
  return steps;
}

test('links that keep order never reorder, whatever strikes them, but for what is held back on purpose', () => {
  let delivered = 0;
  fc.assert(
    fc.property(runs({ fifo: true }), (spec) => {
      const holds = (spec.inputs ?? []).some(
        (i) => 'fault' in i && ('reorder' in i.fault || i.fault.type === 'reorder'),
      );
      fc.pre(!holds);
      const { trace } = simulate(liars, spec);
      const { columns: c } = trace;
      const latest = new Map<number, number>();
      for (let row = 0; row < trace.rows; row++) {
        if (c.kind[row] !== K.deliver) continue;
        const link = (c.peer[row] as number) * nodes.length + (c.node[row] as number);
        const send = c.cause[row] as number;
        // A copy of an old one may come late; nothing comes for the first time after a later one.
        const first = ![...c.cause.slice(0, row)].some(
          (cause, i) => cause === send && c.kind[i] === K.deliver,
        );
        if (first) expect(send).toBeGreaterThan(latest.get(link) ?? -1);
        latest.set(link, Math.max(send, latest.get(link) ?? -1));
        delivered++;
      }
    }),
    { numRuns: 60 },
  );
  expect(delivered).toBeGreaterThan(1000);
});

describe('a disk that takes its time', () => {
  test('from the step that wrote to its sync, or its crash, the node takes no step and sends nothing', () => {
    let syncs = 0;
    fc.assert(
      fc.property(runs(SLOW_DISK), (spec) => {
        const { trace } = simulate(liars, spec);
        const { columns: c } = trace;
        for (const steps of stepsOf(trace)) {
          steps.forEach(({ head }, i) => {
            if (c.kind[head] !== K.sync) return;
            syncs++;
            const wrote = steps[i - 1] as (typeof steps)[number];
            expect(c.cause[head]).toBe(wrote.head);
            expect(wrote.rows.filter((row) => c.kind[row] === K.send)).toEqual([]);
          });
        }
      }),
      { numRuns: 60 },
    );
    expect(syncs).toBeGreaterThan(1000);
  });

  test('while a write is on its way the state is what the node believes, and nothing else changes it', () => {
    let pending = 0;
    fc.assert(
      fc.property(runs(SLOW_DISK), (spec) => {
        const before = new Map<string, unknown>();
        eachStep(spec, (state) => {
          for (const node of state.nodes) {
            if (node.syncing === null || !node.up) before.delete(node.id);
            else if (!before.has(node.id)) before.set(node.id, [node.durable, node.volatile]);
            else {
              pending++;
              expect([node.durable, node.volatile]).toEqual(before.get(node.id));
            }
          }
        });
      }),
      { numRuns: 30 },
    );
    expect(pending).toBeGreaterThan(300);
  });

  test('after a crash the durable state is one that was synced: no faults of the disk itself', () => {
    const honest: FaultType[] = [
      'crash',
      'outage',
      'pause',
      'slow',
      'diskFull',
      'slowFsync',
      'byzantine',
      'clock',
      'delay',
    ];
    let [crashes, undone] = [0, 0];
    fc.assert(
      fc.property(runs(SLOW_DISK, honest), (spec) => {
        const synced = new Map<string, unknown>();
        const latest = new Map<string, { up: boolean; durable: unknown }>();
        eachStep(spec, (state) => {
          for (const node of state.nodes) {
            const was = latest.get(node.id);
            if (node.up && node.syncing?.stored !== false) synced.set(node.id, node.durable);
            else if (!node.up && was?.up) {
              crashes++;
              expect(node.durable).toEqual(synced.get(node.id) ?? { total: 0, heard: [] });
              if (JSON.stringify(node.durable) !== JSON.stringify(was.durable)) undone++;
            } else if (!node.up && was) expect(node.durable).toEqual(was.durable);
            latest.set(node.id, { up: node.up, durable: node.durable });
          }
        });
      }),
      { numRuns: 250 },
    );
    expect(crashes).toBeGreaterThan(60);
    expect(undone).toBeGreaterThan(8);
  });

  test('what was undone was never promised: no property sees it', () => {
    fc.assert(
      fc.property(runs(SLOW_DISK, ['crash', 'outage', 'pause', 'slowFsync']), (spec) => {
        // Totals never shrink, as far as anybody can tell.
        const { violations } = simulate(liars, spec).trace;
        expect(violations.filter((v) => v.property === 'growing')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

test('what the page is told is plain data that crosses to it as it is', () => {
  fc.assert(
    fc.property(runs({ fsync: [0, 9_000], diskChecksums: false }), (spec) => {
      const { trace, world, detail } = simulate(liars, spec);
      for (let step = 0; step < trace.steps; step += 5) {
        const state = world(step);
        expect(structuredClone(state)).toEqual(state);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        const one = detail(step);
        expect(structuredClone(one)).toEqual(one);
      }
    }),
    { numRuns: 15 },
  );
});
