/**
 * Plain data as the text of an address, base64url of
 *
 *     version (1 byte) · raw deflate, with that version's dictionary, of JSON · CRC-32
 *
 * Every version keeps the first byte and the closing CRC (big-endian, over all before it), so that a damaged text is told from a
 * newer one. Whoever unpacks is dealing with strangers: every size is bounded before it is spent.
 */
import { deflateSync, Inflate } from 'fflate';
import { fromBase64url, toBase64url } from '../base/base64url.ts';
import { crc32 } from '../base/crc32.ts';
import { MAX_PAYLOAD, MAX_UNPACKED } from './bounds.ts';

const CRC_BYTES = 4;
/** Deflate cannot expand more than 1032-fold, so no piece can unpack to more than half of `MAX_UNPACKED`. */
const PIECE = 512;

/** By version; the last is what is written. An empty one is none. */
export type Dictionaries = ReadonlyMap<number, Uint8Array>;

const withWords = (words: Uint8Array | undefined) =>
  words === undefined || words.length === 0 ? {} : { dictionary: words };

/** Null if it is too large for an address. */
export function pack(json: string, version: number, dictionaries: Dictionaries): string | null {
  const text = new TextEncoder().encode(json);
  const packed = deflateSync(text, { level: 9, ...withWords(dictionaries.get(version)) });
  const bytes = new Uint8Array(1 + packed.length + CRC_BYTES);
  bytes[0] = version;
  bytes.set(packed, 1);
  const end = 1 + packed.length;
  new DataView(bytes.buffer).setUint32(end, crc32(bytes.subarray(0, end)));
  const payload = toBase64url(bytes);
  return payload.length > MAX_PAYLOAD || text.length > MAX_UNPACKED ? null : payload;
}

export type Unpacked =
  | { readonly value: unknown }
  | { readonly fault: 'damaged' | 'large' }
  /** Made as a version that is not known here yet. */
  | { readonly newer: number };

const DAMAGED = { fault: 'damaged' } as const;

/** Takes time in proportion to `MAX_PAYLOAD` and `MAX_UNPACKED` at worst; `payload` must be no longer than the first. */
export function unpack(payload: string, newest: number, dictionaries: Dictionaries): Unpacked {
  const bytes = fromBase64url(payload);
  if (bytes === null || bytes.length < 1 + CRC_BYTES) return DAMAGED;
  const end = bytes.length - CRC_BYTES;
  const crc = new DataView(bytes.buffer).getUint32(end);
  if (crc32(bytes.subarray(0, end)) !== crc) return DAMAGED;
  const version = bytes[0] as number;
  if (version > newest) return { newer: version };
  const dictionary = dictionaries.get(version);
  if (dictionary === undefined) return DAMAGED;
  const json = inflate(bytes.subarray(1, end), dictionary);
  if ('fault' in json) return json;
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)) as unknown };
  } catch {
    return DAMAGED;
  }
}

/** Stops as soon as more than `MAX_UNPACKED` bytes have come out, however many a bomb still holds. */
function inflate(packed: Uint8Array, dictionary: Uint8Array): Uint8Array | { fault: 'damaged' | 'large' } {
  const out: Uint8Array[] = [];
  let length = 0;
  try {
    const stream = new Inflate(withWords(dictionary), (chunk) => {
      out.push(chunk);
      length += chunk.length;
    });
    for (let at = 0; at < packed.length; at += PIECE) {
      stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
      if (length > MAX_UNPACKED) return { fault: 'large' };
    }
  } catch {
    return DAMAGED;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of out) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
