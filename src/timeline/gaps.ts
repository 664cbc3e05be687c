/** Breaks in the axis: where idle time is drawn shorter than it is, with its real length in words. */

import type { Tick } from './scale.ts';
import { formatMs, trim } from './text.ts';
import type { AxisBreak, View } from './types.ts';

const SIZE = 12;
const WEIGHT = 420;
/** Half the head of the cursor, and a little room, px. */
const HEAD = 12;
/** px between what is written along the axis. */
const APART = 8;

/** "240 ms", "1.2 s", "3 min" */
export function lengthInWords(time: number): string {
  if (time < 1_000_000) return formatMs(Math.round(time / 1000) * 1000);
  if (time < 120_000_000) return `${trim(time / 1_000_000, 1)} s`;
  return `${trim(time / 60_000_000, 1)} min`;
}

/** The breaks in view, and the numbers of the axis that leave them room. */
export function placeGaps({ scale, measure }: Pick<View, 'scale' | 'measure'>): {
  readonly breaks: readonly AxisBreak[];
  readonly ticks: readonly Tick[];
} {
  const breaks: AxisBreak[] = [];
  let free = scale.x0 - 14;
  for (const { x0, x1, t0, t1 } of scale.gaps) {
    if (x1 < scale.x0 || x0 > scale.x1) continue;
    const middle = (Math.max(x0, scale.x0) + Math.min(x1, scale.x1)) / 2;
    const words = lengthInWords(t1 - t0);
    // In full where there is room, and never over another.
    const label = [`${words} idle`, words].find((text, i) => {
      const width = measure(text, SIZE, WEIGHT);
      return middle - width / 2 >= free && (i > 0 || width <= x1 - x0 + 40);
    });
    const width = label === undefined ? 0 : measure(label, SIZE, WEIGHT);
    // A run that begins idle: the cursor's head stands at its beginning, and not on the words.
    const start = x0 <= scale.x0 + 1 ? scale.x0 + HEAD : 0;
    const x = Math.min(Math.max(middle - width / 2, start), scale.x1 + 12 - width);
    if (label !== undefined) free = x + width + APART;
    breaks.push({ x0, x1, length: t1 - t0, label: label ?? '', x, width });
  }
  const covered = (x: number, text: string) => {
    const half = measure(text, SIZE, WEIGHT) / 2;
    return breaks.some(
      (gap) => gap.label !== '' && x + half + APART > gap.x && x - half - APART < gap.x + gap.width,
    );
  };
  const all = scale.ticks();
  const ticks = all.map((tick) => (covered(tick.x, tick.label) ? { ...tick, label: '' } : tick));
  return { breaks, ticks: withUnit(ticks, all, covered) };
}

/** The last number that is written, and has room for it, carries the unit. */
function withUnit(
  ticks: readonly Tick[],
  all: readonly Tick[],
  covered: (x: number, text: string) => boolean,
): readonly Tick[] {
  if (ticks.at(-1)?.label !== '') return ticks;
  const unit = / \S+$/.exec(all.at(-1)?.label ?? '')?.[0] ?? '';
  const last = ticks.findLastIndex(({ x, label }) => label !== '' && !covered(x, `${label}${unit}`));
  return ticks.map((tick, i) => (i === last ? { ...tick, label: `${tick.label}${unit}` } : tick));
}
