/** Where stamps stand beside their events: above or below the lane, none over another. Pure. */
import type { Drawing, DrawnEvent } from './view-events.ts';

export interface StampLabel {
  readonly key: string;
  readonly text: string;
  /** Middle, px. */
  readonly x: number;
  /** Base line, px. */
  readonly y: number;
}

/** px per letter at the size of the labels. */
const LETTER = 6.7;
const ABOVE = -14;
const BELOW = 23;
const ROW = 13;

interface Taken {
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
}

/**
 * Where there is no room beside an event nothing is written: its name still says it.
 * @param sure of the events that are written beside in any case
 */
export function placeLabels(
  { events, messages }: Drawing,
  text: (event: DrawnEvent) => string,
  x: (time: number) => number,
  y: (lane: number) => number,
  right: number,
  sure: (event: DrawnEvent) => boolean = () => false,
): readonly StampLabel[] {
  /** Whether a message leads up from an event, or down. */
  const leads = new Map<string, 'up' | 'down'>();
  for (const { from, to, end } of messages) {
    leads.set(from.key, end.lane < from.lane ? 'up' : 'down');
    if (to !== null) leads.set(to.key, from.lane < to.lane ? 'up' : 'down');
  }
  /** What stands already, marks of events first: their middles are on the lanes. */
  const taken = events.map(({ time, lane }): Taken => ({ x0: x(time) - 6, x1: x(time) + 6, y: y(lane) + 4 }));
  const byTime = [...events].sort((a, b) => a.time - b.time);
  // The one that is at hand is written whatever else is not.
  byTime.sort((a, b) => Number(sure(b)) - Number(sure(a)));
  return byTime.flatMap((event): StampLabel[] => {
    const words = text(event);
    if (words === '') return [];
    const half = (words.length * LETTER) / 2 + 2;
    const middle = Math.min(right - half, Math.max(half, x(event.time)));
    const first = leads.get(event.key) === 'up' ? [BELOW, ABOVE] : [ABOVE, BELOW];
    const rows = [...first, ...first.map((row) => row + Math.sign(row) * ROW)];
    const free = (row: number) =>
      y(event.lane) + row > ROW - 2 &&
      !taken.some(
        (t) => Math.abs(t.y - y(event.lane) - row) < ROW - 1 && t.x0 < middle + half && middle - half < t.x1,
      );
    const row = rows.find(free) ?? (sure(event) ? first[0] : undefined);
    if (row === undefined) return [];
    const place = y(event.lane) + row;
    taken.push({ x0: middle - half, x1: middle + half, y: place });
    return [{ key: event.key, text: words, x: middle, y: place }];
  });
}

/** Room for a mark and what is written beside it, px. */
const [OVER, UNDER] = [26, 30];

/**
 * How far a board is to be scrolled so that what is at these heights is seen, px; no further than it has to be.
 * @param top how far it is scrolled now
 * @param height how much of it is seen
 */
export function scrolledTo(ys: readonly number[], top: number, height: number): number {
  if (ys.length === 0) return top;
  const [first, last] = [Math.min(...ys) - OVER, Math.max(...ys) + UNDER];
  if (last > top + height) return Math.max(0, Math.min(first, last - height));
  return first < top ? Math.max(0, first) : top;
}
