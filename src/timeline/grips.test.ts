import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault, Input } from '../engine/runspec.ts';
import { Draft, modelOf, NODES, viewOf } from './fixture.test-data.ts';
import { gripAt, MOUSE_GRIP, TOUCH_GRIP } from './grips.ts';
import { hitTest } from './hit.ts';
import { buildScene } from './scene.ts';
import type { Scene } from './types.ts';

/** Messages every half millisecond, so that events lie on every lane under every end. */
const d = new Draft();
for (let t = 0; t < 95_000; t += 500) d.deliver(t + 3000, d.send(t, (t / 500) % 4, (t / 500 + 1) % 4));
const busy = d.trace(NODES, 100_000);

function sceneOf(inputs: readonly Input[]): Scene {
  return buildScene(modelOf(busy, inputs), viewOf());
}

/** How many pixels in a row, at some height, take hold of this end. */
function widthOf(
  scene: Scene,
  input: number,
  end: 'start' | 'end',
  least: number,
  selected: number | null = null,
): number {
  let best = 0;
  const object = scene.inputs[input];
  const at = end === 'start' ? (object?.x0 ?? 0) : (object?.x1 ?? 0);
  const heights = object?.form === 'partition' ? [38] : (object?.pieces ?? []).map((p) => p.y + p.height / 3);
  for (const y of heights) {
    let row = 0;
    for (let x = at - least - 20; x <= at + least + 20; x += 0.5) {
      const hit = hitTest(scene, x, y, { cursorX: null, selected, reach: 6, grip: least });
      row = hit.kind === 'edge' && hit.input === input && hit.end === end ? row + 0.5 : 0;
      best = Math.max(best, row);
    }
  }
  return best;
}

const on = (node: string, until: number): readonly Fault[] => [
  { type: 'crash', node, until },
  { type: 'amnesia', node, until },
  { type: 'pause', node, until },
  { type: 'slow', node, each: [10, 20], until },
  { type: 'diskFull', node, until },
  { type: 'slowFsync', node, by: [10, 20], until },
  { type: 'clock', node, driftPpm: 1000, until },
  { type: 'block', from: node, to: node === 'S2' ? 'S3' : 'S2', until },
  { type: 'link', from: node, to: node === 'S2' ? 'S3' : 'S2', loss: 0.5, until },
  { type: 'outage', nodes: [node, 'S4'], until },
  { type: 'partition', groups: [['S1'], ['S2', 'S3']], until },
];

const fault = (least: number) =>
  fc
    .record({
      kind: fc.nat({ max: 10 }),
      node: fc.constantFrom('S1', 'S2'),
      at: fc.integer({ min: 20, max: 60 }).map((t) => t * 1000),
      length: fc.integer({ min: least, max: 30 }).map((t) => t * 1000),
    })
    .map(({ kind, node, at, length }): Input => ({ at, fault: on(node, at + length)[kind] as Fault }));

describe('ends of faults', () => {
  it('every fault that lasts has both ends at least 10 px wide, over whatever else is there', () => {
    for (const kind of on('S1', 60_000)) {
      const scene = sceneOf([{ at: 40_000, fault: kind }]);
      for (const end of ['start', 'end'] as const) {
        expect(widthOf(scene, 0, end, MOUSE_GRIP), `${kind.type} ${end}`).toBeGreaterThanOrEqual(10);
        expect(widthOf(scene, 0, end, TOUCH_GRIP), `${kind.type} ${end}`).toBeGreaterThanOrEqual(44);
      }
    }
  });

  it('also where two overlap, meet or end together', () => {
    fc.assert(
      fc.property(fault(3), fault(3), fault(1), fault(1), (one, other, short, shorter) => {
        const scene = sceneOf([one, other]);
        const dense = sceneOf([one, short, shorter]);
        for (const input of [0, 1]) {
          for (const end of ['start', 'end'] as const) {
            const width = widthOf(scene, input, end, MOUSE_GRIP);
            expect(width, `${input} ${end}`).toBeGreaterThanOrEqual(9.5);
            // However many there are: the one that is picked has its own.
            const picked = widthOf(dense, input, end, MOUSE_GRIP, input);
            expect(picked, `picked ${input} ${end}`).toBeGreaterThanOrEqual(9.5);
          }
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('a short one keeps a middle that moves it, and the one that is picked goes first', () => {
    const inputs: Input[] = [
      { at: 40_000, fault: { type: 'crash', node: 'S1', until: 41_800 } },
      { at: 20_000, fault: { type: 'slow', node: 'S1', each: [10, 20], until: 41_800 } },
    ];
    const scene = sceneOf(inputs);
    const y = scene.view.lanes.y[0] as number;
    const middle = scene.view.scale.x(40_900);
    expect(hitTest(scene, middle, y, { cursorX: null, selected: 0, reach: 6 }).kind).not.toBe('edge');
    const end = scene.view.scale.x(41_800);
    const options = { cursorX: null, least: MOUSE_GRIP };
    expect(gripAt(scene, end - 2, y, { ...options, selected: null })?.input).toBe(0);
    expect(gripAt(scene, end + 2, y, { ...options, selected: null })?.input).toBe(1);
    expect(gripAt(scene, end - 2, y, { ...options, selected: 1 })).toEqual({ input: 1, end: 'end' });
    expect(gripAt(scene, end + 2, y, { ...options, selected: 0 })).toEqual({ input: 0, end: 'end' });
  });
});
