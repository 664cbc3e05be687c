import { expect, test } from 'vitest';
import { answers } from './reading.ts';
import type { ReadAnswer } from './wire.ts';

const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `a {"a":${from + i}} x`).join('\n');

test('progress comes before every slice, the reading at the end', () => {
  const all = [...answers({ text: lines(1, 1000), pattern: null, delimiter: null })];
  const progress = all.filter(({ type }) => type === 'progress') as Extract<
    ReadAnswer,
    { type: 'progress' }
  >[];
  expect(progress.length).toBeGreaterThan(4);
  const shares = progress.map(({ share }) => share);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  const last = all.at(-1);
  expect(last).toMatchObject({ type: 'done', reading: { executions: [{ events: 1000, breachCount: 0 }] } });
});

test('notes cross in pieces, in order, and none are left in the reading', () => {
  const all = [...answers({ text: lines(1, 1200), pattern: null, delimiter: null })];
  const parts = all.flatMap((answer) => (answer.type === 'notes' ? [answer] : []));
  expect(parts.map(({ execution, notes }) => [execution, notes.length])).toEqual([
    [0, 500],
    [0, 500],
    [0, 200],
  ]);
  const own = parts.flatMap(({ notes }) => notes.map(({ fields }) => fields.own));
  expect(own).toEqual(Array.from({ length: 1200 }, (_, i) => i + 1));
  expect(all.at(-1)).toMatchObject({ reading: { executions: [{ trace: { notes: [] } }] } });
});

test('what is wrong with a log is said beside what could be drawn', () => {
  const text = `a {"a":1} one\nnonsense\n${lines(3, 2)}`;
  const last = [...answers({ text, pattern: null, delimiter: null })].at(-1);
  expect(last).toMatchObject({
    type: 'done',
    reading: { executions: [{ events: 3, rejectedCount: 1, breachCount: 1, hidden: [] }] },
  });
  if (last?.type !== 'done') return;
  const [execution] = last.reading.executions;
  expect(execution?.trace.violations).toMatchObject([{ property: 'vector-clocks', step: 1 }]);
  // It crosses to the page by structured clone.
  expect(structuredClone(last)).toEqual(last);
});

test('a refusal is all that comes after the first word', () => {
  expect([...answers({ text: '', pattern: null, delimiter: null })]).toEqual([
    { type: 'progress', line: 1, share: 0 },
    { type: 'refused', why: 'There is no log here yet.' },
  ]);
});
