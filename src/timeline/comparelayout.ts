/** Where two runs run on one time axis: every node has two half-lanes, run A's above and run B's below. */
import type { RoleMeta } from '../engine/meta.ts';
import type { NodeInfo } from '../engine/runspec.ts';
import { AXIS, type Lane, type Lanes } from './lanes.ts';

/** A node with its two half-lanes. */
export interface PairRow {
  readonly id: string;
  readonly shape: 'circle' | 'square';
  /** Heights of the half-lanes; null in the run that has no such node. */
  readonly a: number | null;
  readonly b: number | null;
  readonly top: number;
  readonly bottom: number;
}

export interface PairLayout {
  readonly rows: readonly PairRow[];
  readonly lanesA: Lanes;
  readonly lanesB: Lanes;
  /** Half-lanes of the inputs, above those of the nodes. */
  readonly inputsA: number;
  readonly inputsB: number;
  readonly top: number;
  readonly bottom: number;
  /** Of everything; more than was given when the lanes would be too close. */
  readonly height: number;
}

const INPUT_GAP = 20;
const CLOSEST = 42;
const WIDEST = 96;
const BELOW = 10;
/** px: the axis, and under it the word that says where the runs part. */
const HEAD = AXIS + 22;

export function layoutPairs(
  nodesA: readonly NodeInfo[],
  nodesB: readonly NodeInfo[],
  roles: readonly RoleMeta[],
  height: number,
): PairLayout {
  const shapeOf = (node: NodeInfo) => roles.find((role) => role.id === node.role)?.shape ?? 'circle';
  const known = new Set(nodesA.map((node) => node.id));
  const all = [...nodesA, ...nodesB.filter((node) => !known.has(node.id))];
  // As on the timeline of one run: clients first, then servers, those of one role together.
  const rank = (node: NodeInfo) => (shapeOf(node) === 'square' ? 0 : 1);
  const ordered = all
    .map((node, i) => ({ node, i, role: roles.findIndex((role) => role.id === node.role) }))
    .sort((x, y) => rank(x.node) - rank(y.node) || x.role - y.role || x.i - y.i);
  const inputsA = HEAD + 14;
  const inputsB = inputsA + INPUT_GAP;
  const first = inputsB + 18;
  const gap = Math.min(WIDEST, Math.max(CLOSEST, (height - first - BELOW) / Math.max(1, ordered.length)));
  const apart = gap * 0.44;
  const yA: number[] = nodesA.map(() => 0);
  const yB: number[] = nodesB.map(() => 0);
  const rows = ordered.map(({ node }, place): PairRow => {
    const inA = nodesA.find((other) => other.id === node.id);
    const inB = nodesB.find((other) => other.id === node.id);
    const top = first + place * gap;
    const a = Math.round(top + (gap - apart) / 2);
    const b = Math.round(top + (gap + apart) / 2);
    if (inA) yA[inA.index] = a;
    if (inB) yB[inB.index] = b;
    return {
      id: node.id,
      shape: shapeOf(node),
      a: inA ? a : null,
      b: inB ? b : null,
      top,
      bottom: top + gap,
    };
  });
  const bottom = first + ordered.length * gap;
  const whole = Math.max(height, Math.ceil(bottom + BELOW));
  const lanesOf = (nodes: readonly NodeInfo[], y: readonly number[]): Lanes => ({
    list: nodes.map(
      (node): Lane => ({ node: node.index, id: node.id, shape: shapeOf(node), y: y[node.index] ?? 0 }),
    ),
    y,
    place: nodes.map((node) => rows.findIndex((row) => row.id === node.id)),
    gap: apart,
    half: Math.round(Math.min(9, Math.max(5, apart * 0.26))),
    top: first,
    bottom,
    height: whole,
  });
  return {
    rows,
    lanesA: lanesOf(nodesA, yA),
    lanesB: lanesOf(nodesB, yB),
    inputsA,
    inputsB,
    top: first,
    bottom,
    height: whole,
  };
}
