import { expect, test } from 'vitest';
import type { NodeInfo } from '../../engine/runspec.ts';
import { raft } from '../run.test-data.ts';
import { arranged, inPicture, sanePlaces } from './arrange.ts';
import { distance } from './geometry.ts';
import { layoutStage } from './layout.ts';
import { sidesOf } from './stroke.ts';

const nodes: NodeInfo[] = ['S1', 'S2', 'S3', 'S4', 'S5'].map((id, index) => ({ id, role: 'server', index }));
nodes.push({ id: 'C1', role: 'client', index: 5 });
const ring = layoutStage(nodes, raft.roles, [], 600, 400);
/** In two rows of three. */
const layout = arranged(
  ring,
  Object.fromEntries(nodes.map(({ id }, i) => [id, [0.2 + 0.3 * (i % 3), i < 3 ? 0.25 : 0.75] as const])),
);

test('a straight stroke parts those on either side, also beyond its ends', () => {
  const rows = [
    ['S1', 'S2', 'S3'],
    ['S4', 'S5', 'C1'],
  ];
  expect(
    sidesOf(
      [
        { x: 50, y: 200 },
        { x: 550, y: 200 },
      ],
      layout,
    ),
  ).toEqual(rows);
  expect(
    sidesOf(
      [
        { x: 550, y: 200 },
        { x: 50, y: 200 },
      ],
      layout,
    ),
  ).toEqual(rows);
  expect(
    sidesOf(
      [
        { x: 280, y: 200 },
        { x: 320, y: 200 },
      ],
      layout,
    ),
  ).toEqual(rows);
  expect(
    sidesOf(
      [
        { x: 210, y: 20 },
        { x: 210, y: 380 },
      ],
      layout,
    ),
  ).toEqual([
    ['S1', 'S4'],
    ['S2', 'S3', 'S5', 'C1'],
  ]);
});

test('a bent stroke parts by its bend', () => {
  // Down between the first two columns, then right between the rows.
  const bend = [
    { x: 210, y: 0 },
    { x: 210, y: 100 },
    { x: 210, y: 200 },
    { x: 400, y: 200 },
    { x: 600, y: 200 },
  ];
  expect(sidesOf(bend, layout)).toEqual([
    ['S1', 'S4', 'S5', 'C1'],
    ['S2', 'S3'],
  ]);
});

test('a ring parts those inside from the others', () => {
  const s5 = layout.nodes[4] ?? { x: 0, y: 0 };
  const circle = Array.from({ length: 24 }, (_, i) => ({
    x: s5.x + 60 * Math.cos((i / 24) * 2 * Math.PI),
    y: s5.y + 60 * Math.sin((i / 24) * 2 * Math.PI),
  }));
  expect(sidesOf(circle, layout)).toEqual([['S1', 'S2', 'S3', 'S4', 'C1'], ['S5']]);
});

test('a stroke that parts nobody is none', () => {
  expect(sidesOf([], layout)).toBeNull();
  expect(sidesOf([{ x: 5, y: 5 }], layout)).toBeNull();
  expect(
    sidesOf(
      [
        { x: 5, y: 5 },
        { x: 595, y: 5 },
      ],
      layout,
    ),
  ).toBeNull();
});

test('nodes stay in the picture wherever they are put, and keep their places at any size', () => {
  for (const p of [
    { x: -50, y: 9999 },
    { x: 600, y: 0 },
    { x: 300, y: 200 },
  ]) {
    const { x, y } = inPicture(ring, 30, p);
    expect(x).toBeGreaterThanOrEqual(30);
    expect(x).toBeLessThanOrEqual(570);
    expect(y).toBeGreaterThanOrEqual(30);
    expect(y).toBeLessThanOrEqual(370);
  }
  const places = { S2: [0.5, 0.5] } as const;
  const small = arranged(layoutStage(nodes, raft.roles, [], 300, 200), places);
  expect(distance(small.nodes[1] ?? { x: 0, y: 0 }, { x: 150, y: 100 })).toBe(0);
  // Others stay where they were, and nothing of another protocol matters.
  expect(arranged(ring, places).nodes[0]).toMatchObject({ x: ring.nodes[0]?.x, y: ring.nodes[0]?.y });
  expect(arranged(ring, { K9: [0.1, 0.1] })).toBe(ring);
});

test('what was stored is taken only if it could have been put there', () => {
  expect(
    sanePlaces({
      raft: { S1: [0.5, 0.25], S2: [2, 0], S3: 'x', __proto__: [0, 0], S4: [Number.NaN, 0] },
      '../x': { S1: [0, 0] },
      other: null,
    }),
  ).toEqual({ raft: { S1: [0.5, 0.25] } });
  expect(sanePlaces(null)).toEqual({});
});
