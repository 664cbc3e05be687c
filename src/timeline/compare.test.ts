import { describe, expect, test } from 'vitest';
import { minority, raft, raftRun } from '../app/run.test-data.ts';
import type { RunSpec } from '../engine/runspec.ts';
import { compare } from '../query/compare.ts';
import { differencesOf, nextDifference, ofSide, SIDE } from '../query/differences.ts';
import { compareScene, sharingOf } from './compare.ts';
import { layoutPairs } from './comparelayout.ts';
import { makeScale } from './scale.ts';

const uncut: RunSpec = { ...minority, inputs: minority.inputs.filter((input) => !('fault' in input)) };
const { run: a } = raftRun(minority);
const { run: b } = raftRun(uncut);
const comparison = compare(a.trace, b.trace);

function scene(runA: typeof a, runB: typeof b, height = 600) {
  const scale = makeScale(900_000, 60, 960);
  const layout = layoutPairs(runA.resolved.nodes, runB.resolved.nodes, raft.roles, height);
  const model = ({ resolved, index }: typeof a) => ({ meta: raft, resolved, index });
  const measure = (text: string) => text.length * 6;
  const models = { a: model(runA), b: model(runB) };
  return compareScene(
    {
      ...models,
      comparison: compare(runA.trace, runB.trace),
      sharing: sharingOf(models.a, models.b),
    },
    { width: 1000, scale, layout, measure },
  );
}

describe('two runs on one axis', () => {
  const { layout, a: top, b: bottom, firstX, scale } = scene(a, b);
  test('every node has two half-lanes, A’s above, and none run into the next', () => {
    expect(layout.rows.map((row) => row.id)).toEqual(['C1', 'S1', 'S2', 'S3', 'S4', 'S5']);
    let above = layout.inputsB;
    for (const row of layout.rows) {
      expect(row.a).toBeGreaterThan(above);
      expect((row.b as number) - (row.a as number)).toBeGreaterThan(12);
      above = row.b as number;
    }
    expect(layout.bottom).toBeLessThanOrEqual(600);
  });
  test('the cut is an input of A alone, all others are shared', () => {
    expect(top.inputs.filter((bar) => !bar.shared)).toHaveLength(1);
    expect(top.inputs.find((bar) => !bar.shared)).toMatchObject({
      x0: scale.x(180_000),
      x1: scale.x(700_000),
      instant: false,
    });
    expect(bottom.inputs.every((bar) => bar.shared)).toBe(true);
  });
  test('before the first difference everything is shared, and afterwards not', () => {
    expect(firstX).toBe(scale.x(180_000));
    const parts = [...top.messages, ...top.dots.map((dot) => ({ ...dot, x1: dot.x }))];
    for (const { x1, shared } of parts) if (x1 < (firstX as number)) expect(shared).toBe(true);
    expect(top.messages.some((line) => !line.shared && line.fate === 'lost')).toBe(true);
    // The leader of the other side in A, and nobody else's band in B.
    expect(top.bands.filter((band) => !band.shared).map((band) => band.epoch)).toContain(2);
    // The leader of term 1 steps down in A only; its client is answered in B only.
    expect([top, bottom].map((half) => half.bands.find((band) => band.epoch === 1)?.shared)).toEqual([
      false,
      false,
    ]);
    expect([top, bottom].map((half) => half.operations.map((bar) => bar.shared))).toEqual([
      [true, false],
      [true, false],
    ]);
    expect(bottom.bands.every((band) => band.epoch === 1)).toBe(true);
  });
  test('the same run twice is shared through and through', () => {
    const twice = scene(a, raftRun(minority).run);
    expect(twice.firstX).toBeNull();
    for (const half of [twice.a, twice.b])
      for (const part of [half.messages, half.dots, half.operations, half.inputs, half.bands, half.crosses])
        expect(part.filter((p) => !p.shared)).toEqual([]);
  });
  test('a node that only one run has is drawn in that one', () => {
    const more = raftRun({ ...minority, nodes: { server: 6, client: 1 } }).run;
    const rows = scene(a, more, 200).layout.rows;
    expect(rows.map((row) => [row.id, row.a === null])).toContainEqual(['S6', true]);
    expect(rows.at(-1)?.bottom).toBeGreaterThan(200);
  });
});

describe('the list of differences', () => {
  const list = differencesOf(comparison, a.trace, b.trace);
  test('has each once, in the order of time', () => {
    expect(list.count).toBe(list.counts[0] + list.counts[1] + list.counts[2]);
    expect(list.time).toEqual(list.time.toSorted());
    expect(list.time[0]).toBe(comparison.first?.time);
    const steps = (column: Int32Array, side: number) =>
      [...ofSide(list, side)].map((at) => column[at] as number);
    expect(steps(list.a, SIDE.a)).toEqual([...comparison.onlyA]);
    expect(steps(list.b, SIDE.b)).toEqual([...comparison.onlyB]);
    expect(steps(list.a, SIDE.both)).toEqual([...comparison.changedA]);
    expect(steps(list.b, SIDE.both)).toEqual([...comparison.changedB]);
    expect(ofSide(list, null)).toHaveLength(list.count);
  });
  test('is walked by time, to the first of several at one instant', () => {
    for (let at = 0; at < list.count; at++) {
      const now = list.time[at] as number;
      const times = [...list.time];
      expect(nextDifference(list, now, 1)).toBe(times.findIndex((t) => t > now));
      const before = times.filter((t) => t < now).at(-1);
      expect(nextDifference(list, now, -1)).toBe(before === undefined ? -1 : times.indexOf(before));
    }
    expect(nextDifference(list, -1, 1)).toBe(0);
    expect(nextDifference(list, 0, -1)).toBe(-1);
  });
});
