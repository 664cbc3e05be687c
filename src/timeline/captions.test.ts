import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Input } from '../engine/runspec.ts';
import { Draft, measure, modelOf, NODES, viewOf } from './fixture.test-data.ts';
import { leadSpots, overlaps, spotsFrom } from './labels.ts';
import { buildScene } from './scene.ts';

/** Everything that bears a name, at random times on random lanes: leaders, notes, operations, faults of all sorts. */
const happenings = fc.array(
  fc.record({
    t: fc.integer({ min: 0, max: 99_000 }),
    lane: fc.nat(3),
    what: fc.constantFrom('leader', 'note', 'operation', 'crash', 'cut', 'block', 'drop'),
    length: fc.integer({ min: 1000, max: 60_000 }),
  }),
  { minLength: 1, maxLength: 25 },
);
type Happening = typeof happenings extends fc.Arbitrary<infer T> ? T : never;

function sceneOf(list: Happening, window?: { u0: number; u1: number }) {
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
    else inputs.push({ at: t, fault: { type: 'drop', from: node, to: 'C1' } });
  }
  return buildScene(modelOf(d.trace(NODES, 100_000), inputs), viewOf(window));
}

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
