import { describe, expect, it } from 'vitest';
import type { Input } from '../engine/runspec.ts';
import { Draft, modelOf, NODES, viewOf } from './fixture.test-data.ts';
import { type HitOptions, hitTest } from './hit.ts';
import { landingAt } from './landing.ts';
import { buildScene } from './scene.ts';

const mouse: HitOptions = { cursorX: null, selected: null, reach: 6 };
const inputs: Input[] = [
  {
    at: 20_000,
    fault: {
      type: 'partition',
      groups: [
        ['S1', 'S2'],
        ['S3', 'S4'],
      ],
      until: 60_000,
    },
  },
  { at: 70_000, fault: { type: 'crash', node: 'S3', until: 90_000 } },
];
const d = new Draft();
const send = d.send(5000, 0, 1);
const arrival = d.deliver(15_000, send);
const scene = buildScene(modelOf(d.trace(NODES, 100_000), inputs), viewOf());
const { scale, lanes } = scene.view;
const y = (node: number) => lanes.y[node] as number;

describe('under the pointer', () => {
  it('the axis, the cursor on it, and a lane’s name', () => {
    expect(hitTest(scene, 500, 10, mouse)).toEqual({ kind: 'axis' });
    expect(hitTest(scene, 500, 10, { ...mouse, cursorX: 503 })).toEqual({ kind: 'cursor' });
    expect(hitTest(scene, 500, y(2) - 20, { ...mouse, cursorX: 502 }).kind).toBe('cursor');
    expect(hitTest(scene, 20, y(2) + 3, mouse)).toEqual({ kind: 'lane', node: 2 });
  });

  it('an event before the message that ends in it', () => {
    expect(hitTest(scene, scale.x(15_000) + 3, y(1) - 2, mouse)).toEqual({
      kind: 'step',
      step: d.step(arrival),
    });
    const middle = hitTest(scene, scale.x(9000), y(0) + (y(1) - y(0)) * 0.4 + 2, mouse);
    expect(middle).toEqual({ kind: 'message', flight: 0, step: d.step(send) });
    const later = hitTest(scene, scale.x(13_000), y(0) + (y(1) - y(0)) * 0.8, mouse);
    expect(later).toEqual({ kind: 'message', flight: 0, step: d.step(arrival) });
  });

  it('ends, body and side letters of faults', () => {
    expect(hitTest(scene, scale.x(20_000) + 2, lanes.top, mouse)).toEqual({
      kind: 'edge',
      input: 0,
      end: 'start',
    });
    expect(hitTest(scene, scale.x(60_000) - 4, y(0) + 20, mouse)).toEqual({
      kind: 'edge',
      input: 0,
      end: 'end',
    });
    expect(hitTest(scene, scale.x(40_000), y(0) + 20, mouse)).toEqual({ kind: 'input', input: 0 });
    expect(hitTest(scene, scale.x(20_000), y(3), mouse)).toEqual({ kind: 'letter', input: 0, node: 3 });
    expect(hitTest(scene, scale.x(80_000), y(2), mouse)).toEqual({ kind: 'input', input: 1 });
    expect(hitTest(scene, scale.x(90_000) + 1, y(2), mouse)).toEqual({ kind: 'edge', input: 1, end: 'end' });
    expect(hitTest(scene, scale.x(65_000), y(0) + 20, mouse)).toEqual({ kind: 'empty' });
  });
});

describe('where a chip lands', () => {
  it('on the nearest lane at the time under the pointer', () => {
    expect(landingAt(scene, scale.x(40_000), y(2) + 9, 'node')).toMatchObject({ at: 40_000, node: 'S3' });
    // Whether that node can be struck is for others to say: the chip does not jump to one that can.
    expect(landingAt(scene, scale.x(40_000), y(4) + 3, 'node')?.node).toBe('C1');
    expect(landingAt(scene, 3, y(2), 'node')).toBeNull();
  });

  it('parts the lanes at the gap nearest to the pointer, clients with their neighbours', () => {
    const groups = landingAt(scene, scale.x(40_000), (y(1) + y(2)) / 2 + 4, 'partition')?.groups;
    expect(groups).toEqual([
      ['C1', 'S1', 'S2'],
      ['S3', 'S4'],
    ]);
  });

  it('takes the two lanes it lies between for a link, from the nearer to the other, whatever messages cross there', () => {
    const link = (height: number) => landingAt(scene, scale.x(9000), height, 'link')?.link;
    expect(link(y(0) + (y(1) - y(0)) * 0.4)).toEqual(['S1', 'S2']);
    expect(link(y(0) + (y(1) - y(0)) * 0.6)).toEqual(['S2', 'S1']);
    expect(link(y(2) + 20)).toEqual(['S3', 'S4']);
    expect(link(y(4) + 20)).toEqual(['C1', 'S1']);
    const onLane = landingAt(scene, scale.x(9000), y(2) + 4, 'link');
    expect(onLane).toMatchObject({ node: 'S3', link: undefined });
    expect(landingAt(scene, scale.x(9000), y(3) + 18, 'link')).toMatchObject({ node: 'S4' });
  });

  it('is as round as the zoom can aim', () => {
    expect(landingAt(scene, scale.x(40_037), y(2), 'node')).toMatchObject({ at: 40_000, precision: 200 });
  });

  it('takes the nearest message for what acts on one', () => {
    expect(landingAt(scene, scale.x(12_000), y(1) - 10, 'message')).toMatchObject({
      send,
      at: 5000,
      node: 'S1',
    });
    expect(landingAt(scene, scale.x(80_000), y(3), 'message')).toBeNull();
  });
});
