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
  const all = scale.ticks();
  const breaks: AxisBreak[] = [];
  let free = scale.x0 - 14;
  const hidden = (middle: number, text: string) =>
    all.filter(
      ({ x, label }) =>
        Math.abs(x - middle) < (measure(label, SIZE, WEIGHT) + measure(text, SIZE, WEIGHT)) / 2 + APART,
    ).length;
  for (const { x0, x1, t0, t1 } of scale.gaps) {
    if (x1 < scale.x0 || x0 > scale.x1) continue;
    const middle = (Math.max(x0, scale.x0) + Math.min(x1, scale.x1)) / 2;
    const words = lengthInWords(t1 - t0);
    // In full where there is room, and never over another.
    // The short form has the sign that lanes have there: it is a length, and no time of day.
    const [full, short] = [`${words} idle`, `// ${words}`];
    const label = [full, short].find((text, i) => {
      const width = measure(text, SIZE, WEIGHT);
      if (middle - width / 2 < free) return false;
      if (i > 0) return true;
      // The first says what the sign stands for; after that a number of the axis is worth more than the word.
      const costs = breaks.length > 0 && hidden(middle, full) > hidden(middle, short);
      return width <= x1 - x0 + 40 && !costs;
    });
    const width = label === undefined ? 0 : measure(label, SIZE, WEIGHT);
    // A run that begins idle: the cursor's head stands at its beginning, and not on the words.
    const start = x0 <= scale.x0 + 1 ? scale.x0 + HEAD : 0;
    const x = Math.min(Math.max(middle - width / 2, start), scale.x1 + 12 - width);
    if (label !== undefined) free = x + width + APART;
    breaks.push({ x0, x1, length: t1 - t0, label: label ?? '', x, width });
  }
  const covers = (x: number, text: string, gap: AxisBreak) => {
    const long = measure(text, SIZE, WEIGHT);
    // The last number is drawn inside, left of its tick.
    const left = Math.min(x - long / 2, scale.x1 + 10 - long);
    return gap.label !== '' && left + long + APART > gap.x && left - APART < gap.x + gap.width;
  };
  const numbered = leaveNumbers(all, breaks, (tick, gap) => covers(tick.x, tick.label, gap));
  const covered = (x: number, text: string) => numbered.some((gap) => covers(x, text, gap));
  const ticks = all.map((tick) => (covered(tick.x, tick.label) ? { ...tick, label: '' } : tick));
  return { breaks: numbered, ticks: withUnit(ticks, all, covered) };
}

/** An axis with fewer numbers than this says little. */
const NUMBERS = 3;

/** Takes away words that hide numbers, as long as too few are left. The first stay: they say what the sign stands for. */
function leaveNumbers(
  ticks: readonly Tick[],
  breaks: readonly AxisBreak[],
  covers: (tick: Tick, gap: AxisBreak) => boolean,
): readonly AxisBreak[] {
  const seen = (list: readonly AxisBreak[]) =>
    ticks.filter((tick) => !list.some((gap) => covers(tick, gap))).length;
  let left = breaks;
  while (seen(left) < Math.min(NUMBERS, ticks.length)) {
    const first = left.findIndex(({ label }) => label !== '');
    const without = left.flatMap((gap, i) => {
      if (i === first || gap.label === '') return [];
      return [left.map((other, j) => (j === i ? { ...gap, label: '', width: 0 } : other))];
    });
    const best = without.reduce<{ list: readonly AxisBreak[]; seen: number } | null>((found, list) => {
      const freed = seen(list);
      return freed > (found?.seen ?? seen(left)) ? { list, seen: freed } : found;
    }, null);
    if (best === null) return left;
    left = best.list;
  }
  return left;
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
