/**
 * Hashing for determinism, not for secrets: a 64-bit rolling hash in two 32-bit lanes (murmur3's mixing with different
 * constants per lane), and a keyed hash for randomness. Integer arithmetic only, so every engine gives the same bits.
 */

/** 32-bit hash of a string's UTF-16 code units. */
export function hashString(text: string): number {
  let h = 0x811c9dc5 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return fmix(h);
}

/** murmur3's finaliser: every input bit reaches every output bit. */
export function fmix(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** One round of murmur3: takes the word `k` into the state `h`. */
export function absorb(h: number, k: number): number {
  k = Math.imul(k, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  h ^= Math.imul(k, 0x1b873593);
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) | 0;
}

const TWO32 = 4294967296;
/** Strings recur (field names, message types, keys): their hashes are kept. Bounded, because inputs come from strangers. */
const interned = new Map<string, number>();
const INTERN_LIMIT = 4096;
const SHORT = 8;
const floatBits = new Float64Array(1);
const floatWords = new Uint32Array(floatBits.buffer);

/** As `hashString`, remembered for strings that recur. */
export function internedHash(text: string): number {
  // Short ones are hashed in less time than they are looked up.
  if (text.length <= SHORT) return hashString(text);
  let h = interned.get(text);
  if (h === undefined) {
    h = hashString(text);
    if (interned.size < INTERN_LIMIT && text.length <= 64) interned.set(text, h);
  }
  return h;
}

/** Two hashes of one string that have nothing to do with one another. */
interface Pair {
  readonly text: string;
  readonly a: number;
  readonly b: number;
}
const pairs = new Map<string, Pair>();

function pairOf(text: string): Pair {
  let pair = pairs.get(text);
  if (pair === undefined) {
    let b = 0x3ade68b1 ^ text.length;
    for (let i = 0; i < text.length; i++) b = Math.imul(b ^ text.charCodeAt(i), 0x5bd1e995) ^ (b >>> 15);
    pair = { text, a: hashString(text), b: fmix(b) };
    if (pairs.size < INTERN_LIMIT && text.length <= 64) pairs.set(text, pair);
  }
  return pair;
}

/** How many texts a name keeps. */
const TEXTS = 8;
const NO_TEXT = pairOf('');

/**
 * A field name with its hash, the name that followed it last time, and the text it last had for a value: fields recur in the same
 * order again and again, and so do their texts.
 */
interface Name {
  readonly text: string;
  readonly hash: number;
  next: Name | null;
  /** By a rough key: the text it had last. */
  readonly texts: Pair[];
}
const names = new Map<string, Name>();

function nameOf(text: string): Name {
  let name = names.get(text);
  if (name === undefined) {
    name = { text, hash: hashString(text), next: null, texts: new Array<Pair>(TEXTS).fill(NO_TEXT) };
    if (names.size < INTERN_LIMIT) names.set(text, name);
  }
  return name;
}

/** What stands for a kind of value: numbers nobody would write, so that none is taken for one. */
const TRUE = 0x9b05688c;
const FALSE = 0x1f83d9ab;
const NULL = 0x5be0cd19;
const NOTHING = 0x6a09e667;
const ARRAY = 0xbb67ae85;
const OBJECT = 0x3c6ef372;
const OBJECT_END = 0xa54ff53a;
const LONG_NUMBER = 0x510e527f;
const STRING = 0xcbbb9d5d;

/** Levels of one value, and values in it: what has more contains itself, or is made to end the run. */
const DEEPEST = 1000;
const LARGEST = 1_000_000;
const ENDLESS = 'a value is nested too deep, or contains itself';

const START_A = 0x243f6a88 | 0;
const START_B = 0x85a308d3 | 0;

/** The rolling hash. Its whole state is `a` and `b`, so it can be saved and restored. */
export class RollingHash {
  a = START_A;
  b = START_B;
  private last: Name = nameOf('');
  /** Plain values taken in so far: a deterministic measure of how much data a run handles. */
  walked = 0;
  protected depth = 0;
  protected farthest = Number.POSITIVE_INFINITY;

  word(k: number): void {
    k |= 0;
    const a = this.a ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    this.a = (Math.imul((a << 13) | (a >>> 19), 5) + 0xe6546b64) | 0;
    const b = this.b ^ Math.imul(k ^ this.a, 0x9e3779b1);
    this.b = (Math.imul((b << 17) | (b >>> 15), 9) + 0x38495ab5) | 0;
  }

  /** Any number: integers below 2^53 by their two halves, others by their bits. */
  number(x: number): void {
    if (x === (x | 0)) {
      this.word(x);
    } else {
      floatBits[0] = x;
      // Byte order differs between machines but not the values: low and high word are taken by meaning.
      this.word(LONG_NUMBER);
      if (Number.isSafeInteger(x)) {
        this.word(Math.floor(x / TWO32));
        this.word(x % TWO32);
      } else {
        this.word(floatWords[LITTLE_ENDIAN ? 0 : 1] as number);
        this.word(floatWords[LITTLE_ENDIAN ? 1 : 0] as number);
      }
    }
  }

  /** A text by two hashes: one of 32 bits is shared by a few of any hundred thousand. */
  string(text: string): void {
    const { texts } = this.last;
    const slot = (text.length + text.charCodeAt(text.length - 1)) & (TEXTS - 1);
    let pair = texts[slot] as Pair;
    if (pair.text !== text) {
      pair = pairOf(text);
      texts[slot] = pair;
    }
    this.word(STRING ^ pair.a);
    this.word(pair.b);
  }

  /**
   * Plain data, structure and all. Field order counts: handlers build their messages in a fixed order.
   * @throws RangeError if it is nested too deep to be plain data, or goes on for ever
   */
  value(value: unknown): void {
    this.walked++;
    switch (typeof value) {
      case 'number':
        this.number(value);
        return;
      case 'string':
        this.string(value);
        return;
      case 'boolean':
        this.word(value ? TRUE : FALSE);
        return;
      case 'object': {
        if (value === null) {
          this.word(NULL);
          return;
        }
        if (++this.depth > DEEPEST || this.walked > this.farthest) throw new RangeError(ENDLESS);
        if (Array.isArray(value)) {
          this.word(ARRAY + value.length);
          for (let i = 0; i < value.length; i++) this.value(value[i]);
          this.depth--;
          return;
        }
        const record = value as Record<string, unknown>;
        this.word(OBJECT);
        for (const key in record) {
          const field = record[key];
          if (field === undefined) continue;
          let name = this.last.next;
          if (name === null || name.text !== key) {
            name = nameOf(key);
            this.last.next = name;
          }
          this.last = name;
          this.word(name.hash);
          this.value(field);
        }
        // Without an end, fields of an inner object and those after it could change places unseen.
        this.word(OBJECT_END);
        this.depth--;
        return;
      }
      default:
        this.word(NOTHING);
    }
  }

  /** 16 hex digits of the state, finalised. */
  hex(): string {
    const a = fmix(this.a ^ fmix(this.b));
    const b = fmix(this.b ^ a);
    return a.toString(16).padStart(8, '0') + b.toString(16).padStart(8, '0');
  }
}

/** The hash of one value after another, each for itself: 64 bits in `a` and `b`. */
export class Digest extends RollingHash {
  take(value: unknown): void {
    this.a = START_A;
    this.b = START_B;
    this.depth = 0;
    this.farthest = this.walked + LARGEST;
    this.value(value);
  }

  /** The value taken last, in 32 bits (signed: half of the others would not fit an engine's small integers). */
  content(): number {
    return fmix(this.a ^ Math.imul(this.b, 0x9e3779b1)) | 0;
  }
}

floatBits[0] = 1;
const LITTLE_ENDIAN = floatWords[0] === 0;

/**
 * A fraction in [0, 1) with 53 random bits, keyed: the same key always gives the same fraction, and no draw disturbs another.
 * `k` is the how-many-th draw it is under this key at this `time`.
 */
export function keyedFraction(
  seed: number,
  purpose: number,
  subject: number,
  time: number,
  k: number,
): number {
  let h = absorb(0x2545f491, seed % TWO32);
  h = absorb(h, Math.floor(seed / TWO32));
  h = absorb(h, purpose);
  h = absorb(h, subject);
  h = absorb(h, time % TWO32);
  h = absorb(h, Math.floor(time / TWO32));
  h = absorb(h, k);
  const high = fmix(h ^ 28);
  const low = fmix(absorb(h, high));
  return ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992;
}
