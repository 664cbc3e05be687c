import { expect, it } from 'vitest';
import { isolation } from './isolation.ts';

const SETUP = [
  'create table test (id int primary key, value int)',
  'insert into test values (1, 10), (2, 20)',
];

async function call(text: string, ...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await isolation(args, {
    read: () => ({ ok: true, text }),
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out: out.map((line) => JSON.parse(line) as unknown), err };
}

function line(level: string, ...steps: string[]): string {
  const given = steps.map((s) => ({ session: s.slice(0, 2), sql: s.slice(3) }));
  return JSON.stringify({ level, setup: SETUP, steps: given });
}

const SKEW = [
  'T1 begin',
  'T2 begin',
  'T1 select * from test',
  'T2 select * from test',
  'T1 update test set value = 11 where id = 1',
  'T2 update test set value = 21 where id = 2',
  'T1 commit',
  'T2 commit',
];

it('answers a line with a line', async () => {
  const { code, out, err } = await call(
    `${line('repeatable read', ...SKEW)}\n\n${line('serializable', ...SKEW)}\n`,
    '-',
    '--engine',
    'postgres',
  );
  expect([code, err]).toEqual([0, []]);
  const both = [
    [1, 10],
    [2, 20],
  ];
  const first = [
    { count: 0 },
    { count: 0 },
    { rows: both },
    { rows: both },
    { count: 1 },
    { count: 1 },
    { count: 0 },
  ];
  expect(out).toEqual([
    {
      outcomes: [...first, { count: 0 }],
      final: {
        test: [
          [1, 11],
          [2, 21],
        ],
      },
      anomalies: ['A5B', 'G2-item', 'G2'],
    },
    {
      outcomes: [...first, { error: '40001' }],
      final: {
        test: [
          [1, 11],
          [2, 20],
        ],
      },
      anomalies: [],
    },
  ]);
});

it('tells of waits who ended them, of waits without end that they are, and of steps that could not be given', async () => {
  const waits = line(
    'read committed',
    'T1 begin',
    'T1 update test set value = 11 where id = 1',
    'T2 update test set value = 12 where id = 1',
    'T2 commit',
    'T1 commit',
    'T1 begin isolation level serializable',
    'T1 delete from test',
    'T2 delete from test',
  );
  const { out } = await call(waits, '-', '--engine=postgres');
  expect(out).toMatchObject([
    {
      outcomes: [
        { count: 0 },
        { count: 1 },
        { blocked: true, unblockedBy: 4, count: 1 },
        { skipped: true },
        { count: 0 },
        { count: 0 },
        { count: 2 },
        { blocked: true },
      ],
      final: {
        test: [
          [1, 12],
          [2, 20],
        ],
      },
    },
  ]);
});

it.each([
  ['no engine', ['-'], line('serializable'), 'Say with --engine'],
  ['an engine there is not', ['-', '--engine', 'oracle'], '', 'no engine "oracle"'],
  ['no file', ['--engine', 'occ'], '', 'Name a file'],
  ['two files', ['a', 'b', '--engine', 'occ'], '', 'One file'],
  ['another option', ['-', '--fast'], '', 'no option'],
  ['nothing', ['-', '--engine', 'occ'], '\n', 'empty'],
  ['no JSON', ['-', '--engine', 'occ'], `${line('serializable')}\n{`, 'Line 2: this is not JSON'],
  ['a level there is not', ['-', '--engine', 'occ'], line('chaos'), '"level" must be'],
  ['no set-up', ['-', '--engine', 'occ'], '{"level":"serializable","steps":[]}', '"setup"'],
  ['no steps', ['-', '--engine', 'occ'], '{"level":"serializable","setup":[]}', '"steps"'],
  [
    'no session',
    ['-', '--engine', 'occ'],
    '{"level":"serializable","setup":[],"steps":[{"sql":""}]}',
    'step 0',
  ],
  [
    'a bad set-up',
    ['-', '--engine', 'occ'],
    '{"level":"serializable","setup":["select 1/0"],"steps":[]}',
    '22012',
  ],
])('refuses %s with one sentence', async (_what, args, text, words) => {
  const { code, out, err } = await call(text, ...args);
  expect([code, out, err.length]).toEqual([2, [], 1]);
  expect(err[0]).toContain(words);
  expect(err[0]).not.toContain('\n');
});
