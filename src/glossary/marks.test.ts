import { expect, test } from 'vitest';
import { lexiconOf } from './lexicon.ts';
import { marksIn } from './marks.ts';
import type { Entry } from './types.ts';

const entry = (slug: string, term: string, more: Partial<Entry> = {}): Entry => ({
  slug,
  term,
  means: 'It means this.',
  sources: ['Somebody, 1999'],
  ...more,
});

const LEXICON = lexiconOf([
  entry('lamport-clock', 'Lamport clock'),
  entry('clock', 'Clock'),
  entry('linearizability', 'Linearizability', { also: ['linearizable'] }),
  entry('view', 'View (PBFT)', { within: { pbft: ['view'] } }),
  entry('commit-raft', 'Commit (Raft)', { within: { raft: ['commit', 'committed'] } }),
  entry('commit', 'Commit (of a transaction)', { within: { T6: ['commit', 'committed'] } }),
  entry('base', 'BASE'),
  entry('cap', 'CAP theorem', { also: ['CAP'] }),
  entry('lsn', 'LSN'),
  entry('quorum', 'Quorum'),
  entry('rwn', 'R+W>N'),
  entry('om', 'OM(m)', { also: ['OM(m)'] }),
  entry('two-phase-commit', 'Two-phase commit', { also: ['2PC'] }),
  entry('anomaly', 'Anomaly'),
  entry('message', 'Message', { quiet: true }),
]);

/** "slug=words" for each mark. */
function found(text: string | readonly string[], about: readonly string[] = [], except: string[] = []) {
  const texts = typeof text === 'string' ? [text] : text;
  return marksIn(texts, LEXICON, { about, except, most: 99 }).flatMap((marks, i) =>
    marks.map(({ slug, from, to }) => `${slug}=${texts[i]?.slice(from, to)}`),
  );
}

test('the longest spelling wins, whole words only, whatever the case', () => {
  expect(found('A lamport clock is no alarm clock or clockwork.')).toEqual([
    'lamport-clock=lamport clock',
    'clock=clock',
  ]);
});

test('plurals by rule, -ize and -ise, hyphen, dash or space', () => {
  expect(found('Quorums and anomalies are linearisable.')).toEqual([
    'quorum=Quorums',
    'anomaly=anomalies',
    'linearizability=linearisable',
  ]);
  expect(found('two phase commit')).toEqual(['two-phase-commit=two phase commit']);
  expect(found('Lamport–clocks')).toEqual(['lamport-clock=Lamport–clocks']);
});

test('an abbreviation is one in capitals only, its plural too', () => {
  expect(found('The base of a cap')).toEqual([]);
  expect(found('BASE, CAP and LSNs')).toEqual(['base=BASE', 'cap=CAP', 'lsn=LSNs']);
  expect(found('2PC and OM(m)')).toEqual(['two-phase-commit=2PC', 'om=OM(m)']);
});

test('signs belong to a spelling, with spaces or without', () => {
  expect(found('R + W > N')).toEqual(['rwn=R + W > N']);
  expect(found('R+W>N.')).toEqual(['rwn=R+W>N']);
});

test('what the text is about chooses the meaning, the nearest first; elsewhere the word is left alone', () => {
  expect(found('It can commit.')).toEqual([]);
  expect(found('It can commit.', ['raft', 'T2'])).toEqual(['commit-raft=commit']);
  expect(found('It can commit.', ['isolation', 'T6'])).toEqual(['commit=commit']);
  expect(found('It can commit.', ['raft', 'T6'])).toEqual(['commit-raft=commit']);
  expect(found('in view of', [])).toEqual([]);
  expect(found('view 2', ['pbft'])).toEqual(['view=view']);
});

test('the first place only, over all texts, and none that is excepted', () => {
  expect(found(['a clock', 'the clock and a quorum'])).toEqual(['clock=clock', 'quorum=quorum']);
  expect(found('a quorum and a clock', [], ['quorum'])).toEqual(['clock=clock']);
  // What is excepted still stands in the way of what is shorter.
  expect(found('a Lamport clock', [], ['lamport-clock'])).toEqual([]);
});

test('never a part of a longer name', () => {
  for (const text of ['clock-wise', 'quorum_size', 'a/quorum/b', 'config.clock', 'half-quorum', '#clock']) {
    expect(found(text), text).toEqual([]);
  }
  expect(found('The clock. The quorum/')).toEqual(['clock=clock', 'quorum=quorum']);
});

test('a quiet term is never marked', () => {
  expect(found('A message.')).toEqual([]);
});

test('no more marks than asked for', () => {
  const marks = marksIn(['clock quorum anomaly', 'BASE'], LEXICON, { about: [], most: 2 });
  expect(marks.map((of) => of.length)).toEqual([2, 0]);
});
