import { describe, expect, test } from 'vitest';
import { EXAMPLES } from '../../logs/examples.ts';
import { LOG_META } from '../../logs/meta.ts';
import { readLog } from '../../logs/read.ts';
import { judged } from '../../logs/reading.ts';
import { TICK } from '../../logs/trace.ts';
import { layoutLanes } from '../../timeline/lanes.ts';
import { makeScale } from '../../timeline/scale.ts';
import { buildScene } from '../../timeline/scene.ts';
import { drawnOf } from './drawn.ts';
import { hostTone, lamportTicks, logScene, plotLeft, shortNames } from './picture.ts';

const measure = (text: string, size: number) => text.length * size * 0.5;

function sceneOf(text: string, width: number) {
  const read = readLog(text);
  if (!read.ok || !read.log.executions[0]) throw new Error('not read');
  const drawn = drawnOf(judged(read.log.executions[0]));
  const lanes = layoutLanes(drawn.resolved.nodes, LOG_META.roles, 600);
  const scale = makeScale(drawn.resolved.spec.until, 100, width - 18);
  const { resolved, index } = drawn;
  const model = { meta: LOG_META, resolved, index };
  return { drawn, scene: logScene(buildScene(model, { width, scale, lanes, measure })) };
}

describe('the picture of a log', () => {
  test('has a line for each message, in the colour of its host', () => {
    const { drawn, scene } = sceneOf(EXAMPLES[0]?.text ?? '', 900);
    expect(scene.messages.length).toBe(drawn.causality.sources.length);
    for (const line of scene.messages) {
      expect(line.fate).toBe('delivered');
      expect(line.tone).toBe(hostTone(drawn.index.flights.from[line.flight] as number));
      expect(line.x1).toBeGreaterThan(line.x0);
    }
    expect(scene.labels.map(({ text }) => text)).toContain('asks to set title to "Draft"');
  });

  test('flags clocks that cannot be, whatever else there is no room for', () => {
    const { drawn, scene } = sceneOf(EXAMPLES[1]?.text ?? '', 340);
    expect(scene.flags.length).toBe(drawn.trace.violations.length);
    expect(scene.labels.filter(({ tone }) => tone !== 'fault').every(({ box }) => box.width <= 110)).toBe(
      true,
    );
  });

  test('is not written over where events stand close', () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `a {"a":${i + 1}}\nsomething happens`).join('\n');
    expect(sceneOf(lines, 900).scene.labels).toEqual([]);
  });
});

test('ticks are whole steps of Lamport’s time, from 1, apart enough to be read', () => {
  for (const steps of [1, 3, 9, 70, 1234, 99_999]) {
    const ticks = lamportTicks(makeScale((steps + 0.5) * TICK, 60, 860));
    expect(ticks.length).toBeGreaterThan(0);
    for (const [i, { t, x, label }] of ticks.entries()) {
      expect(Number(label) * TICK).toBe(t);
      expect(Number.isInteger(Number(label)) && Number(label) >= 1).toBe(true);
      if (i > 0) expect(x - (ticks[i - 1]?.x ?? 0)).toBeGreaterThanOrEqual(39);
    }
  }
});

test('long names of hosts are cut to the room there is', () => {
  const names = ['front-end', 'client-testGetEveryNSeconds'];
  for (const width of [360, 900]) {
    const left = plotLeft(names, width, measure);
    expect(left).toBeLessThanOrEqual(Math.ceil(width * 0.28));
    const nodes = names.map((id, index) => ({ id, role: 'host', index }));
    const lanes = shortNames(layoutLanes(nodes, LOG_META.roles, 400), left, measure);
    for (const { id } of lanes.list) expect(measure(id, 14)).toBeLessThanOrEqual(left - 18 - 8);
    expect(lanes.list[1]?.id).toMatch(/^client.*…$/);
  }
  expect(plotLeft(['a', 'b'], 360, measure)).toBe(44);
});
