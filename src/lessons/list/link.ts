/** A list as an address: `#/list/<payload>` (`spec/pack.ts`). */
import { type Result, refuse } from '../../base/result.ts';
import { MAX_PAYLOAD } from '../../spec/bounds.ts';
import { pack, unpack } from '../../spec/pack.ts';
import { plainList, readList } from './read.ts';
import type { LessonList } from './types.ts';

export const LIST_VERSION = 1;
const PREFIX = '#/list/';
const DICTIONARIES = new Map([[LIST_VERSION, new Uint8Array()]]);

const DAMAGED = refuse(
  'This link to a list is damaged: its end is missing, or a character of it was changed. Copy the whole link again.',
);

/** From the `#` on; null if the list is too large for a link. */
export function encodeList(list: LessonList): string | null {
  const payload = pack(JSON.stringify(plainList(list)), LIST_VERSION, DICTIONARIES);
  return payload === null ? null : `${PREFIX}${payload}`;
}

/** @param payload what follows `#/list/`. Never throws. */
export function decodeList(payload: string): Result<{ list: LessonList }> {
  if (payload.length > MAX_PAYLOAD)
    return refuse(
      `This link to a list is too long: ${payload.length} characters, and ${MAX_PAYLOAD} are the most.`,
    );
  const found = unpack(payload, LIST_VERSION, DICTIONARIES);
  if ('newer' in found)
    return refuse('This link to a list was made by a newer Faultline; this one cannot read it.');
  if ('fault' in found)
    return found.fault === 'large' ? refuse('This link unpacks to more than a list needs.') : DAMAGED;
  const read = readList(found.value);
  return read.ok ? read : refuse(`This link holds no valid list: ${read.why}`);
}
