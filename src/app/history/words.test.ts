import { describe, expect, test } from 'vitest';
import type { RunJudgement, RunObstacle } from '../../checkers/run-history.ts';
import type { OperationRecord } from '../../engine/trace.ts';
import { countText, didText, endText, headline, manyText, shortText, whySentence } from './words.ts';

const record = (id: number, node: string, rest: Partial<OperationRecord>): OperationRecord => ({
  ...{ id, node, f: 'read', key: 'x', invokeRow: 2 * id, replyRow: 2 * id + 1, outcome: 'ok' },
  ...rest,
});
const list = [
  record(0, 'C1', { f: 'write', value: 1 }),
  record(1, 'C2', { f: 'write', value: 2, outcome: 'info' }),
  record(2, 'C3', { result: 1 }),
  record(3, 'C1', { result: null }),
  record(4, 'C2', { f: 'cas', value: [1, 2] }),
  record(5, 'C2', { f: 'cas', value: [1, 2], result: false }),
  record(6, 'C3', { outcome: 'open', replyRow: -1 }),
  record(7, 'C3', { result: 2 }),
];
const more = [
  ...list,
  record(8, 'C1', { f: 'cas', value: [5, 2], outcome: 'info' }),
  record(9, 'C1', { f: 'cas', value: [1, 3] }),
];

test('what was done, as its client was told or hoped', () => {
  expect(list.map((r) => `${didText(r)} | ${shortText(r)} | ${endText(r)}`)).toEqual([
    'wrote x=1 | x=1 | told it is done',
    'asked to write x=2 | x=2 | gave up: it may or may not have happened',
    'read x=1 | read x=1 | answered',
    'read x as empty | read x as empty | answered',
    'changed x from 1 to 2 | x: 1 → 2 | told it is done',
    'found x other than 1 | x: 1 → 2, not found | answered',
    'asked for x | read x | never answered: it may or may not have happened',
    'read x=2 | read x=2 | answered',
  ]);
});

describe('why', () => {
  const told = (reason: RunObstacle['reason'], blocked = 2) => {
    const obstacle = {
      key: 'x',
      largest: true,
      held: 2,
      untaken: [],
      blocked: [{ operation: blocked, why: '' }],
      reason,
    };
    return whySentence(more, obstacle)
      .map((piece) => (typeof piece === 'string' ? piece : piece.text))
      .join('');
  };

  test('every kind of contradiction is one sentence that names who and what', () => {
    expect([
      told({ kind: 'unwritten', operation: 7 }),
      told({ kind: 'unwritten-yet', operation: 7, writer: 1 }),
      told({ kind: 'overwritten', operation: 3, by: 0 }),
      told({ kind: 'overwritten', operation: 2, by: 4 }),
      told({ kind: 'outdated', operation: 2, witness: 7 }),
      told({ kind: 'reverted', operation: 2, witness: 7 }),
      told({ kind: 'split', operation: 2, witness: 7 }),
      told({ kind: 'unfounded', operation: 7, writer: 8 }),
      told({ kind: 'spent', operation: 9, witness: 4 }),
      told(null),
    ]).toEqual([
      'C3 read x=2, which nobody had asked to be written.',
      'C3 read x=2 before C2 asked to write x=2.',
      'C1 read x as empty after C1 was told x=1 is done.',
      'C3 read x=1 after C2 was told x=2 is done.',
      'C3 read x=1 after C3 had read x=2, which was written later.',
      'C3 read x=1 after C3 had read x=2, and nobody wrote x=1 in between.',
      'C3 read x=1 while C3 read x=2, though both writes were over by then.',
      'C3 read x=2; C1 asked to change x from 5 to 2, but nobody can have written x=5 by then.',
      'C1 changed x from 1 to 3 and C2 changed x from 1 to 2, but it was 1 only once.',
      'C3 read x=1, but every order that fits real time comes to a point like this, where x is 2.',
    ]);
  });

  test('the operations of a sentence can be told from its words', () => {
    const obstacle: RunObstacle = {
      ...{ key: 'x', largest: true, held: 2, untaken: [], blocked: [] },
      reason: { kind: 'overwritten', operation: 3, by: 0 },
    };
    const named = whySentence(list, obstacle).flatMap((p) => (typeof p === 'string' ? [] : [p.operation]));
    expect(named).toEqual([3, 0]);
  });
});

test('headlines and counts', () => {
  const of = (verdict: RunJudgement['verdict'], operations = 3) =>
    headline({ verdict, operations } as RunJudgement);
  expect([of('yes'), of('no'), of('unknown'), of('yes', 0)]).toEqual([
    'These answers could have come from a single copy of the data',
    'No single copy could have given these answers',
    'Whether a single copy could have given these answers is not decided',
    'No client has done anything yet',
  ]);
  expect([countText(list), countText(list.slice(0, 1)), countText(list.slice(2, 4))]).toEqual([
    '8 operations, 6 answered',
    '1 operation, answered',
    '2 operations, all answered',
  ]);
  expect([manyText(999), manyText(12_000), manyText(4_000_500)]).toEqual(['999', '12,000', '4 million']);
});
