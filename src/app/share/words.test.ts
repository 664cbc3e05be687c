import { describe, expect, test } from 'vitest';
import { frameCode, plainLink, richLink } from './copy.ts';
import { codeOf, MOST_BYTES, reach } from './qr.ts';
import { fileName } from './save.ts';
import { wrap } from './wrap.ts';

describe('what is copied', () => {
  test('is the title over the link, or the link alone', () => {
    expect(plainLink('A run', 'https://a.b/#/lab/raft')).toBe('A run\nhttps://a.b/#/lab/raft');
    expect(plainLink('', 'https://a.b/')).toBe('https://a.b/');
  });

  test('is never markup of whoever wrote the title', () => {
    const rich = richLink('<img src=x onerror=alert(1)>', '"&', 'https://a.b/?a=1&b="');
    expect(rich).toBe(
      '<p><a href="https://a.b/?a=1&amp;b=&quot;">&lt;img src=x onerror=alert(1)&gt;</a></p><p>&quot;&amp;</p>',
    );
    const code = frameCode({
      address: 'https://a.b/#x&embed=1',
      title: '"><script>',
      width: null,
      height: 420,
    });
    expect(code).toContain('src="https://a.b/#x&amp;embed=1" title="&quot;&gt;&lt;script&gt;" width="100%"');
  });
});

test('files are named after what is in them, in letters every disk takes', () => {
  expect(fileName('raft', 'A leader on the wrong side', 'svg')).toBe('raft-a-leader-on-the-wrong-side.svg');
  expect(fileName('raft', 'Élection: “über”, 50 %!', 'json')).toBe('raft-election-uber-50.json');
  expect(fileName('raft', '日本', 'png')).toBe('raft.png');
  expect(fileName('raft', 'Raft', 'png')).toBe('raft.png');
  expect(fileName('raft', 'x'.repeat(200), 'png').length).toBeLessThan(80);
});

test('lines are as long as there is room, and a word that has none is broken', () => {
  const width = (part: string) => part.length;
  expect(wrap('the quick brown fox', 10, width)).toEqual(['the quick', 'brown fox']);
  expect(wrap('abcdefghijkl mn', 5, width)).toEqual(['abcde', 'fghij', 'kl mn']);
  expect(wrap('  ', 5, width)).toEqual([]);
});

describe('a QR code', () => {
  test('has its three finders, its timing lines and the link’s own format', () => {
    const code = codeOf('https://example.org/#/lab/raft');
    if (!code.ok) throw new Error(code.why);
    const dark = grid(code.d, code.size);
    const finder = '1111111 1000001 1011101 1011101 1011101 1000001 1111111'.split(' ');
    for (const [x, y] of [
      [0, 0],
      [code.size - 7, 0],
      [0, code.size - 7],
    ] as const) {
      finder.forEach((row, i) => {
        expect(dark[y + i]?.slice(x, x + 7)).toBe(row);
      });
    }
    for (let x = 8; x < code.size - 8; x++) expect(dark[6]?.[x]).toBe(x % 2 === 0 ? '1' : '0');
    expect((code.size - 17) % 4).toBe(0);
    // Read as a camera reads it, and not in a mirror: fifteen bits of a cyclic code, under the standard's own mask.
    const places = [0, 1, 2, 3, 4, 5, 7, 8].map((x) => dark[8]?.[x]);
    const further = [7, 5, 4, 3, 2, 1, 0].map((y) => dark[y]?.[8]);
    let bits = Number.parseInt([...places, ...further].join(''), 2) ^ 0x5412;
    for (let at = 14; at >= 10; at--) if (bits & (1 << at)) bits ^= 0x537 << (at - 10);
    expect(bits).toBe(0);
  });

  test('holds the longest link there may be, and says so of a longer one', () => {
    expect(codeOf('x'.repeat(MOST_BYTES))).toMatchObject({ ok: true, size: 177 });
    expect(codeOf('x'.repeat(MOST_BYTES + 1))).toEqual({
      ok: false,
      why: 'This link has 2,954 characters and a QR code holds 2,953: send the link, or save the run as a file.',
    });
    expect(codeOf('ü'.repeat(MOST_BYTES - 1))).toMatchObject({ ok: false });
  });

  test('is read from ten times its width when it has 25 squares', () => {
    expect(reach(25)).toBe(10);
  });
});

/** The squares of a code, from its path. */
function grid(d: string, size: number): string[] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => '0'));
  for (const [, x, y, width] of d.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let i = 0; i < Number(width); i++) (rows[Number(y)] as string[])[Number(x) + i] = '1';
  }
  return rows.map((row) => row.join(''));
}
