/**
 * Signatures as the papers assume them: nobody but the signer can make one, and it fits one content. Only the engine knows the key,
 * and only hands a node its own signatures. Made for keeping simulated liars honest about who they are, not for keeping secrets.
 */
import { absorb, fmix, hashString } from '../base/hash.ts';

const TWO32 = 4294967296;
const digests = new WeakMap<object, readonly [number, number]>();

export class Signatures {
  private readonly key: number;

  constructor(seed: number) {
    this.key = fmix(absorb(absorb(hashString('signature'), seed % TWO32), Math.floor(seed / TWO32)));
  }

  /** 16 hex digits. The order of fields does not count. */
  of(signer: string, data: unknown): string {
    const [a, b] = digest(data);
    const name = hashString(signer);
    const high = fmix(absorb(absorb(absorb(this.key, name), a), b));
    const low = fmix(absorb(absorb(absorb(~this.key, b), name), a ^ high));
    return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
  }
}

/** 64 bits of plain data, whatever the order of its fields. Data is immutable, so what was looked at once is known. */
function digest(data: unknown): readonly [number, number] {
  if (typeof data !== 'object' || data === null) return leaf(typeof data, String(data));
  let known = digests.get(data);
  if (known === undefined) {
    const isArray = Array.isArray(data);
    let [a, b] = leaf(isArray ? 'array' : 'object', '');
    const fields = data as Record<string, unknown>;
    for (const key of isArray ? Object.keys(data) : Object.keys(data).sort()) {
      if (fields[key] === undefined) continue;
      const [x, y] = digest(fields[key]);
      const name = hashString(key);
      a = absorb(absorb(a, name), x);
      b = absorb(absorb(b, y), name);
    }
    known = [fmix(a), fmix(b)];
    digests.set(data, known);
  }
  return known;
}

function leaf(kind: string, text: string): readonly [number, number] {
  return [hashString(`${kind}:${text}`), hashString(`${text}:${kind}`)];
}
