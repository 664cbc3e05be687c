import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64url, toBase64url } from './base64url.ts';
import { crc32 } from './crc32.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

test('crc32 gives the catalogued check value of CRC-32/BZIP2', () => {
  expect(crc32(ascii('123456789'))).toBe(0xfc891918);
  expect(crc32(new Uint8Array())).toBe(0);
});

test('crc32 sees a changed character, and two characters exchanged, wherever they are', () => {
  const bytes = ascii('a run is a pure function of its spec');
  const whole = crc32(bytes);
  const flip = (bit: number, pattern: number, copy: Uint8Array) => {
    for (let k = 0; k < 6; k++) {
      const at = (bit + k) >> 3;
      if ((pattern >> k) & 1) copy[at] = (copy[at] as number) ^ (0x80 >> ((bit + k) & 7));
    }
  };
  for (let bit = 0; bit + 6 <= bytes.length * 8; bit += 6) {
    const once = bytes.slice();
    flip(bit, 0b101101, once);
    expect(crc32(once)).not.toBe(whole);
    for (let other = bit + 6; other + 6 <= bytes.length * 8; other += 6) {
      const twice = once.slice();
      flip(other, 0b101101, twice);
      expect(crc32(twice)).not.toBe(whole);
    }
  }
});

test('base64url agrees with Node for every byte string', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = toBase64url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64url(text)).toEqual(bytes);
    }),
  );
});

test('base64url reads only what it writes', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_\-+/= é]{0,12}$/), (text) => {
      const bytes = fromBase64url(text);
      if (bytes !== null) expect(toBase64url(bytes)).toBe(text);
    }),
    { numRuns: 2000 },
  );
  // Slack bits, padding, the other alphabet, a character over.
  for (const bad of ['AB', 'AAB', 'AA==', '+A', '/A', 'A', 'AAAAA', 'A A'])
    expect(fromBase64url(bad)).toBeNull();
  expect(fromBase64url('AA')).toEqual(new Uint8Array([0]));
});
