import { expect, test } from 'vitest';
import { textOfBytes } from './decode.ts';

test('a text is the same in every encoding that says which it is', () => {
  const text = '{:process 0, :f "ß → 𝔸"}\r\n';
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const utf8 = new TextEncoder().encode(text);
  expect(textOfBytes(utf8)).toBe(text);
  expect(textOfBytes(Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8))).toBe(text);
  expect(textOfBytes(Uint8Array.from([0xff, 0xfe, ...units.flatMap((u) => [u & 255, u >> 8])]))).toBe(text);
  expect(textOfBytes(Uint8Array.from([0xfe, 0xff, ...units.flatMap((u) => [u >> 8, u & 255])]))).toBe(text);
  expect(textOfBytes(new Uint8Array())).toBe('');
});
