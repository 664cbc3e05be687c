import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoleMeta } from '../../engine/meta.ts';
import type { NodeInfo } from '../../engine/runspec.ts';
import { cutText, fractureLines } from './faultlabels.ts';
import { crossing, fracture, jagged } from './fracture.ts';
import { distance, distanceToSegment, type Point } from './geometry.ts';
import { nearestNode, splitAt } from './hit.ts';
import { type Groups, groupOf, layoutStage } from './layout.ts';
import { neighbour } from './neighbour.ts';
import { breaks, orderRing } from './ring.ts';

const role = (id: string, prefix: string, shape: 'circle' | 'square'): RoleMeta => ({
  id,
  prefix,
  title: id,
  plural: `${id}s`,
  count: { min: 0, max: 9, default: 1 },
  shape,
});
const roles = [role('client', 'C', 'square'), role('server', 'S', 'circle')];
const cast = (clients: number, servers: number): NodeInfo[] =>
  [
    ...Array.from({ length: clients }, (_, i) => ({ id: `C${i + 1}`, role: 'client' })),
    ...Array.from({ length: servers }, (_, i) => ({ id: `S${i + 1}`, role: 'server' })),
  ].map((n, index) => ({ ...n, index }));
const place = (clients: number, servers: number, partitions: Groups[] = [], w = 420, h = 350) =>
  layoutStage(cast(clients, servers), roles, partitions, w, h);

describe('layout', () => {
  it('keeps nodes inside and apart, for every cast and size', () => {
    for (const [w, h] of [
      [420, 350],
      [390, 280],
      [300, 300],
      [900, 500],
      [260, 420],
    ] as const) {
      for (const servers of [1, 2, 3, 5, 7, 9]) {
        for (const clients of [0, 1, 3, 5]) {
          const { nodes } = place(clients, servers, [], w, h);
          for (const [i, a] of nodes.entries()) {
            expect(a.index).toBe(i);
            expect(a.x - a.r, `${a.id} ${w}×${h}`).toBeGreaterThanOrEqual(0);
            expect(a.x + a.r).toBeLessThanOrEqual(w);
            expect(a.y - a.r).toBeGreaterThanOrEqual(0);
            expect(a.y + a.r).toBeLessThanOrEqual(h);
            for (const b of nodes.slice(i + 1)) {
              expect(distance(a, b), `${a.id} ${b.id} ${servers} ${w}×${h}`).toBeGreaterThan(a.r + b.r);
            }
          }
        }
      }
    }
  });

  it('gives the room of a narrow picture to the ring: circles are as large as can stand apart', () => {
    const { nodes, radius } = place(5, 9, [], 264, 275);
    expect(radius).toBeGreaterThan(14);
    const circles = nodes.filter(({ shape }) => shape === 'circle');
    const gaps = circles.flatMap((a, i) => circles.slice(i + 1).map((b) => distance(a, b)));
    expect(Math.min(...gaps) * 0.34).toBeCloseTo(radius, 3);
  });

  it('leaves every node where it stands when the sides are neighbours already', () => {
    const plain = place(1, 5);
    const cut = place(1, 5, [
      [
        ['S1', 'S2'],
        ['S3', 'S4', 'S5'],
      ],
    ]);
    const spots = ({ nodes }: typeof plain) => nodes.map(({ id, x, y }) => ({ id, x, y }));
    expect(spots(cut)).toEqual(spots(plain));
    // As drawn: S1 and S2 at the left, S4 and S5 at the right, S3 below.
    const at = (id: string) => plain.nodes.find((n) => n.id === id) as Point;
    expect(at('S1').x).toBeLessThan(plain.centre.x);
    expect(at('S2').x).toBeLessThan(plain.centre.x);
    expect(at('S4').x).toBeGreaterThan(plain.centre.x);
    expect(at('S3').y).toBeGreaterThan(at('S4').y);
  });

  it('stands a client on the side it is cut off with', () => {
    const groups: Groups = [
      ['C1', 'S4', 'S5'],
      ['S1', 'S2', 'S3'],
    ];
    const { nodes, width, height } = place(1, 5, [groups]);
    const sites = nodes.map((n) => ({ x: n.x, y: n.y, group: groupOf(groups, n.id) }));
    const lines = fracture(sites, width, height);
    const client = nodes[0] as Point;
    const own = nodes.filter((n) => n.id === 'S4' || n.id === 'S5');
    expect(Math.min(...own.map((n) => crossing(client, n, lines) ?? 2))).toBe(2);
  });
});

describe('order of the ring', () => {
  it('makes the sides of any one partition neighbours', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 1, maxLength: 9 }), (label) => {
        const order = orderRing(label.length, [label]);
        expect([...order].sort((a, b) => a - b)).toEqual(label.map((_, i) => i));
        const groups = new Set(label.filter((g) => g >= 0)).size;
        expect(breaks(order, [label])).toBe(groups < 2 ? 0 : groups);
      }),
      { numRuns: 60 },
    );
  });

  it('serves two partitions at once where that can be', () => {
    const labels = [
      [0, 1, 0, 1, 1],
      [0, 1, 1, 1, 0],
    ];
    expect(breaks(orderRing(5, labels), labels)).toBe(4);
    expect(breaks([0, 1, 2, 3, 4], labels)).toBeGreaterThan(4);
  });
});

describe('fracture', () => {
  const casts = fc.record({
    servers: fc.integer({ min: 2, max: 9 }),
    clients: fc.integer({ min: 0, max: 3 }),
    seed: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 12, maxLength: 12 }),
  });
  it('parts every pair on different sides and touches no node', () => {
    fc.assert(
      fc.property(casts, ({ servers, clients, seed }) => {
        const nodes = cast(clients, servers);
        const groups: Groups = [0, 1, 2].map((g) => nodes.filter((_, i) => seed[i] === g).map((n) => n.id));
        const layout = layoutStage(nodes, roles, [groups], 420, 350);
        const sites = layout.nodes.map((n) => ({ x: n.x, y: n.y, r: n.r, group: groupOf(groups, n.id) }));
        const lines = fracture(sites, 420, 350);
        for (const a of sites) {
          for (const line of lines) {
            line.slice(1).forEach((p, i) => {
              expect(distanceToSegment(a, line[i] as Point, p)).toBeGreaterThan(a.r);
            });
          }
          // Unless a neutral node stands between them.
          if (sites.some((s) => s.group < 0)) continue;
          for (const b of sites) {
            if (a.group === b.group) continue;
            // Opposite nodes look at one another through the very point where several borders meet.
            const corner = lines.flat().some((p) => distanceToSegment(p, a, b) < 2.5);
            expect(corner || crossing(a, b, lines) !== null).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is one line from edge to edge between two halves, and its jagged form keeps near it', () => {
    const sites = [
      { x: 100, y: 100, group: 0 },
      { x: 300, y: 100, group: 1 },
      { x: 100, y: 250, group: 0 },
      { x: 300, y: 260, group: 1 },
    ];
    const lines = fracture(sites, 400, 350);
    expect(lines).toHaveLength(1);
    const [line] = lines;
    const broken = jagged(line ?? [], 30, 8);
    expect(broken.length).toBeGreaterThan(6);
    expect(broken[0]).toEqual(line?.[0]);
    expect(broken.at(-1)).toEqual(line?.at(-1));
    const off = broken.map((p) => {
      const gaps = (line ?? []).slice(1).map((q, i) => distanceToSegment(p, line?.[i] as Point, q));
      return Math.min(...gaps);
    });
    expect(Math.max(...off)).toBeLessThanOrEqual(8.01);
    expect(Math.max(...off)).toBeGreaterThan(3);
  });

  it('leaves a gap where a node that is in no group stands between the sides', () => {
    const sites = [
      { x: 60, y: 150, group: 0 },
      { x: 340, y: 150, group: 1 },
      { x: 200, y: 150, group: -1 },
    ];
    expect(fracture(sites, 400, 300)).toEqual([]);
  });
});

describe('the hand', () => {
  const layout = place(1, 5);
  const node = (id: string) => layout.nodes.find((n) => n.id === id) as Point;
  it('cuts upright through the pointer, leaving servers on either side', () => {
    const [a, b] = splitAt(layout, { x: layout.centre.x - 45, y: layout.centre.y }) ?? [[], []];
    expect([a, b]).toEqual([
      ['C1', 'S1', 'S2'],
      ['S3', 'S4', 'S5'],
    ]);
    const [c, d] = splitAt(layout, { x: layout.centre.x + 50, y: layout.centre.y }) ?? [[], []];
    expect(d).toEqual(['S4', 'S5']);
    expect(c).toEqual(['C1', 'S1', 'S2', 'S3']);
  });
  it('cuts off the node under the pointer, and finds a cut from any point', () => {
    expect(splitAt(layout, node('S4'))?.[1]).toEqual(['S4']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 420 }), fc.integer({ min: 0, max: 350 }), (x, y) => {
        const groups = splitAt(layout, { x, y });
        expect(groups?.flat().sort()).toEqual(['C1', 'S1', 'S2', 'S3', 'S4', 'S5']);
        expect(groups?.every((g) => g.length > 0)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
  it('takes the nearest node within reach', () => {
    const s3 = node('S3');
    expect(nearestNode(layout, { x: s3.x + 30, y: s3.y - 10 }, 64)?.id).toBe('S3');
    expect(nearestNode(layout, layout.centre, 20)).toBeNull();
  });
  it('walks with the arrows', () => {
    const lane = (id: string) => layout.nodes.findIndex((n) => n.id === id);
    expect(neighbour(layout, lane('S1'), 'ArrowDown')).toBe(lane('S2'));
    expect(neighbour(layout, lane('S1'), 'ArrowRight')).toBe(lane('S5'));
    expect(neighbour(layout, lane('S3'), 'ArrowDown')).toBeNull();
  });
});

describe('a cut that names few', () => {
  const layout = place(1, 5);
  const at = (id: string) => layout.nodes.find((n) => n.id === id) as Point;

  it('breaks the links between its sides and is no wall for the others', () => {
    const groups: Groups = [['S1', 'S2'], ['S4']];
    const lines = fractureLines(layout, groups);
    expect(lines).toHaveLength(2);
    for (const id of ['S1', 'S2']) expect(crossing(at(id), at('S4'), lines)).not.toBeNull();
    for (const line of lines) expect(distance(line[0] as Point, line[1] as Point)).toBeLessThan(40);
  });

  it('says whom it leaves alone', () => {
    expect(cutText([['S1'], ['S2']], false)).toBe('cut');
    expect(
      cutText(
        [
          ['S1', 'S2'],
          ['S3', 'S4'],
        ],
        false,
        ['S5'],
      ),
    ).toBe('cut, not for S5');
    expect(cutText([['S1'], ['S2', 'S3']], true, ['S5'])).toBe('cut S1, not for S5');
    expect(cutText([['S1'], ['S2']], false, ['C1', 'S3', 'S4'])).toBe('cut S1 | S2');
  });
});
