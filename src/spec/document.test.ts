import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalDocument, type Document, parseDocument } from './document.ts';
import { everything, metas, toy } from './fixture.test-data.ts';
import { anySpec } from './specs.test-data.ts';

const minimal = { schema: 1, protocol: 'toy' };
const why = (json: unknown) => {
  const result = parseDocument(json, metas);
  return result.ok ? 'accepted' : result.why;
};
const run = (more: object) => ({ kind: 'run', spec: minimal, ...more });

const full = {
  kind: 'run',
  spec: everything,
  title: 'A leader on the wrong side',
  claim: 'A deposed leader cannot commit, <b>whatever</b> it believes',
  notes: [
    { at: 500_000, text: 'Here it is cut off.' },
    { at: 'S3#17', text: 'And here S3 leads.' },
  ],
  cursor: { time: 500_000 },
  view: { from: 0, to: 900_000 },
};

describe('what is accepted', () => {
  test('a document with everything in it comes back as it was', () => {
    expect(parseDocument(full, metas)).toMatchObject({ ok: true, document: full });
  });
  test('a plain run becomes a document', () => {
    const result = parseDocument(everything, metas);
    expect(result).toMatchObject({ ok: true, document: { kind: 'run', spec: everything } });
  });
  test('texts may hold anything, up to their length', () => {
    expect(why(run({ title: '"\\\u0000\ud800</script>', claim: 'x'.repeat(400) }))).toBe('accepted');
  });
  test('what would turn the words around a text is left out of it; letters of any script stay', () => {
    const read = parseDocument(
      run({
        title: 'A\u202etitle\u2066',
        claim: '\u202bשלום\u200f!\u202c',
        name: '\u2067Main',
        branches: [{ name: '\u202dB', spec: minimal }],
        notes: [{ at: 0, text: 'here\u2069' }],
      }),
      metas,
    );
    expect(read).toMatchObject({
      ok: true,
      document: {
        title: 'Atitle',
        claim: 'שלום\u200f!',
        name: 'Main',
        branches: [{ name: 'B' }],
        notes: [{ text: 'here' }],
      },
    });
  });
  test('parsing gives the canonical form, which parses to itself', () => {
    const texts = fc.record(
      { title: fc.string({ maxLength: 120 }), cursor: fc.record({ time: fc.nat() }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anySpec, texts, (spec, rest) => {
        const given: Document = { kind: 'run', spec, ...rest };
        const result = parseDocument(given, metas);
        if (!result.ok) throw new Error(result.why);
        expect(result.document).toEqual(canonicalDocument(given, toy));
        expect(parseDocument(result.document, metas)).toEqual(result);
      }),
      { numRuns: 50 },
    );
  });
});

const refusals: readonly [string, unknown][] = [
  ['A document must be a JSON object, not a list.', [run({})]],
  ['kind is missing.', { spec: minimal }],
  ['kind: this Faultline reads no document of kind "diagram", only run.', { kind: 'diagram' }],
  ['kind: this Faultline reads no document of kind "__proto__", only run.', { kind: '__proto__' }],
  ['spec is missing.', { kind: 'run' }],
  ['spec must be an object.', { kind: 'run', spec: [] }],
  ['spec.seeed is not a field of a run. Did you mean "seed"?', run({ spec: { ...minimal, seeed: 1 } })],
  [
    'This run was made by a newer Faultline (schema 2); this one reads schema 1.',
    run({ spec: { ...minimal, schema: 2 } }),
  ],
  ['titel is not a field of a document. Did you mean "title"?', run({ titel: 'x' })],
  ['title must be a text, not 7.', run({ title: 7 })],
  ['title must be at most 120 characters long, not 121.', run({ title: 'x'.repeat(121) })],
  ['claim must be at most 400 characters long, not 401.', run({ claim: 'x'.repeat(401) })],
  ['notes: 51 notes are too many; at most 50 fit.', run({ notes: Array(51).fill({ at: 0, text: '' }) })],
  ['notes[0].text is missing.', run({ notes: [{ at: 0 }] })],
  [
    'notes[0].text must be at most 600 characters long, not 601.',
    run({ notes: [{ at: 0, text: 'x'.repeat(601) }] }),
  ],
  [
    'notes[0].at must be a time from 0 to 3600000000 or the name of a step such as "S3#17", not "S3#0".',
    run({ notes: [{ at: 'S3#0', text: '' }] }),
  ],
  ['notes[0].at: this run has no node "S9".', run({ notes: [{ at: 'S9#1', text: '' }] })],
  ['cursor.time must be an integer from 0 to 3600000000, not 0.5.', run({ cursor: { time: 0.5 } })],
  ['cursor.step is not a field of a cursor.', run({ cursor: { time: 0, step: 3 } })],
  ['view must begin before it ends, but from is 5 and to is 5.', run({ view: { from: 5, to: 5 } })],
];

test.each(refusals)('%s', (sentence, json) => {
  expect(why(json)).toBe(sentence);
});
