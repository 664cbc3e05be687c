/**
 * Which of two characters of a text comes first, by the tree alone. Nothing here is taken from the types. It says the same as the whole
 * order in `texts.ts`, for two characters at a time.
 */
import type { TypeId } from '../types/catalogue.ts';
import type { Char } from './made.ts';

export type Find = (id: string) => Char | undefined;

/** Whether `a` stands before `b`; null if the tree does not say, because something is missing. */
export function standsBefore(type: TypeId, a: Char, b: Char, find: Find): boolean | null {
  // The ways up to where they meet, one step of each at a time: mostly they are close to one another.
  const [up, other] = [
    new Map<string, Char | null>([[a.id, null]]),
    new Map<string, Char | null>([[b.id, null]]),
  ];
  let x: Char | null = a;
  let y: Char | null = b;
  for (;;) {
    const met = x !== null && other.has(x.id) ? x.id : y !== null && up.has(y.id) ? y.id : null;
    if (met !== null) return decide(type, up.get(met) ?? null, other.get(met) ?? null);
    if (x === null && y === null) {
      return decide(type, up.get('') ?? null, other.get('') ?? null);
    }
    const above: Char | null | undefined = climb(x, up, find);
    const over: Char | null | undefined = climb(y, other, find);
    if (above === undefined || over === undefined) return null;
    [x, y] = [above, over];
  }
}

/** The parent, noted with the child one came from; null at the start of the text, undefined if it is not known. */
function climb(char: Char | null, way: Map<string, Char | null>, find: Find): Char | null | undefined {
  if (char === null) return null;
  way.set(char.parent ?? '', char);
  return char.parent === null ? null : find(char.parent);
}

/** Of two below one character, or of one and the character itself (null). */
function decide(type: TypeId, a: Char | null, b: Char | null): boolean {
  if (a === null) return b?.side === 'right';
  if (b === null) return a.side === 'left';
  if (a.side !== b.side) return a.side === 'left';
  if (type === 'rga') return a.clock > b.clock || (a.clock === b.clock && a.by > b.by);
  return a.by < b.by || (a.by === b.by && a.clock < b.clock);
}
