/** Histories whose verdict is known from the literature, written by hand. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../base/json.ts';
import type { History, HistoryEvent } from '../history.ts';
import { checkLinearizability, type Judgement } from './judge.ts';

type Words = readonly [process: string, type: HistoryEvent['type'], f: string, value?: Json, key?: Json];

function judged(model: string, list: readonly Words[]): Judgement {
  const events = list.map(([process, type, f, value = null, key], i): HistoryEvent => {
    return { process, type, f, value, ...(key === undefined ? {} : { key }), at: i + 1 };
  });
  const history: History = { events, place: 'line' };
  const checked = checkLinearizability(history, model);
  if (!checked.ok) throw new Error(checked.why);
  return checked.judgement;
}

const did = (process: string, f: string, value: Json, key?: Json): readonly Words[] => [
  [process, 'invoke', f, f === 'read' ? null : value, key],
  [process, 'ok', f, value, key],
];

describe('linearizable', () => {
  test.each<[string, string, readonly Words[]]>([
    ['an empty history', 'register', []],
    [
      'Herlihy and Wing, Figure 1, for a register: a read overlaps the write it sees',
      'register',
      [
        ['A', 'invoke', 'write', 0],
        ['B', 'invoke', 'read'],
        ['B', 'ok', 'read', 0],
        ['A', 'ok', 'write', 0],
      ],
    ],
    [
      'concurrent writes, read in an order other than that of their invocations',
      'register',
      [
        ['A', 'invoke', 'write', 1],
        ['B', 'invoke', 'write', 2],
        ['B', 'ok', 'write', 2],
        ['A', 'ok', 'write', 1],
        ...did('C', 'read', 1),
      ],
    ],
    [
      'a write that timed out, seen much later',
      'register',
      [
        ...did('A', 'write', 1),
        ['B', 'invoke', 'write', 2],
        ['B', 'info', 'write', 2],
        ...did('C', 'read', 1),
        ...did('C', 'read', 1),
        ...did('C', 'read', 2),
      ],
    ],
    [
      'a write that timed out, never seen',
      'register',
      [
        ...did('A', 'write', 1),
        ['B', 'invoke', 'write', 2],
        ['B', 'info', 'write', 2],
        ...did('C', 'read', 1),
      ],
    ],
    ['a write that never returned, seen', 'register', [['A', 'invoke', 'write', 1], ...did('B', 'read', 1)]],
    ['a read of nil before any write', 'register', [...did('A', 'read', null), ...did('A', 'write', 1)]],
    ['a cas from nil', 'cas-register', [...did('A', 'cas', [null, 1]), ...did('B', 'read', 1)]],
    [
      'a cas that timed out between two others',
      'cas-register',
      [
        ...did('A', 'write', 1),
        ['B', 'invoke', 'cas', [1, 2]],
        ['B', 'info', 'cas', [1, 2]],
        ...did('A', 'cas', [2, 3]),
      ],
    ],
    [
      'a cas that failed did not happen',
      'cas-register',
      [
        ...did('A', 'write', 1),
        ['B', 'invoke', 'cas', [1, 2]],
        ['B', 'fail', 'cas', [1, 2]],
        ...did('A', 'read', 1),
      ],
    ],
    [
      'a cas that returned false, between two that did not',
      'cas-register',
      [
        ...did('A', 'cas', [null, 1]),
        ['B', 'invoke', 'cas', [7, 8]],
        ['B', 'ok', 'cas', false],
        ...did('A', 'cas', [1, 2]),
      ],
    ],
    [
      'a cas that returned false because of a write that nobody ever saw',
      'cas-register',
      [
        ...did('A', 'write', 1),
        ['B', 'invoke', 'write', 5],
        ['B', 'info', 'write', 5],
        ['C', 'invoke', 'cas', [1, 2]],
        ['C', 'ok', 'cas', false],
      ],
    ],
    [
      'two keys, each fine alone',
      'kv',
      [
        ...did('A', 'write', 1, 'x'),
        ...did('A', 'read', null, 'y'),
        ...did('B', 'cas', [1, 2], 'x'),
        ...did('A', 'read', 2, 'x'),
      ],
    ],
  ])('%s', (_, model, list) => {
    expect(judged(model, list).verdict).toBe('yes');
  });
});

describe('not linearizable', () => {
  test.each<[string, string, readonly Words[], object]>([
    [
      'a stale read',
      'register',
      [...did('A', 'write', 1), ...did('A', 'write', 2), ...did('B', 'read', 1)],
      {
        prefix: [0, 1],
        held: 2,
        blocked: [{ operation: 2, why: 'the read returned 1, but the register held 2' }],
        untaken: [],
        reason: { kind: 'overwritten', operation: 2, by: 1 },
      },
    ],
    [
      'new-old inversion: one write, read new and then old (regular, not atomic: Lamport, 1986)',
      'register',
      [
        ...did('W', 'write', 1),
        ['W', 'invoke', 'write', 2],
        ...did('A', 'read', 2),
        ...did('B', 'read', 1),
        ['W', 'ok', 'write', 2],
      ],
      {
        prefix: [0, 1, 2],
        held: 2,
        blocked: [{ operation: 3, why: 'the read returned 1, but the register held 2' }],
        reason: { kind: 'outdated', operation: 3, witness: 2 },
      },
    ],
    [
      'lost update: two cas from the same value both succeed',
      'cas-register',
      [
        ...did('A', 'write', 0),
        ['A', 'invoke', 'cas', [0, 1]],
        ['B', 'invoke', 'cas', [0, 2]],
        ['A', 'ok', 'cas', [0, 1]],
        ['B', 'ok', 'cas', [0, 2]],
      ],
      {
        prefix: [0, 1],
        held: 1,
        blocked: [{ operation: 2, why: 'the cas from 0 to 2 succeeded, but the register held 1' }],
      },
    ],
    [
      'a read of what was never written',
      'register',
      [...did('A', 'write', 1), ...did('B', 'read', 9)],
      {
        prefix: [0],
        held: 1,
        reason: { kind: 'unwritten', operation: 1 },
      },
    ],
    [
      'a write that failed is read',
      'register',
      [['A', 'invoke', 'write', 1], ['A', 'fail', 'write', 1], ...did('B', 'read', 1)],
      {
        prefix: [],
        held: null,
        blocked: [{ operation: 0, why: 'the read returned 1, but the register held nil' }],
      },
    ],
    [
      'a write that timed out cannot take effect before it was invoked',
      'register',
      [...did('C', 'read', 2), ['B', 'invoke', 'write', 2], ['B', 'info', 'write', 2]],
      {
        prefix: [],
        blocked: [{ operation: 0 }],
        untaken: [],
        reason: { kind: 'unwritten-yet', operation: 0, writer: 1 },
      },
    ],
    [
      'a write that timed out takes effect once',
      'register',
      [
        ['B', 'invoke', 'write', 2],
        ['B', 'info', 'write', 2],
        ...did('C', 'read', 2),
        ...did('A', 'write', 1),
        ...did('C', 'read', 2),
      ],
      { prefix: [0, 1, 2], held: 1, blocked: [{ operation: 3 }], untaken: [] },
    ],
    [
      'a timed-out cas cannot help either',
      'cas-register',
      [
        ...did('A', 'write', 1),
        ['B', 'invoke', 'cas', [1, 2]],
        ['B', 'info', 'cas', [1, 2]],
        ...did('A', 'read', 3),
      ],
      { prefix: [0], blocked: [{ operation: 2 }] },
    ],
    [
      'a cas that returned false although it found what it expected',
      'cas-register',
      [...did('A', 'write', 1), ['B', 'invoke', 'cas', [1, 2]], ['B', 'ok', 'cas', false]],
      {
        prefix: [0],
        held: 1,
        blocked: [{ operation: 1, why: 'the cas found another value than 1, but the register held 1' }],
        reason: null,
      },
    ],
    [
      'one key out of two',
      'kv',
      [
        ...did('A', 'write', 1, 'x'),
        ...did('A', 'write', 1, 'y'),
        ...did('A', 'read', 1, 'x'),
        ...did('A', 'read', null, 'y'),
      ],
      { key: 'y', prefix: [1], blocked: [{ operation: 3, why: 'the read returned nil, but "y" held 1' }] },
    ],
    [
      'what only EDN has, said as EDN says it',
      'kv',
      [
        ...did('A', 'write', [{ edn: '#{1 2}' }], { edn: ':x' }),
        ...did('A', 'read', { edn: ':a' }, { edn: ':x' }),
      ],
      { prefix: [0], blocked: [{ operation: 1, why: 'the read returned :a, but :x held [#{1 2}]' }] },
    ],
  ])('%s', (_, model, list, obstacle) => {
    expect(judged(model, list)).toMatchObject({ verdict: 'no', obstacle });
  });

  test('not sequentially explained by moving a read before the write that precedes it in real time', () => {
    // Sequentially consistent, and so a test that real time counts across processes.
    expect(judged('register', [...did('A', 'write', 1), ...did('B', 'read', null)]).verdict).toBe('no');
  });

  test('operations that overlap the blocked one are named too', () => {
    const judgement = judged('cas-register', [
      ...did('A', 'write', 1),
      ['A', 'invoke', 'read'],
      ['B', 'invoke', 'cas', [7, 8]],
      ['C', 'invoke', 'write', 5],
      ['A', 'ok', 'read', 9],
      ['B', 'ok', 'cas', [7, 8]],
      ...did('D', 'read', 5),
    ]);
    expect(judgement).toMatchObject({ verdict: 'no', obstacle: { prefix: [0], held: 1, untaken: [3] } });
    expect(judgement.verdict === 'no' && judgement.obstacle.blocked.map((b) => b.operation)).toEqual([1, 2]);
  });
});
