import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Edn, writeEdn } from './edn.ts';
import { EdnError, readEdn } from './edn-read.ts';

function one(text: string): Edn {
  const forms = readEdn(text);
  expect(forms.length).toBe(1);
  return forms[0]?.value as Edn;
}

describe('reading', () => {
  test.each<[string, Edn]>([
    ['nil', null],
    ['true', true],
    ['-17', -17],
    ['0x1F', 31],
    ['2.5e3', 2500],
    ['3M', 3],
    ['7N', 7],
    ['9007199254740993', 9007199254740993n],
    ['##-Inf', -Infinity],
    ['"a \\"b\\" \\u00e9\\n"', 'a "b" é\n'],
    [':independent/key', { keyword: 'independent/key' }],
    ['clojure.core/+', { symbol: 'clojure.core/+' }],
    ['-', { symbol: '-' }],
    ['\\newline', { character: '\n' }],
    ['\\(', { character: '(' }],
    ['\\u0041', { character: 'A' }],
    ['[1, [2] nil]', [1, [2], null]],
    ['(1 :a)', { list: [1, { keyword: 'a' }] }],
    ['#{1 2}', { set: [1, 2] }],
    ['#inst "2024-01-01"', { tag: 'inst', value: '2024-01-01' }],
    [
      '#jepsen.history.Op{:index 0}',
      { tag: 'jepsen.history.Op', value: { map: [[{ keyword: 'index' }, 0]], line: 1 } },
    ],
    ['[1 #_ 2 #_#_ 3 4 5 #_6] ; end', [1, 5]],
  ])('%s', (text, value) => {
    expect(one(text)).toEqual(value);
  });

  test('values one after another, each with the line it begins on', () => {
    const forms = readEdn('; a comment\n{:a\n 1}\n\n"two\nlines" 3');
    expect(forms.map(({ line }) => line)).toEqual([2, 5, 6]);
  });

  test('maps know their line inside a vector', () => {
    expect(one('[{:a 1}\n {:b 2}]')).toMatchObject([{ line: 1 }, { line: 2 }]);
  });

  test.each([
    ['[1\n2', 1, '"[" is never closed'],
    ['1\n]', 2, '"]" closes nothing'],
    ['\n{:a}', 2, 'a map has a key without a value'],
    ['"open', 1, 'a string is never closed'],
    ['"\\q"', 1, 'a string has an unknown escape'],
    ['12abc', 1, '"12abc" is no number'],
    ['\\constructor', 1, 'a character has an unknown name'],
    ['#', 1, '"#" is followed by no tag'],
    ['#foo', 1, 'the text ends before the value of "#foo"'],
    ['[#_]', 1, '"]" closes nothing'],
    [`${'['.repeat(5000)}`, 1, 'values are nested deeper than 100'],
    [`${'#a '.repeat(5000)}`, 1, 'values are nested deeper than 100'],
  ])('refuses %j', (text, line, message) => {
    let error: unknown;
    try {
      readEdn(text);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(EdnError);
    expect(error).toMatchObject({ line, message });
  });
});

const values = fc.letrec<{ value: Edn }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double(),
    fc.bigInt({ min: 2n ** 53n }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('read', 'a/b', 'x-1').map((keyword) => ({ keyword })),
    fc.constantFrom('+', 'foo', 'a.b/c').map((symbol) => ({ symbol })),
    fc.string({ minLength: 1, maxLength: 1 }).map((character) => ({ character })),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 4 }).map((list) => ({ list })),
    fc.array(tie('value'), { maxLength: 4 }).map((set) => ({ set })),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((map) => ({ map })),
    tie('value').map((value) => ({ tag: 'my/tag', value })),
  ),
})).value;

test('what was written is read back', () => {
  fc.assert(
    fc.property(values, (value) => {
      const text = writeEdn(value);
      expect(text).not.toContain('\n');
      expect(withoutLines(one(text))).toEqual(withoutLines(value));
    }),
    { numRuns: 1000 },
  );
});

test('a text is read or refused, never anything else', () => {
  const noise = fc.array(fc.constantFrom(...'{}[]()#_"\\:;, \n-1aNu^', '##', '#{'), { maxLength: 30 });
  fc.assert(
    fc.property(
      noise.map((parts) => parts.join('')),
      (text) => {
        try {
          readEdn(text);
        } catch (error) {
          expect(error).toBeInstanceOf(EdnError);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

function withoutLines(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLines);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => name !== 'line');
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutLines(field)]));
}
