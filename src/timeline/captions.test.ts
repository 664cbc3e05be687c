import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Input } from '../engine/runspec.ts';
import { outlinesOf } from './faults.ts';
import { Draft, META, measure, modelOf, NODES, viewOf } from './fixture.test-data.ts';
import { placeGaps } from './gaps.ts';
import { leadSpots, overlaps, spotsFrom } from './labels.ts';
import { layoutLanes } from './lanes.ts';
import { makeScale } from './scale.ts';
import { buildScene } from './scene.ts';
import { warpOf } from './warp.ts';
import { captionOf } from './words.ts';

/** Everything that bears a name, at random times on random lanes: leaders, notes, operations, faults of all sorts. */
const happenings = fc.array(
  fc.record({
    t: fc.integer({ min: 0, max: 99_000 }),
    lane: fc.nat(3),
    what: fc.constantFrom(
      'leader',
      'note',
      'operation',
      'broken',
      'crash',
      'outage',
      'slow',
      'cut',
      'block',
      'clock',
      'full',
      'rot',
      'drop',
    ),
    length: fc.integer({ min: 1000, max: 60_000 }),
  }),
  { minLength: 1, maxLength: 25 },
);
type Happening = typeof happenings extends fc.Arbitrary<infer T> ? T : never;

/** @param shorter idle time is drawn shorter */
function sceneOf(list: Happening, window?: { u0: number; u1: number }, shorter = false) {
  const d = new Draft();
  const inputs: Input[] = [];
  for (const { t, lane, what, length } of [...list].sort((a, b) => a.t - b.t)) {
    const node = `S${lane + 1}`;
    const until = t + length;
    if (what === 'leader') {
      const row = d.add({ time: t, kind: 'timer', node: lane });
      d.statuses.push({ step: d.step(row), node: lane, status: 1, epoch: 1 + (t % 7) });
    } else if (what === 'note') {
      d.add({ time: t, kind: 'timer', node: lane });
      const row = d.add({ time: t, kind: 'note', node: lane, ref: d.notes.length });
      d.notes.push({ row, id: 'stepsDown', node, fields: {} });
    } else if (what === 'operation') {
      d.add({ time: t, kind: 'command', node: 4 });
      const invokeRow = d.add({ time: t, kind: 'invoke', node: 4 });
      const id = d.operations.length;
      d.operations.push({
        id,
        node: 'C1',
        f: 'write',
        key: 'x',
        value: id,
        invokeRow,
        replyRow: -1,
        outcome: 'open',
      });
    } else if (what === 'cut') {
      inputs.push({
        at: t,
        fault: {
          type: 'partition',
          groups: [
            ['S1', 'S2'],
            ['S3', 'S4'],
          ],
          until,
        },
      });
    } else if (what === 'crash') inputs.push({ at: t, fault: { type: 'crash', node, until } });
    else if (what === 'block') inputs.push({ at: t, fault: { type: 'block', from: node, to: 'C1', until } });
    else if (what === 'outage') inputs.push({ at: t, fault: { type: 'outage', nodes: [node, 'C1'], until } });
    else if (what === 'slow') inputs.push({ at: t, fault: { type: 'slow', node, each: [10, 20], until } });
    else if (what === 'clock') inputs.push({ at: t, fault: { type: 'clock', node, driftPpm: 9000, until } });
    else if (what === 'full') inputs.push({ at: t, fault: { type: 'diskFull', node, until } });
    else if (what === 'rot') inputs.push({ at: t, fault: { type: 'bitRot', node } });
    else if (what === 'broken') {
      const row = d.add({ time: t, kind: 'timer', node: lane });
      for (let i = 0; i < 1 + (length % 4); i++) {
        d.violations.push({ property: 'one', event: row, step: d.step(row), why: 'Two.' });
      }
    } else inputs.push({ at: t, fault: { type: 'drop', from: node, to: 'C1' } });
  }
  const model = modelOf(d.trace(NODES, 100_000), inputs);
  const warp = shorter ? warpOf(model.index, inputs, 100_000) : undefined;
  return buildScene(model, viewOf(window, 100_000, warp));
}

/** Three promises broken in one step, so near the edge that their labels are cut short, and one of them in a second row. */
const crowdAtTheEdge: Happening = [
  { t: 91_051, lane: 1, what: 'rot', length: 1000 },
  { t: 90_001, lane: 1, what: 'broken', length: 9438 },
  { t: 0, lane: 0, what: 'leader', length: 1000 },
];

describe('labels and their events', () => {
  it('a label begins at what it names or later; at the right edge it ends there', () => {
    fc.assert(
      fc.property(happenings, fc.constantFrom(undefined, { u0: 0.3, u1: 0.6 }), (list, window) => {
        const scene = sceneOf(list, window);
        const right = scene.view.scale.x1 + 14;
        for (const { text, box, at } of scene.labels) {
          if (at === null) continue;
          const after = box.x >= at - 0.01;
          const flush = Math.abs(box.x + box.width - at) < 0.01 && at + box.width > right;
          expect(after || flush, `${text} at ${at} stands at ${box.x}`).toBe(true);
        }
      }),
      { examples: [[crowdAtTheEdge, undefined]] },
    );
  });

  it('a label tied to its event by a line hangs on that line, and the line crosses no other label', () => {
    fc.assert(
      fc.property(happenings, (list) => {
        const { labels } = sceneOf(list);
        for (const label of labels) {
          if (!label.lead) continue;
          expect(label.lead.x).toBeCloseTo((label.at as number) - 0.5);
          for (const other of labels)
            if (other !== label) expect(overlaps(label.lead, other.box)).toBe(false);
        }
      }),
    );
  });

  it('the names of lanes stay free', () => {
    fc.assert(
      fc.property(happenings, (list) => {
        const scene = sceneOf(list);
        for (const lane of scene.lanes) {
          const name = { x: 14, y: lane.y - 8, width: measure(lane.id), height: 16 };
          for (const label of scene.labels) expect(overlaps(label.box, name), label.text).toBe(false);
        }
      }),
    );
  });

  it('no two overlap, whatever happens where, near or far, with idle time shortened or not', () => {
    const windows = fc.constantFrom(undefined, { u0: 0.3, u1: 0.6 }, { u0: 0, u1: 0.1 });
    fc.assert(
      fc.property(happenings, windows, fc.boolean(), (list, window, shorter) => {
        const { labels } = sceneOf(list, window, shorter);
        labels.forEach((a, i) => {
          for (const b of labels.slice(i + 1))
            expect(overlaps(a.box, b.box), `${a.text} | ${b.text}`).toBe(false);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('leaves the axis some numbers where idle stretches are many and narrow', () => {
    const scale = makeScale(700_000, 40, 510);
    const gaps = [50, 150, 250, 350, 450, 550, 650].map((at) => {
      const [t0, t1] = [(at - 40) * 1000, (at + 40) * 1000];
      return { t0, t1, x0: scale.x(t0), x1: scale.x(t1) };
    });
    const { ticks, breaks } = placeGaps({ scale: { ...scale, gaps }, measure });
    expect(ticks.filter(({ label }) => label !== '').length).toBeGreaterThanOrEqual(3);
    // What the sign stands for is said all the same.
    expect(breaks[0]?.label).toBe('80 ms idle');
  });

  it('what is written along the axis stands apart too: its numbers, and how long idle time is', () => {
    fc.assert(
      fc.property(happenings, fc.constantFrom(undefined, { u0: 0.2, u1: 0.7 }), (list, window) => {
        const { ticks, breaks, view } = sceneOf(list, window, true);
        // As it is painted: the last number stays inside.
        const left = (x: number, label: string) =>
          Math.min(x - measure(label) / 2, view.scale.x1 + 10 - measure(label));
        const words = [
          ...breaks.filter((b) => b.label !== '').map((b) => ({ x: b.x, width: b.width, text: b.label })),
          ...ticks
            .filter((tick) => tick.label !== '')
            .map(({ x, label }) => ({ x: left(x, label), width: measure(label), text: label })),
        ].sort((a, b) => a.x - b.x);
        words.forEach((word, i) => {
          const next = words[i + 1];
          if (next) expect(word.x + word.width, `${word.text} | ${next.text}`).toBeLessThan(next.x);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('promises that break in one step are each named, or counted', () => {
    const at = (count: number) =>
      sceneOf([{ t: 50_000, lane: 1, what: 'broken', length: 4000 + count - 1 }]).labels.filter((label) =>
        label.text.startsWith('broken'),
      );
    expect(at(1)).toHaveLength(1);
    expect(at(2)).toHaveLength(2);
    expect(at(4).map((label) => label.text)).toContainEqual(expect.stringMatching(/, and 1 more$/));
  });

  it('the outline of a fault that is picked does not strike through its own label', () => {
    let told = 0;
    fc.assert(
      fc.property(happenings, (list) => {
        const scene = sceneOf(list);
        for (const object of scene.inputs) {
          if (object.form !== 'span' && object.form !== 'strip') continue;
          for (const label of scene.labels) {
            // Labels of other things may stand on its lane, and begin where it does.
            const own = captionOf(scene.model.resolved.spec.inputs[object.input] as Input, META);
            if (label.at === null || Math.abs(label.at - object.x0) > 0.01 || !label.text.startsWith(own))
              continue;
            told++;
            for (const box of outlinesOf(object)) {
              const grown = {
                x: box.x - 2.2,
                y: box.y - 2.2,
                width: box.width + 4.4,
                height: box.height + 4.4,
              };
              expect(overlaps(label.box, grown), label.text).toBe(false);
            }
          }
        }
      }),
    );
    expect(told).toBeGreaterThan(20);
  });

  it('crowded, a note stands in a second row rather than before its time', () => {
    const list: Happening = [
      { t: 50_000, lane: 1, what: 'leader', length: 1000 },
      { t: 50_500, lane: 1, what: 'note', length: 1000 },
      { t: 51_000, lane: 1, what: 'note', length: 1000 },
      { t: 51_500, lane: 1, what: 'note', length: 1000 },
    ];
    const { labels } = sceneOf(list);
    expect(labels.some((label) => label.lead !== null)).toBe(true);
  });

  it('crowded, what somebody did on purpose is named before what followed from it', () => {
    const crowd: Happening = Array.from({ length: 8 }, (_, i) => ({
      t: 50_000 + 300 * i,
      lane: 1,
      what: 'note' as const,
      length: 1000,
    }));
    for (const what of ['block', 'slow', 'crash'] as const) {
      const { labels } = sceneOf([...crowd, { t: 50_100, lane: 1, what, length: 20_000 }]);
      expect(
        labels.filter((label) => label.tone === 'fault'),
        what,
      ).toHaveLength(1);
    }
  });

  it('one that would run over the edge is cut short rather than put before its time', () => {
    const d = new Draft();
    const row = d.add({ time: 70_000, kind: 'note', node: 1, ref: 0 });
    d.notes.push({ row, id: 'stepsDown', node: 'S2', fields: {} });
    const model = modelOf(d.trace(NODES, 100_000));
    const wordy = {
      ...model,
      meta: { ...model.meta, notes: model.meta.notes.map((n) => ({ ...n, label: 'word '.repeat(60) })) },
    };
    const view = viewOf();
    const label = buildScene(wordy, view).labels.find(({ text }) => text.startsWith('word'));
    expect(label?.text.endsWith('…')).toBe(true);
    expect(label?.whole).toBe('word '.repeat(60));
    expect(label?.box.x).toBeGreaterThan(view.scale.x(70_000));
  });

  it('nothing is written under what stands in the corner', () => {
    const cut: Input = {
      at: 60_000,
      fault: {
        type: 'partition',
        groups: [
          ['S1', 'S2'],
          ['S3', 'S4'],
        ],
      },
    };
    const model = modelOf(new Draft().trace(NODES, 100_000), [cut]);
    const view = viewOf();
    const caption = (corner: number) =>
      buildScene(model, { ...view, corner }).labels.find((label) => label.text.startsWith('cut'));
    expect(caption(0)?.box.x).toBeGreaterThan(view.scale.x(60_000));
    const beside = caption(300);
    expect((beside?.box.x ?? 0) + (beside?.box.width ?? 0)).toBeLessThanOrEqual(view.width - 300);
    // No free place at all: left out.
    expect(caption(500)).toBeUndefined();
  });
});

describe('places for a label', () => {
  it('are after the event, or flush with it at the edge', () => {
    expect(spotsFrom(100, [10, 20], 50, 600)).toEqual([
      { x: 104, y: 10, anchor: 'start' },
      { x: 104, y: 20, anchor: 'start' },
    ]);
    expect(spotsFrom(580, [10], 50, 600)).toEqual([{ x: 580, y: 10, anchor: 'end' }]);
    // Just fitting: the gap gives way before the rule does.
    expect(spotsFrom(549, [10], 50, 600)).toEqual([{ x: 550, y: 10, anchor: 'start' }]);
    expect(leadSpots(100, [10], 50, 600, 40)[0]?.lead).toEqual({ x: 100, y: 40 });
  });
});

it('names an operation between two zigzags of cuts, close to its bar', () => {
  const d = new Draft();
  d.add({ time: 30_000, kind: 'command', node: 1 });
  const invokeRow = d.add({ time: 30_000, kind: 'invoke', node: 1 });
  const { operations } = d;
  operations.push({
    id: 0,
    node: 'S2',
    f: 'write',
    key: 'x',
    value: 1,
    invokeRow,
    replyRow: -1,
    outcome: 'open',
  });
  const groups = [['S1', 'C1'], ['S2'], ['S3', 'S4']];
  const inputs: Input[] = [{ at: 10_000, fault: { type: 'partition', groups, until: 90_000 } }];
  const lanes = layoutLanes(NODES, META.roles, 334);
  expect(lanes.gap).toBeCloseTo(53, 0);
  const scene = buildScene(modelOf(d.trace(NODES, 100_000), inputs), { ...viewOf(), lanes });
  expect(scene.labels.some((label) => label.text.includes('x=1'))).toBe(true);
});
