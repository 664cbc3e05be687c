/** Numbers and identifiers as people read them. */
import { unturned } from '../base/unturned.ts';
import type { Micros } from '../engine/runspec.ts';

/** "492 ms", "1,204.5 ms", "12 s" is never used: one unit on one axis. */
export function ms(time: Micros): string {
  return `${plainMs(time)} ms`;
}

export function plainMs(time: Micros): string {
  const rounded = Math.round(time / 100) / 10;
  const [whole = '0', part] = Math.abs(rounded).toString().split('.');
  return `${rounded < 0 ? '−' : ''}${grouped(Number(whole))}${part === undefined ? '' : `.${part}`}`;
}

/** "409,031": a whole number from 0. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "150–300 ms" */
export function msRange(low: Micros, high: Micros): string {
  return low === high ? ms(low) : `${plainMs(low)}–${plainMs(high)} ms`;
}

/** "an append reply", "a vote request" */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** "S1, S2 and S3" */
export function listOf(items: readonly string[], last = 'and'): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items[items.length - 1]}`;
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Fills `{field}`s; an unknown or absent field leaves a dash rather than a hole. */
export function fill(template: string, fields: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => short(fields[name]));
}

/** A value in a few characters. */
export function short(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'string') return unturned(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '∞';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(short).join(' ');
  return Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .map(([k, v]) => `${unturned(k)} ${short(v)}`)
    .join(', ');
}
