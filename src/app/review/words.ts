/** Times as people say them. Pure. */
import type { Grade } from '../../review/schedule.ts';

export const GRADE_NAMES: Readonly<Record<Grade, string>> = { 1: 'Again', 2: 'Hard', 3: 'Good', 4: 'Easy' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "1 min", "10 min", "3 h", "8 d", "2 months" */
export function shortSpan(ms: number): string {
  if (ms < HOUR) return `${Math.max(1, Math.round(ms / MINUTE))} min`;
  if (ms < DAY) return `${Math.round(ms / HOUR)} h`;
  const days = Math.round(ms / DAY);
  if (days < 60) return `${days} d`;
  const months = Math.round(days / 30.4);
  return months < 24 ? `${months} months` : `${Math.round(days / 365)} years`;
}

/** "in a few minutes", "in 3 hours", "tomorrow", "in 8 days". By the span alone: 20 hours are tomorrow. */
export function later(ms: number): string {
  if (ms < 30 * MINUTE) return 'in a few minutes';
  const hours = Math.round(ms / HOUR);
  if (hours < 18) return hours <= 1 ? 'in an hour' : `in ${hours} hours`;
  const days = Math.max(1, Math.round(ms / DAY));
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}

export function counted(n: number, one: string, many: string): string {
  return n === 1 ? `1 ${one}` : `${n} ${many}`;
}

/** The day by the local calendar, which begins at four in the morning: who sits up late is still at the same day. */
export function dateOf(now: Date): string {
  const day = new Date(now.getTime() - 4 * HOUR);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
