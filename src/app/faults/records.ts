/** The records of a disk as a form names them: fields, and of lists each element. Pure. */
import { ms } from '../text.ts';

export type Durable = Readonly<Record<string, unknown>>;

/** Of a long list only so many of the latest elements are offered; any other can be typed. */
const MOST = 40;
/** So many are named in a sentence. */
const NAMED = 6;

/** The records of a durable state, as a disk sees it. Fields that hold nothing are none. */
export function recordsOf(durable: Durable): readonly (readonly [string, unknown])[] {
  return Object.entries(durable).flatMap(([field, held]): (readonly [string, unknown])[] => {
    if (!Array.isArray(held)) return isRecord(held) ? [[field, held]] : [];
    const first = Math.max(0, held.length - MOST);
    return held.slice(first).map((element, i) => [`${field}[${first + i}]`, element] as const);
  });
}

/** A node's disk at some time. */
export interface DiskThen {
  readonly durable: Durable;
  /** µs. */
  readonly at: number;
}

/** Why a fault of this record would find nothing, with what there is instead; null if there is such a record. @param record '' for any */
export function noSuchRecord(node: string, record: string, { durable, at }: DiskThen): string | null {
  const there = recordsOf(durable);
  if (there.length === 0) return `${node}’s disk holds nothing yet at ${ms(at)}.`;
  if (record === '' || holds(durable, record)) return null;
  const names = there.map(([name]) => name);
  const field = /^[^[]*/.exec(record)?.[0] ?? '';
  // Those most like what was typed say best what was meant.
  const like = names.filter((name) => name.startsWith(`${field}[`));
  const shown = (like.length > 0 ? like : names).slice(-NAMED);
  return `${node} has no record ${record} at ${ms(at)}; it has ${shown.join(', ')}.`;
}

function holds(durable: Durable, record: string): boolean {
  const [, field = '', index] = /^(.*?)(?:\[(\d+)\])?$/.exec(record) ?? [];
  const held = Object.hasOwn(durable, field) ? durable[field] : undefined;
  if (Array.isArray(held)) return index !== undefined && Number(index) < held.length;
  return index === undefined && isRecord(held);
}

function isRecord(held: unknown): boolean {
  return held !== null && held !== undefined;
}
