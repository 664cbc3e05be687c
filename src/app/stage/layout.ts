/**
 * Where the nodes stand. Circles on a ring, squares (clients) beside it. Positions depend on the run's document and the size of
 * the picture alone, never on the cursor: nothing jumps while it plays. The ring is ordered so that the sides of each
 * partition in the document are neighbours, staying as near as possible to the order of their ids.
 */
import type { RoleMeta } from '../../engine/meta.ts';
import type { Input, NodeId, NodeInfo } from '../../engine/runspec.ts';
import { type Box, boxAround, distance, inside, overlaps, type Point, segmentTouches } from './geometry.ts';
import { orderRing } from './ring.ts';

export interface Label {
  /** From the node's centre. */
  readonly dx: number;
  readonly dy: number;
  readonly anchor: 'start' | 'middle' | 'end';
}
export interface Placed extends Point {
  readonly id: NodeId;
  readonly index: number;
  readonly role: string;
  readonly shape: 'circle' | 'square';
  /** Radius of a circle, half the side of a square. */
  readonly r: number;
  /** Where the node's status is written. */
  readonly label: Label;
}
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** In the order of their lanes: `nodes[i].index === i`. */
  readonly nodes: readonly Placed[];
  /** Centre of the ring. */
  readonly centre: Point;
  /** Radius of a circle. */
  readonly radius: number;
}
export type Groups = readonly (readonly NodeId[])[];

export function partitionsOf(inputs: readonly Input[]): Groups[] {
  const found: Groups[] = [];
  for (const input of inputs) {
    if ('fault' in input && input.fault.type === 'partition') found.push(input.fault.groups);
  }
  return found;
}

/** Index of the group that names the node, −1 if none does. */
export function groupOf(groups: Groups, id: NodeId): number {
  return groups.findIndex((g) => g.includes(id));
}

/** How far a square reaches from its centre, by its half side, px: it is a little wider than high, and a ring goes round it. */
export function squareReach(half: number): number {
  return (half + 11) * 1.12 + 2;
}

/** A circle of this radius has room for its name and a term, px; a smaller one only where they would touch. */
const LEAST = 21.5;
/** Room left beside the ring for a column of clients, in radii. */
const COLUMN = 2.7;
/** Between circles and the picture's edge: timers and rings of focus, px. */
const MARGIN = 15;

export function layoutStage(
  nodes: readonly NodeInfo[],
  roles: readonly RoleMeta[],
  partitions: readonly Groups[],
  width: number,
  height: number,
): Layout {
  const square = new Set(roles.filter((r) => r.shape === 'square').map((r) => r.id));
  const circles = nodes.filter((n) => !square.has(n.role));
  const squares = nodes.filter((n) => square.has(n.role));
  const angles = ringAngles(circles, partitions);
  const unit = new Map(circles.map((n, i) => [n.id, onRing(angles[i] as number, circles.length)]));
  const beside = placeSquares(squares, circles, unit, partitions);

  const leftColumn = beside.some((p) => p.x < 0);
  const rightColumn = beside.some((p) => p.x > 0);
  const columns = (leftColumn ? 1 : 0) + (rightColumn ? 1 : 0);
  /** The ring with circles of this radius, and the radius at which they would stand apart on it. */
  const ring = (size: number) => {
    const room = width - columns * COLUMN * size;
    const rx0 = Math.max(20, room / 2 - (size + MARGIN));
    const ry0 = Math.max(20, height / 2 - (size + MARGIN));
    const rx = Math.min(rx0, ry0 * 1.3);
    const ry = Math.min(ry0, rx0 * 1.5);
    // The ring and its columns stand in the middle together.
    const centre: Point = { x: (leftColumn ? COLUMN * size : 0) + room / 2, y: height / 2 };
    const points = [...unit].map(([id, p]) => ({ id, x: centre.x + p.x * rx, y: centre.y + p.y * ry }));
    let apart = Number.POSITIVE_INFINITY;
    points.forEach((p, i) => {
      for (const q of points.slice(i + 1)) apart = Math.min(apart, distance(p, q) * 0.34);
    });
    return { points, centre, spare: rx0 - rx, apart };
  };
  let radius = Math.max(LEAST, Math.min(40, 0.074 * Math.min(width, height * 1.1)));
  if (ring(radius).apart < radius) {
    // Smaller circles leave the ring more room: the largest that stand apart are looked for.
    let [small, large] = [0, radius];
    for (let pass = 0; pass < 20; pass++) {
      const middle = (small + large) / 2;
      if (ring(middle).apart < middle) large = middle;
      else small = middle;
    }
    radius = small;
  }
  const { points, centre, spare } = ring(radius);
  const at = new Map<NodeId, Point>(points.map(({ id, x, y }) => [id, { x, y }]));
  const half = radius * 0.68;
  squares.forEach((n, i) => {
    const p = beside[i] as Point;
    const inset = squareReach(half) + Math.max(0, spare - radius - 8);
    const x = p.x < 0 ? inset : width - inset;
    at.set(n.id, { x, y: height / 2 + p.y * (height / 2 - half - 10) });
  });

  const picture: Box = { x: 2, y: 2, w: width - 4, h: height - 4 };
  const all = [...at.values()];
  return {
    width,
    height,
    centre,
    radius,
    nodes: nodes.map((n) => {
      const p = at.get(n.id) as Point;
      const shape = square.has(n.role) ? 'square' : 'circle';
      return {
        id: n.id,
        index: n.index,
        role: n.role,
        shape,
        r: shape === 'square' ? half : radius,
        x: p.x,
        y: p.y,
        label: placeLabel(p, shape === 'square' ? half : radius, LONGEST, all, centre, radius, picture),
      };
    }),
  };
}

/** The same nodes with their words in new places, for they were moved. */
export function labelled(layout: Layout): Layout {
  const { nodes, centre, radius, width, height } = layout;
  const picture: Box = { x: 2, y: 2, w: width - 4, h: height - 4 };
  return {
    ...layout,
    nodes: nodes.map((node) => ({
      ...node,
      label: placeLabel(node, node.r, LONGEST, nodes, centre, radius, picture),
    })),
  };
}

/** Room for the word beside a node, px. */
const LONGEST = 58;

function onRing(angle: number, count: number): Point {
  return count === 1 ? { x: 0, y: 0 } : { x: Math.cos(angle), y: Math.sin(angle) };
}

/** So many circles leave room for a fracture between any two: there a cut moves nobody who does not have to change sides. */
const ROOMY = 7;
const WIDER = 1.4;

/**
 * Angle of each circle (radians, clockwise from the right). The first stands at the upper left, the others follow
 * counter-clockwise; on a ring that is full a wider gap lies wherever a partition of the run will pass.
 */
export function ringAngles(circles: readonly NodeInfo[], partitions: readonly Groups[]): number[] {
  const n = circles.length;
  const ids = circles.map((c) => c.id);
  const labels = partitions.map((groups) => ids.map((id) => groupOf(groups, id)));
  const order = orderRing(n, labels);
  const gap = order.map((a, slot) => {
    const b = order[(slot + 1) % n] as number;
    const parted = labels.some((l) => {
      const x = l[a] as number;
      const y = l[b] as number;
      return x >= 0 && y >= 0 && x !== y;
    });
    return parted && n > ROOMY ? WIDER : 1;
  });
  const total = gap.reduce((sum, g) => sum + g, 0);
  const home = (slot: number) => -Math.PI / 2 - Math.PI / n - (slot * 2 * Math.PI) / n;
  const angles: number[] = [];
  let turned = 0;
  gap.forEach((g, slot) => {
    angles[slot] = home(0) - turned;
    turned += (g / total) * 2 * Math.PI;
  });
  // Turn the ring so that, on average, nobody leaves home.
  const drift = angles.reduce((sum, a, slot) => sum + (home(slot) - a), 0) / Math.max(1, n);
  const result: number[] = [];
  order.forEach((node, slot) => {
    result[node] = (angles[slot] as number) + drift;
  });
  return result;
}

/** Squares stand in columns left and right of the ring, on the side of the group they belong to. Unit coordinates. */
function placeSquares(
  squares: readonly NodeInfo[],
  circles: readonly NodeInfo[],
  unit: ReadonlyMap<NodeId, Point>,
  partitions: readonly Groups[],
): Point[] {
  const twoColumns = squares.length > 4;
  const perColumn = Math.max(3, Math.ceil(squares.length / (twoColumns ? 2 : 1)));
  const spots: Point[] = [];
  for (const x of [-1.5, 1.5]) {
    for (let k = 0; k < perColumn; k++) spots.push({ x, y: -0.82 + (1.64 * k) / (perColumn - 1) });
  }
  const all = [...spots];
  return squares.map((node, k) => {
    // One column from the top; with many, left and right in turn.
    const home = all[!twoColumns ? k : k % 2 ? perColumn + ((k - 1) >> 1) : k >> 1] as Point;
    let best = 0;
    let bestCost = Infinity;
    spots.forEach((spot, i) => {
      let cost = distance(spot, home);
      for (const groups of partitions) {
        const own = groupOf(groups, node.id);
        if (own < 0) continue;
        let near = Infinity;
        let far = Infinity;
        for (const c of circles) {
          const g = groupOf(groups, c.id);
          if (g < 0) continue;
          const d = distance(spot, unit.get(c.id) as Point);
          if (g === own) near = Math.min(near, d);
          else far = Math.min(far, d);
        }
        if (near < Infinity && near > far - 0.3) cost += 100;
      }
      if (cost < bestCost) {
        bestCost = cost;
        best = i;
      }
    });
    return spots.splice(best, 1)[0] as Point;
  });
}

const AROUND: readonly (readonly [number, number])[] = [
  [1, -0.55],
  [-1, -0.55],
  [1, 0.55],
  [-1, 0.55],
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
];

/** A place beside a node where a word disturbs no other node and few links. */
function placeLabel(
  p: Point,
  r: number,
  width: number,
  all: readonly Point[],
  centre: Point,
  radius: number,
  picture: Box,
): Label {
  const size = 13;
  let best: Label = { dx: r + 8, dy: 4, anchor: 'start' };
  let bestCost = Infinity;
  for (const [ux, uy] of AROUND) {
    const anchor = ux > 0 ? 'start' : ux < 0 ? 'end' : 'middle';
    // Outside the ring of a node that acts.
    const dx = ux * (r * (uy === 0 ? 1 : 0.86) + 13);
    const dy = uy === 0 ? 4 : uy === -1 ? -r - 12 : uy === 1 ? r + 22 : uy * (r + 8) + 4;
    const left = ux > 0 ? p.x + dx : ux < 0 ? p.x + dx - width : p.x - width / 2;
    const box: Box = { x: left - 3, y: p.y + dy - size - 1, w: width + 6, h: size + 6 };
    let cost = inside(box, picture) ? 0 : 50;
    for (const q of all) {
      if (q === p) continue;
      if (overlaps(box, boxAround(q, radius + 8))) cost += 20;
      if (segmentTouches(box, p, q)) cost += 2;
    }
    const outward = (dx * (p.x - centre.x) + dy * (p.y - centre.y)) / (1 + distance(p, centre));
    cost -= outward / 60;
    if (cost < bestCost - 1e-9) {
      bestCost = cost;
      best = { dx, dy, anchor };
    }
  }
  return best;
}
