/** Labels that never overlap: each wish has places in order of liking; the first free one is taken, or none. */
import type { Box, Label, Measure, Tone } from './types.ts';

export interface Spot {
  readonly x: number;
  /** Base line. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

export interface LabelWish {
  readonly text: string;
  readonly size: number;
  readonly weight: number;
  readonly tone: Tone;
  /** Higher is placed first. */
  readonly priority: number;
  readonly spots: readonly Spot[];
  readonly step?: number;
}

const GAP = 1;

export function boxOf(text: string, size: number, weight: number, spot: Spot, measure: Measure): Box {
  const width = measure(text, size, weight);
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
 * Greedy placement by priority, then in the order given.
 * @param bounds labels stay inside; @param obstacles boxes nothing may cover.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  measure: Measure,
  bounds: Box,
  obstacles: readonly Box[] = [],
): Label[] {
  const taken = new Buckets();
  for (const box of obstacles) taken.add(box);
  const ordered = wishes.map((wish, i) => ({ wish, i }));
  ordered.sort((a, b) => b.wish.priority - a.wish.priority || a.i - b.i);
  const placed: Label[] = [];
  for (const { wish } of ordered) {
    for (const spot of wish.spots) {
      const box = boxOf(wish.text, wish.size, wish.weight, spot, measure);
      if (!inside(box, bounds) || taken.hits(box)) continue;
      taken.add(box);
      placed.push({
        text: wish.text,
        size: wish.size,
        weight: wish.weight,
        tone: wish.tone,
        x: box.x,
        y: spot.y,
        box,
        step: wish.step ?? -1,
      });
      break;
    }
  }
  return placed;
}

function inside(box: Box, bounds: Box): boolean {
  return (
    box.x >= bounds.x &&
    box.y >= bounds.y &&
    box.x + box.width <= bounds.x + bounds.width &&
    box.y + box.height <= bounds.y + bounds.height
  );
}

/** Boxes by columns of 64 px, so that hundreds of labels cost little. */
class Buckets {
  readonly #columns = new Map<number, Box[]>();

  #span(box: Box): [number, number] {
    return [Math.floor((box.x - GAP) / 64), Math.floor((box.x + box.width + GAP) / 64)];
  }

  add(box: Box): void {
    const [first, last] = this.#span(box);
    for (let c = first; c <= last; c++) {
      const list = this.#columns.get(c);
      if (list) list.push(box);
      else this.#columns.set(c, [box]);
    }
  }

  hits(box: Box): boolean {
    const [first, last] = this.#span(box);
    for (let c = first; c <= last; c++) {
      if (this.#columns.get(c)?.some((other) => overlaps(box, other, GAP))) return true;
    }
    return false;
  }
}
