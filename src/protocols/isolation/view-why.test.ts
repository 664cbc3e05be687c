import { describe, expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import type { ENGINES, LEVELS } from './db/state.ts';
import protocol from './protocol.ts';
import { turns } from './scenarios/parts/turns.ts';
import { cardsOf, outcomeWords } from './view-cards.ts';
import { lastFailure } from './view-why.ts';

function cardsFor(engine: (typeof ENGINES)[number], level: (typeof LEVELS)[number], text: string) {
  const inputs = turns(text);
  const { trace } = simulate(protocol, {
    nodes: { database: 1, session: 2 },
    params: { engine, level },
    until: (inputs.length + 2) * 20_000,
    inputs,
  });
  return cardsOf(inputs, trace);
}

const END = Number.POSITIVE_INFINITY;
const words = (cards: ReturnType<typeof cardsFor>) => cards.map((c) => outcomeWords(c, END, (i) => i + 1));

const CLASH = `
  T1 begin
  T2 begin
  T2 select * from test where id = 2
  T1 update test set value = 11 where id = 1
  T2 update test set value = 12 where id = 1
  T1 commit
  T2 commit`;

describe('a commit of what was taken back does not look like a commit', () => {
  it('after 40001', () => {
    const cards = cardsFor('postgres', 'repeatable read', CLASH);
    expect(words(cards).slice(-2)).toEqual(['done', 'nothing committed: it was taken back']);
  });

  it('and one that commits says so', () => {
    const cards = cardsFor('postgres', 'read committed', CLASH);
    expect(words(cards).slice(-2)).toEqual(['done', 'done']);
  });

  it('a savepoint saves what was before it', () => {
    const saved = `
      T1 begin
      T1 savepoint s
      T1 nonsense
      T1 select * from test
      T1 rollback to savepoint s
      T1 commit
      T1 begin
      T1 nonsense
      T1 select * from test
      T1 commit`;
    const told = words(cardsFor('postgres', 'read committed', saved));
    expect(told[3]).toMatch(/^25P02/);
    expect([told[5], told[9]]).toEqual(['done', 'nothing committed: it was taken back']);
  });
});

it('an update of no row counts none', () => {
  const text = 'T1 update test set value = 1 where id = 9\nT1 delete from test where value = 7\nT1 begin';
  expect(words(cardsFor('postgres', 'read committed', text))).toEqual(['0 rows', '0 rows', 'done']);
});

describe('each refusal is told in plain words', () => {
  const skew = `
    T1 begin
    T2 begin
    T1 select * from test
    T2 select * from test
    T1 update test set value = 11 where id = 1
    T2 update test set value = 21 where id = 2
    T1 commit
    T2 commit`;
  it.each([
    ['postgres', 'repeatable read', CLASH, 5, /cannot see/],
    ['postgres', 'serializable', skew, 8, /pivot between the two/],
    ['2pl', 'serializable', skew, 6, /circle/],
    ['occ', 'serializable', skew, 8, /own copy/],
  ] as const)('%s, %s', (engine, level, text, number, meaning) => {
    const cards = cardsFor(engine, level, text);
    const failure = lastFailure(cards, END);
    expect(failure?.number).toBe(number);
    expect(failure?.session).toBe('T2');
    expect(failure?.meaning).toMatch(meaning);
    expect(lastFailure(cards, 0)).toBeNull();
  });
});
