// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are code to look at
import { describe, expect, it } from 'vitest';
import { checkAllDeterminism, checkDeterminism } from './check-determinism.mjs';

const reasons = (text: string, file = 'src/engine/world.ts') =>
  checkDeterminism(file, text).map(({ why }) => why);

describe('what could differ between two runs is refused', () => {
  it.each([
    'Math.random()',
    'Date.now()',
    'new Date()',
    'let d: Date;',
    'performance.now()',
    'setTimeout(f, 0)',
    'setInterval(f, 0)',
    'queueMicrotask(f)',
    'requestAnimationFrame(f)',
    'crypto.getRandomValues(a)',
    'globalThis.Date',
    'const { random } = Math;',
    "Math['random']()",
    'Math[name](1)',
    'f({ Date })',
    'f({ now: Date })',
    'const later = ok ? setTimeout : f;',
    'const t = `${Date.now()}`;',
  ])('%s', (text) => {
    expect(reasons(text)).toHaveLength(1);
  });
});

describe('what could differ between two machines is refused', () => {
  it.each([
    'Math.sin(x)',
    'Math.cos(x)',
    'Math.tan(x)',
    'Math.exp(x)',
    'Math.log(x)',
    'Math.log2(x)',
    'Math.pow(x, y)',
    'Math.cbrt(x)',
    'Math.hypot(x, y)',
    'Math.atan2(x, y)',
    'x ** 2',
    'x **= 2',
    'a.localeCompare(b)',
    "a['localeCompare'](b)",
    'a.toLocaleString()',
    'a.toLocaleUpperCase()',
    'new Intl.Collator()',
  ])('%s', (text) => {
    expect(reasons(text)).toHaveLength(1);
  });
});

describe('what is the same everywhere passes', () => {
  it.each([
    'Math.floor(Math.sqrt(x)) + Math.imul(x, y) + Math.max(1, Math.PI)',
    '// Date.now() and x ** 2',
    '/** 2 ** 53, Math.random() */',
    "const s = 'Math.random()';",
    'const t = `Math.random() ${x}`;',
    'const r = /Math.random|Date/;',
    'node.performance; note.Date; ({ crypto: 1 });',
    'interface Note { performance: number }',
    'ctx.setTimer("election", 5)',
    'for (const key in object) list.sort()',
    'function* f() { yield* g(); }',
  ])('%s', (text) => {
    expect(reasons(text)).toEqual([]);
  });
});

describe('where it looks', () => {
  it.each([
    'src/base/heap.ts',
    'src/engine/world.ts',
    'src/protolib/quorum.ts',
    'src/protocols/raft/protocol.ts',
    'src/protocols/raft/scenarios/split.ts',
    'src/checkers/linearizability.ts',
  ])('looks at %s', (file) => {
    expect(reasons('Date.now()', file)).toHaveLength(1);
  });

  it.each([
    'src/app/Lab.tsx',
    'src/worker/host.ts',
    'src/engine/world.test.ts',
    'src/protocols/raft/view.tsx',
  ])('leaves %s alone', (file) => {
    expect(reasons('Date.now()', file)).toEqual([]);
  });

  it('names file and line, and counts the files it looked at', () => {
    const sources = new Map([
      ['src/engine/world.ts', '\n\nDate.now();'],
      ['src/app/Lab.tsx', 'Date.now();'],
    ]);
    const { files, breaches } = checkAllDeterminism(sources);
    expect(files).toBe(1);
    expect(breaches).toEqual([{ file: 'src/engine/world.ts', line: 3, why: '`Date` reads the real clock' }]);
  });

  it('refuses what does not parse', () => {
    expect(() => reasons('const = ;')).toThrow(SyntaxError);
  });
});
