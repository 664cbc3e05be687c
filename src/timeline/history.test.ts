import { describe, expect, test } from 'vitest';
import { judging } from '../checkers/run-history.ts';
import { finish } from '../checkers/sliced.ts';
import type { Input } from '../engine/runspec.ts';
import type { Columns, OperationRecord, Trace } from '../engine/trace.ts';
import raft from '../protocols/raft/protocol.ts';
import { simulate } from '../testkit/simulate.ts';
import { indexTrace } from './build.ts';
import { effectPoints, placeHistory, stepOfOperation } from './history.ts';
import { hitTest } from './hit.ts';
import { layoutLanes } from './lanes.ts';
import { makeScale, WHOLE } from './scale.ts';
import { buildScene } from './scene.ts';

/** Operations from [begin, end, outcome] in ms; a row and a step for each end. */
function traceOf(list: readonly (readonly [number, number, OperationRecord['outcome']])[]): Trace {
  const times: number[] = [];
  const operations = list.map(([from, until, outcome], id): OperationRecord => {
    const invokeRow = times.push(from * 1000) - 1;
    const replyRow = outcome === 'open' ? -1 : times.push(until * 1000) - 1;
    return { id, node: 'C1', f: 'write', key: 'x', value: id, invokeRow, replyRow, outcome };
  });
  const columns = {
    time: Float64Array.from(times),
    step: Int32Array.from(times.keys()),
  } as unknown as Columns;
  return { operations, columns, end: 1_000_000 } as unknown as Trace;
}

const points = (trace: Trace, ...orders: number[][]) =>
  effectPoints(
    trace,
    orders.map((order) => ({ order })),
  );

describe('points', () => {
  test('stand in the order found, each within its operation', () => {
    const trace = traceOf([
      [0, 100, 'ok'],
      [0, 100, 'ok'],
      [50, 300, 'ok'],
    ]);
    const found = points(trace, [1, 0, 2]);
    expect(found.map(({ operation, rank }) => [operation, rank])).toEqual([
      [1, 1],
      [0, 2],
      [2, 3],
    ]);
    const [a, b, c] = found.map(({ time }) => time) as [number, number, number];
    expect(0 < a && a < b && b < 100_000 && b < c && c < 300_000).toBe(true);
  });

  test('what nobody was told of takes effect before its client gave up if it can, else when it has to', () => {
    const trace = traceOf([
      [0, 50, 'info'],
      [100, 200, 'ok'],
      [300, 400, 'ok'],
    ]);
    expect(points(trace, [0, 1, 2])[0]?.time).toBeLessThan(50_000);
    const late = points(trace, [1, 0, 2])[1];
    expect(late).toMatchObject({ operation: 0, rank: 2 });
    expect(late?.time).toBeGreaterThan(100_000);
    expect(late?.time).toBeLessThan(400_000);
  });

  test('of several keys make one order', () => {
    const trace = traceOf([
      [0, 10, 'ok'],
      [20, 30, 'ok'],
      [5, 25, 'ok'],
    ]);
    expect(points(trace, [0, 1], [2]).map(({ operation }) => operation)).toEqual([0, 2, 1]);
  });
});

const clients = ['C1', 'C2', 'C3'];
const commands = Array.from({ length: 40 }, (_, i): Input => {
  const command =
    i % 2 === 0 ? { type: 'write', key: `k${i % 3}`, value: i } : { type: 'read', key: `k${i % 3}` };
  return { at: 200_000 + i * 17_000, node: clients[i % 3] as string, command };
});

test('in a real run no operation takes effect before its question or after its answer', () => {
  const spec = { seed: 2, nodes: { server: 3, client: 3 }, until: 1_200_000, inputs: commands };
  const { trace, simulation } = simulate(raft, spec);
  const judged = finish(judging(trace, 'kv'));
  if (!judged.ok || judged.judgement.verdict !== 'yes') throw new Error('not linearizable');
  const { orders } = judged.judgement;
  const found = effectPoints(trace, orders);
  expect(orders.length).toBe(3);
  expect(found.length).toBe(orders.reduce((sum, { order }) => sum + order.length, 0));
  expect(found.length).toBeGreaterThan(30);
  const { time } = trace.columns;
  for (const { operation, time: at } of found) {
    const { invokeRow, replyRow } = trace.operations[operation] as OperationRecord;
    expect(at).toBeGreaterThanOrEqual(time[invokeRow] as number);
    if (replyRow >= 0) expect(at).toBeLessThanOrEqual(time[replyRow] as number);
  }
  for (const { order } of orders) {
    const ranks = order.map((id) => found.find(({ operation }) => operation === id)?.rank ?? 0);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  }

  // On a scene each has its mark on its client's lane, and no two numbers of a lane overlap.
  const { run } = simulation;
  const lanes = layoutLanes(run.nodes, raft.meta.roles, 400);
  const view = { width: 700, scale: makeScale(run.spec.until, 54, 680, WHOLE), lanes, measure: () => 40 };
  const model = { meta: raft.meta, resolved: run, index: indexTrace(trace) };
  const scene = buildScene(model, view);
  const last = trace.operations.length - 1;
  const { ticks, unplaced } = placeHistory(scene, found, [last]);
  expect(ticks.length).toBe(found.length);
  for (const lane of new Set(ticks.map(({ y }) => y))) {
    const labelled = ticks.filter(({ y, label }) => y === lane && label !== '');
    expect(labelled.length).toBeGreaterThan(3);
    for (const [i, tick] of labelled.entries()) {
      const before = labelled[i - 1];
      if (before) expect(tick.x - before.x).toBeGreaterThanOrEqual(14);
    }
  }
  const bar = scene.operations.find(({ operation }) => operation === last);
  // The middle of a bar is a way to the step it begins with, where neither a step nor a message is nearer.
  const wide = [...scene.operations].sort((a, b) => b.x1 - b.x0 - (a.x1 - a.x0))[0];
  const hits = [0.3, 0.4, 0.5, 0.6, 0.7].map((share) => {
    const x = (wide?.x0 ?? 0) + share * ((wide?.x1 ?? 0) - (wide?.x0 ?? 0));
    return hitTest(scene, x, (wide?.y ?? 0) + 3, { cursorX: null, selected: null, reach: 2 });
  });
  expect(hits).toContainEqual({ kind: 'step', step: wide?.step });
  expect(unplaced).toEqual([{ operation: last, step: bar?.step, x0: bar?.x0, x1: bar?.x1, y: bar?.y }]);
});

test('an operation is looked at where it was answered, or where it began while it was not', () => {
  const trace = traceOf([
    [0, 50, 'ok'],
    [60, 0, 'open'],
  ]);
  expect(trace.operations.map((record) => stepOfOperation(trace, record))).toEqual([1, 2]);
});
