/** Labels that never overlap: each wish has places in order of liking; the first free one is taken, or none. */
import type { Box, Label, Measure, Tone } from './types.ts';

export interface Spot {
  readonly x: number;
  /** Base line. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** A thin line ties a label that stands in the second row to its event: from this height to the label. */
  readonly lead?: { readonly x: number; readonly y: number };
}

export interface LabelWish {
  readonly text: string;
  /** All of its words, where `text` is cut. */
  readonly whole?: string;
  readonly size: number;
  readonly weight: number;
  readonly tone: Tone;
  /** Higher is placed first. */
  readonly priority: number;
  readonly spots: readonly Spot[];
  readonly step?: number;
  /** x of what it names, px, for labels that name a moment: none of their spots may mislead about it. */
  readonly at?: number;
  /** A letter stands for this flight. */
  readonly flight?: number;
  /** Part of the foot of the picture, which does not scroll. */
  readonly foot?: boolean;
}

const GAP = 1;
/** Between the ends of two labels side by side, px: they are two, and not one sentence. */
const WORD = 5;

/**
 * Places for a label of `width` px that names what begins at `x`: it begins there or later. Only one that would run over the
 * `right` edge ends there instead, flush with its event. What stands before its event is read as happening before it.
 * @param rows base lines in order of liking; @param dx room between the event and the first letter
 */
export function spotsFrom(x: number, rows: readonly number[], width: number, right: number, dx = 4): Spot[] {
  const over = x + width > right;
  return rows.map((y) =>
    over ? { x, y, anchor: 'end' } : { x: Math.min(x + dx, right - width), y, anchor: 'start' },
  );
}

/** The same, farther away and tied to the event by a line from the height `from`. */
export function leadSpots(
  x: number,
  rows: readonly number[],
  width: number,
  right: number,
  from: number,
): Spot[] {
  return spotsFrom(x, rows, width, right).map((spot) => ({ ...spot, lead: { x, y: from } }));
}

export function boxOf(text: string, size: number, weight: number, spot: Spot, measure: Measure): Box {
  return boxAt(spot, size, measure(text, size, weight));
}

function boxAt(spot: Spot, size: number, width: number): Box {
  const x = spot.anchor === 'start' ? spot.x : spot.anchor === 'end' ? spot.x - width : spot.x - width / 2;
  return { x, y: spot.y - size * 0.84, width, height: size * 1.06 };
}

export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}

/**
 * Greedy placement by priority, then from the latest event back, then in the order given.
 * @param bounds labels stay inside; @param obstacles boxes nothing may cover.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  measure: Measure,
  bounds: Box,
  obstacles: readonly Box[] = [],
): Label[] {
  const taken = new Cells();
  for (const box of obstacles) taken.add(box);
  const ordered = wishes.map((wish, i) => ({ wish, i }));
  // The later first: the line of an earlier one in the second row then runs free before it.
  const later = (a: LabelWish, b: LabelWish) => (b.at ?? 0) - (a.at ?? 0);
  ordered.sort((a, b) => b.wish.priority - a.wish.priority || later(a.wish, b.wish) || a.i - b.i);
  const placed: Label[] = [];
  for (const { wish } of ordered) {
    const width = measure(wish.text, wish.size, wish.weight);
    for (const spot of wish.spots) {
      const box = boxAt(spot, wish.size, width);
      if (!inside(box, bounds) || taken.hits(box)) continue;
      const lead = spot.lead && leadBox(spot.lead, box);
      if (lead && taken.hits(lead)) continue;
      taken.add({ ...box, x: box.x - WORD, width: box.width + 2 * WORD });
      if (lead) taken.add(lead);
      placed.push({
        text: wish.text,
        ...(wish.whole === undefined ? {} : { whole: wish.whole }),
        size: wish.size,
        weight: wish.weight,
        tone: wish.tone,
        x: box.x,
        y: spot.y,
        box,
        step: wish.step ?? -1,
        at: wish.at ?? null,
        flight: wish.flight ?? -1,
        lead: lead ?? null,
        foot: wish.foot ?? false,
      });
      break;
    }
  }
  return placed;
}

/** Where a lead line runs: from its event along the whole height of the label, like the pole of a flag. */
function leadBox(from: { readonly x: number; readonly y: number }, label: Box): Box {
  const top = Math.min(label.y + 2, from.y + 2);
  const bottom = Math.max(label.y + label.height - 2, from.y - 2);
  return { x: from.x - 0.5, y: top, width: 1, height: bottom - top };
}

function inside(box: Box, bounds: Box): boolean {
  return (
    box.x >= bounds.x &&
    box.y >= bounds.y &&
    box.x + box.width <= bounds.x + bounds.width &&
    box.y + box.height <= bounds.y + bounds.height
  );
}

/** Boxes by cells of a grid, so that hundreds of labels cost little. */
class Cells {
  readonly #cells = new Map<number, Box[]>();

  add(box: Box): void {
    const right = columnOf(box.x + box.width + GAP);
    const bottom = rowOf(box.y + box.height + GAP);
    for (let column = columnOf(box.x - GAP); column <= right; column++) {
      for (let row = rowOf(box.y - GAP); row <= bottom; row++) {
        const cell = column * ROWS + row;
        const boxes = this.#cells.get(cell);
        if (boxes) boxes.push(box);
        else this.#cells.set(cell, [box]);
      }
    }
  }

  hits(box: Box): boolean {
    const right = columnOf(box.x + box.width + GAP);
    const bottom = rowOf(box.y + box.height + GAP);
    for (let column = columnOf(box.x - GAP); column <= right; column++) {
      for (let row = rowOf(box.y - GAP); row <= bottom; row++) {
        const boxes = this.#cells.get(column * ROWS + row);
        if (boxes === undefined) continue;
        for (const other of boxes) if (overlaps(box, other, GAP)) return true;
      }
    }
    return false;
  }
}

/** A cell is 64 px wide and 32 high. */
const columnOf = (x: number) => Math.floor(x / 64);
const rowOf = (y: number) => Math.floor(y / 32);
/** More than any picture has, so that each cell has a number of its own. */
const ROWS = 65_536;
