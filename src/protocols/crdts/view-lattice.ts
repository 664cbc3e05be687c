/**
 * The states that copies have been in, by the updates they hold, as a lattice: who has more stands higher, and two are joined by a line if
 * nothing stands between them. With them the joins that merges can still lead to. Pure.
 */
import type { WorldState } from '../../engine/inspect.ts';
import type { Trace } from '../../engine/trace.ts';
import { seenOf } from './view-merge.ts';

/** With more points than this nobody sees anything: then there is no picture. */
export const MOST_POINTS = 14;

type Vector = Readonly<Record<string, number>>;

export interface Point {
  readonly id: string;
  readonly vector: Vector;
  /** What such a copy shows; null if no copy was in it yet. */
  readonly value: string | null;
  /** The replicas that are in it now. */
  readonly here: readonly string[];
  /** How many updates it holds. */
  readonly level: number;
}

export interface Lattice {
  readonly points: readonly Point[];
  /** From lower to higher, by place in `points`. */
  readonly edges: readonly (readonly [number, number])[];
}

/** Null if there are too many states, or only one. */
export function latticeOf(world: WorldState, trace: Trace): Lattice | null {
  const values = new Map<string, { vector: Vector; value: string | null }>();
  const put = (vector: Vector, value: string | null) => {
    const id = value === null ? text(vector) : `${text(vector)} = ${value}`;
    values.set(id, { vector, value });
    return id;
  };
  const at = new Map<string, string>();
  const begin = put({}, '');
  for (const node of world.nodes) at.set(node.id, begin);
  for (const note of trace.notes) {
    if ((trace.columns.step[note.row] as number) > world.step) break;
    const { has, value } = note.fields;
    if (typeof value !== 'string') continue;
    // A merge that brought nothing new leaves the copy where it is, unless the merge is broken.
    const stays = note.id === 'nothingNew' ? values.get(at.get(note.node) as string)?.vector : undefined;
    const vector = stays ?? (typeof has === 'string' ? parse(has) : undefined);
    if (vector === undefined || (stays !== undefined && Object.keys(stays).length === 0)) continue;
    // Copies with gaps have no place in it.
    if (vector === null) return null;
    at.set(note.node, put(vector, value));
    if (values.size > MOST_POINTS) return null;
  }
  addJoins(values, put);
  if (values.size < 2 || values.size > MOST_POINTS) return null;
  const held = new Map(world.nodes.map((n) => [n.id, text(seenOf(n))]));
  const points = [...values].map(([id, { vector, value }]): Point => {
    const here = [...at].flatMap(([node, point]) =>
      point === id && held.get(node) === text(vector) ? [node] : [],
    );
    return { id, vector, value, here, level: Object.values(vector).reduce((a, b) => a + b, 0) };
  });
  points.sort((a, b) => a.level - b.level || (a.id < b.id ? -1 : 1));
  return { points, edges: edgesOf(points) };
}

/** The joins of states that were reached, where nobody was yet. */
function addJoins(
  values: ReadonlyMap<string, { vector: Vector }>,
  put: (vector: Vector, value: null) => string,
): void {
  const known = new Set([...values.values()].map(({ vector }) => text(vector)));
  for (let grown = true; grown && values.size <= MOST_POINTS; ) {
    grown = false;
    const all = [...values.values()];
    for (const { vector: a } of all) {
      for (const { vector: b } of all) {
        const join = Object.fromEntries(
          [...new Set([...Object.keys(a), ...Object.keys(b)])]
            .sort()
            .map((id) => [id, Math.max(a[id] ?? 0, b[id] ?? 0)]),
        );
        if (known.has(text(join))) continue;
        known.add(text(join));
        put(join, null);
        grown = true;
      }
    }
  }
}

function edgesOf(points: readonly Point[]): readonly (readonly [number, number])[] {
  const edges: (readonly [number, number])[] = [];
  points.forEach((a, i) => {
    points.forEach((b, j) => {
      if (!below(a.vector, b.vector)) return;
      if (!points.some((c) => below(a.vector, c.vector) && below(c.vector, b.vector))) edges.push([i, j]);
    });
  });
  return edges;
}

function below(a: Vector, b: Vector): boolean {
  return text(a) !== text(b) && Object.entries(a).every(([id, n]) => n <= (b[id] ?? 0));
}

function text(vector: Vector): string {
  return Object.entries(vector)
    .map(([id, n]) => `${id}:${n}`)
    .sort()
    .join(' ');
}

/** "R1:3 R2:1" */
function parse(has: string): Vector | null {
  const parts = has.split(' ').map((part) => part.split(':'));
  if (parts.some((part) => part.length !== 2)) return null;
  return Object.fromEntries(parts.map(([id, n]) => [id as string, Number(n)]));
}
