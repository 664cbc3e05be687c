/** Numbers and lists as the timeline writes them. */
import type { Micros } from '../engine/runspec.ts';

/** "180 ms", "462.3 ms", "0.25 ms". */
export function formatMs(time: Micros): string {
  return `${trim(time / 1000, 3)} ms`;
}

/** "20–40 ms" */
export function formatRange([low, high]: readonly [Micros, Micros]): string {
  return low === high ? formatMs(low) : `${trim(low / 1000, 3)}–${formatMs(high)}`;
}

/** A number with at most `digits` decimals and no idle zeros. */
export function trim(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** "1st", "2nd", "12th" */
export function ordinal(n: number): string {
  const tens = n % 100;
  if (tens >= 11 && tens <= 13) return `${n}th`;
  return `${n}${['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'}`;
}

/** "entry 2 of notes" for the record `notes[1]`, "count" for `count`: people count from one. */
export function recordWords(record: string): string {
  const [, field = record, index] = /^(.+)\[(\d+)\]$/.exec(record) ?? [];
  return index === undefined ? record : `entry ${Number(index) + 1} of ${field}`;
}

/** "S1, S2 and S3" */
export function list(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
