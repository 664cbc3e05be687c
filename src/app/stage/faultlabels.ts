/** Where the words of faults stand, so that they avoid nodes and messages avoid them. Pure. */
import type { Fault, NodeId, PartialFault } from '../../engine/runspec.ts';
import { linkWords, sides } from '../../timeline/faultwords.ts';
import { fracture, type Line } from './fracture.ts';
import { type Box, boxAround, distance, inside, overlaps, type Point, textWidth } from './geometry.ts';
import { type Groups, groupOf, type Layout, type Placed } from './layout.ts';
import type { InForce } from './moments.ts';

export interface FaultLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  readonly box: Box;
}
export interface CutShape {
  readonly input: number;
  readonly groups: Groups;
  readonly lines: readonly Line[];
  /** How far the line may swing without touching a node, px. */
  readonly swing: number;
  /** Cuts in force at once are moved apart by this much. */
  readonly shift: number;
  readonly label: FaultLabel;
}
export interface LinkShape {
  readonly input: number;
  readonly blocked: boolean;
  readonly from: Point;
  readonly to: Point;
  readonly ux: number;
  readonly uy: number;
  readonly label: FaultLabel;
}
export interface FaultScene {
  readonly cuts: readonly CutShape[];
  readonly links: readonly LinkShape[];
  /** Faults of many links at once, told in the corner. */
  readonly notes: readonly FaultLabel[];
  readonly boxes: readonly Box[];
}

const SIZE = 12;

/**
 * The fracture of a partition in the picture, unbroken. Nodes in no group open gaps in it, for they are not cut; where they
 * would leave next to nothing, each link between the sides is broken by itself.
 */
export function fractureLines(layout: Layout, groups: Groups): Line[] {
  const sites = layout.nodes.map((n) => ({ x: n.x, y: n.y, group: groupOf(groups, n.id) }));
  const lines = fracture(sites, layout.width, layout.height);
  const total = lines.reduce((sum, line) => sum + lengthOf(line), 0);
  if (total > Math.min(layout.width, layout.height) * 0.4) return lines;
  const breaks = linkBreaks(layout, (a, b) => apart(groups, a.id, b.id));
  return breaks.length > 0 ? breaks : lines;
}

/** Whether two nodes are on different sides. */
export function apart(groups: Groups, a: NodeId, b: NodeId): boolean {
  const x = groupOf(groups, a);
  const y = groupOf(groups, b);
  return x >= 0 && y >= 0 && x !== y;
}

/** Whether a partial cut names the link between two nodes. */
export function names(links: PartialFault['links'], a: NodeId, b: NodeId): boolean {
  return links.some(([x, y]) => (x === a && y === b) || (x === b && y === a));
}

/** Half the length of the break of one link, px. */
const BREAK = 16;

/** A short line across each broken link, where it is farthest from everybody else. */
export function linkBreaks(layout: Layout, broken: (a: Placed, b: Placed) => boolean): Line[] {
  const breaks: Line[] = [];
  layout.nodes.forEach((a, i) => {
    for (const b of layout.nodes.slice(i + 1)) {
      if (!broken(a, b)) continue;
      const length = Math.max(1, distance(a, b));
      const nx = -(b.y - a.y) / length;
      const ny = (b.x - a.x) / length;
      let best: Point = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
      let room = -Infinity;
      for (const f of [0.5, 0.42, 0.58, 0.34, 0.66]) {
        const p = { x: a.x + (b.x - a.x) * f, y: a.y + (b.y - a.y) * f };
        const others = layout.nodes.filter((n) => n !== a && n !== b);
        // The middle, unless somebody stands there.
        const clear = Math.min(BREAK * 2, ...others.map((n) => distance(n, p) - n.r));
        if (clear > room + 1) {
          room = clear;
          best = p;
        }
      }
      breaks.push([
        { x: best.x - nx * BREAK, y: best.y - ny * BREAK },
        { x: best.x + nx * BREAK, y: best.y + ny * BREAK },
      ]);
    }
  });
  return breaks;
}

function lengthOf(line: Line): number {
  return line.slice(1).reduce((sum, p, i) => sum + distance(p, line[i] as Point), 0);
}

export function faultScene(layout: Layout, faults: readonly InForce[]): FaultScene {
  const boxes: Box[] = layout.nodes.map((n) => boxAround(n, n.r + 6));
  const own = boxes.length;
  const partitions = faults.filter((f) => f.fault.type === 'partition');
  const cuts: CutShape[] = [];
  for (const { input, fault } of faults) {
    const shape = shapeOf(layout, fault, input, partitions.length > 1, cuts.length * 6, boxes);
    if (!shape) continue;
    cuts.push(shape);
    boxes.push(shape.label.box);
  }
  const links: LinkShape[] = [];
  const notes: FaultLabel[] = [];
  for (const { input, fault } of faults) {
    if (fault.type !== 'block' && fault.type !== 'link') continue;
    const text = fault.type === 'link' ? linkWords(fault) : 'blocked';
    const a = layout.nodes.find((n) => n.id === fault.from);
    const b = layout.nodes.find((n) => n.id === fault.to);
    if (a && b && a !== b) {
      const link = linkShape(layout, a, b, input, fault.type === 'block', text, boxes);
      links.push(link);
      boxes.push(link.label.box);
      continue;
    }
    const all = (end: string) => (end === '*' ? 'all' : end);
    const note = `${all(fault.from)} → ${all(fault.to)}: ${text}`;
    const label = labelAt({ x: 8, y: layout.height - 14 - 15 * notes.length }, note, 'start');
    notes.push(label);
    boxes.push(label.box);
  }
  return { cuts, links, notes, boxes: boxes.slice(own) };
}

/** Cuts as fractures, partial ones as a break in each link; null for what is neither. */
function shapeOf(
  layout: Layout,
  fault: Fault,
  input: number,
  several: boolean,
  shift: number,
  taken: readonly Box[],
): CutShape | null {
  if (fault.type === 'partial') {
    const lines = linkBreaks(layout, (a, b) => names(fault.links, a.id, b.id));
    return shapeFrom(layout, lines, [], 'partial cut', input, 0, taken);
  }
  if (fault.type !== 'partition') return null;
  const free = layout.nodes.filter((n) => groupOf(fault.groups, n.id) < 0).map((n) => n.id);
  const text = fault.oneWay
    ? `cut one way: ${sides(fault.groups, true)}`
    : cutText(fault.groups, several, free);
  return cutShape(layout, fault.groups, text, input, shift, taken);
}

/** "cut" for one; where several are in force, each names its smallest side. Who keeps all links is named: "cut, not for S5". */
export function cutText(groups: Groups, several: boolean, free: readonly string[] = []): string {
  const named = groups.filter((g) => g.length > 0);
  if (named.length === 0) return 'cut';
  const smallest = named.reduce((a, b) => (b.length < a.length ? b : a));
  const few = free.length > 0 && free.length <= 2 ? `, not for ${free.join(' ')}` : '';
  if (!several && free.length <= 2) return `cut${few}`;
  return free.length > 2
    ? `cut ${named.map((g) => g.join(' ')).join(' | ')}`
    : `cut ${smallest.join(' ')}${few}`;
}

/** `taken` are places its word must not cover. Null if the groups leave nothing to part. */
export function cutShape(
  layout: Layout,
  groups: Groups,
  text: string,
  input: number,
  shift: number,
  taken: readonly Box[],
): CutShape | null {
  return shapeFrom(layout, fractureLines(layout, groups), groups, text, input, shift, taken);
}

function shapeFrom(
  layout: Layout,
  lines: readonly Line[],
  groups: Groups,
  text: string,
  input: number,
  shift: number,
  taken: readonly Box[],
): CutShape | null {
  if (lines.length === 0) return null;
  const tries: FaultLabel[] = [];
  // Ends at the picture's edge first, where little happens; of those the top one; a little along the line if the end itself is crowded.
  const ends = lines
    .flatMap((line) => [line, [...line].reverse()])
    .sort((a, b) => atEdge(b, layout) - atEdge(a, layout) || yOf(a) - yOf(b));
  for (const along of [0, 18, 40]) {
    for (const line of ends) {
      const p = pointAlong(line, along + 8);
      const q = pointAlong(line, along + 40);
      if (Math.abs(q.x - p.x) > Math.abs(q.y - p.y)) {
        // Along a flat stretch the word goes above or below.
        for (const y of [p.y - 17, p.y + 19])
          tries.push(labelAt({ x: p.x, y }, text, q.x > p.x ? 'start' : 'end'));
      }
      tries.push(labelAt({ x: p.x + 14 + shift, y: p.y }, text, 'start'));
      tries.push(labelAt({ x: p.x - 14 + shift, y: p.y }, text, 'end'));
    }
  }
  return { input, groups, lines, shift, swing: swingRoom(layout, lines), label: pick(tries, taken, layout) };
}

/** 1 if the line begins at the picture's edge, else 0. */
function atEdge(line: Line, { width, height }: Layout): number {
  const { x, y } = line[0] as Point;
  return Math.min(x, y, width - x, height - y) < 12 ? 1 : 0;
}

function yOf(line: Line): number {
  return line[0]?.y ?? 0;
}

function pointAlong(line: Line, length: number): Point {
  let left = length;
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] as Point;
    const b = line[i] as Point;
    const d = distance(a, b);
    if (left <= d) return { x: a.x + ((b.x - a.x) * left) / d, y: a.y + ((b.y - a.y) * left) / d };
    left -= d;
  }
  return line[line.length - 1] as Point;
}

function swingRoom(layout: Layout, lines: readonly Line[]): number {
  let room = Infinity;
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const a = line[i - 1] as Point;
      const b = line[i] as Point;
      for (const f of [0.15, 0.5, 0.85]) {
        const p = { x: a.x + (b.x - a.x) * f, y: a.y + (b.y - a.y) * f };
        for (const n of layout.nodes) room = Math.min(room, distance(p, n) - n.r - 9);
      }
    }
  }
  return Math.max(1.5, Math.min(10, room * 0.5));
}

function linkShape(
  layout: Layout,
  a: Placed,
  b: Placed,
  input: number,
  blocked: boolean,
  text: string,
  taken: readonly Box[],
): LinkShape {
  const length = Math.max(1, distance(a, b));
  const ux = (b.x - a.x) / length;
  const uy = (b.y - a.y) / length;
  // On the side of the link where messages of this direction travel.
  const at = (d: number): Point => ({ x: a.x + ux * d - uy * 5, y: a.y + uy * d + ux * 5 });
  const from = at(a.r + 8);
  const to = at(blocked ? length / 2 : length - b.r - 8);
  const tries: FaultLabel[] = [];
  for (const f of [0.5, 0.35, 0.65, 0.2]) {
    for (const side of [1, -1]) {
      const x = from.x + (to.x - from.x) * f - uy * 12 * side;
      const y = from.y + (to.y - from.y) * f + ux * 12 * side;
      tries.push(labelAt({ x, y }, text, -uy * side >= 0 ? 'start' : 'end'));
    }
  }
  return { input, blocked, from, to, ux, uy, label: pick(tries, taken, layout) };
}

/** A word whose vertical middle is at `p`. */
function labelAt(p: Point, text: string, anchor: 'start' | 'end'): FaultLabel {
  const w = textWidth(text, SIZE);
  const box: Box = { x: anchor === 'start' ? p.x : p.x - w, y: p.y - SIZE / 2, w, h: SIZE };
  return { text, x: p.x, y: p.y + SIZE * 0.36, anchor, box };
}

function pick(tries: readonly FaultLabel[], taken: readonly Box[], layout: Layout): FaultLabel {
  const picture: Box = { x: 2, y: 2, w: layout.width - 4, h: layout.height - 4 };
  const free = (l: FaultLabel) => inside(l.box, picture) && !taken.some((t) => overlaps(t, l.box));
  return (tries.find(free) ?? tries.find((l) => inside(l.box, picture)) ?? tries[0]) as FaultLabel;
}
