import { describe, expect, it } from 'vitest';
import { from } from '../../protolib/list.ts';
import { simulate } from '../../testkit/simulate.ts';
import protocol from './protocol.ts';
import { filledIn } from './remembered.ts';
import { turns } from './scenarios/parts/turns.ts';
import { cardsOf, outcomeWords } from './view-cards.ts';

const told = (columns: string[], ...rows: (number | string | null)[][]) => ({
  statement: 1,
  sql: '',
  outcome: { columns, rows },
});
const fill = (sql: string, ...log: ReturnType<typeof told>[]) => filledIn(sql, from(log)).sql;

describe('what a session has read stands in its statements', () => {
  const read = told(['id', 'value'], [1, 10], [2, 20]);
  it.each([
    ['set value = :value - 3', 'set value = 10 - 3'],
    [':VALUE and :id', '10 and 1'],
    ['\':value\' and ":value" and 1::text', '\':value\' and ":value" and 1::text'],
    ['set value = :other', 'set value = :other'],
  ])('%s', (sql, wanted) => expect(fill(sql, read)).toBe(wanted));

  it('the last answer that has a row counts, and texts are quoted', () => {
    expect(fill(':value', read, told(['value'], [11]), told(['value']), told(['id'], [3]))).toBe('11');
    expect(fill(':name is :gone', told(['name', 'gone'], ["O'Neil", null]))).toBe("'O''Neil' is null");
    expect(fill(':value')).toBe(':value');
  });

  it('in a run: the database is given the value, the card says which, and a name never read is refused', () => {
    const inputs = turns(`
      T1 select value from test where id = 1
      T1 update test set value = :value - 3 where id = 1
      T2 update test set value = :value where id = 2
      T1 select value from test where id = 1`);
    const { trace } = simulate(protocol, { inputs, until: 200_000 });
    expect(trace.operations.map(({ result }) => result)).toEqual(['(10)', '1 row', 'error 42601', '(7)']);
    const cards = cardsOf(inputs, trace);
    expect(cards.map((card) => outcomeWords(card, trace.steps, () => 0))).toEqual([
      '(10)',
      ':value is 10 · 1 row',
      expect.stringMatching(/^42601 /),
      '(7)',
    ]);
  });
});
