import { expect, test } from 'vitest';
import { drawer } from '../../query/stamps-drawing.ts';
import type { KindId, OperationsPicture, StatementsPicture } from '../../review/question.ts';
import { loadProtocol } from '../discover.ts';
import { makeQuestion } from './make.ts';

const make = (kind: KindId, seed: number) => makeQuestion(kind, seed, null, loadProtocol);

test('liars: where more may be silent than may lie, it is said so, and what was tried out does not speak against the answer', async () => {
  for (const n of [6, 9]) {
    let seed = 0;
    for (let draw = drawer(seed); draw(0, 2) !== 0 || draw(4, 10) !== n; draw = drawer(seed)) seed++;
    const { ask, choices, evidence } = await make('liars', seed);
    expect(ask).toBe(`Of ${n} replicas, how many may lie?`);
    expect(choices.find(({ right }) => right)?.text).toBe(String(n / 3 - 1));
    const tried = evidence.find((one) => one.startsWith('Tried out'));
    expect(tried).toContain(
      `with ${n / 3 - 1} of ${n} silent a write is answered, with ${n / 3 + 1} it is not`,
    );
    expect(evidence.at(-1)).toContain(`That ${n / 3} may be silent does not mean that ${n / 3} may lie`);
  }
});

test('overlap: who asks every copy can miss nothing that a read before has seen', async () => {
  let all = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const { lead, evidence } = await make('overlap', seed);
    const [n, , r] = [...lead.matchAll(/\d+/g)].map(Number);
    const warned = evidence.some((one) => one.includes('no store linearizable'));
    if (warned) expect(r).toBeLessThan(n as number);
    if (r === n) all++;
    for (const one of evidence) expect(one).not.toMatch(/All 1 /);
  }
  expect(all).toBeGreaterThan(20);
});

test('merge: a register that holds two is not told from the others by how many it holds', async () => {
  let registers = 0;
  for (let seed = 1; seed <= 24; seed++) {
    const { lead, picture, choices } = await make('merge', seed);
    if (!lead.includes('MV-Register')) continue;
    registers++;
    expect(choices.filter(({ text }) => text.includes(',')).length).toBeGreaterThan(1);
    expect((picture as StatementsPicture).steps[0]?.sql).toBe('write a');
    const values = choices.map(({ text }) => [...text.replace(/\W/g, '')].sort().join(''));
    expect(new Set(values).size).toBe(values.length);
  }
  expect(registers).toBeGreaterThan(2);
});

test('linear: which of an end and a beginning came first can be seen', async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const { bars } = (await make('linear', seed)).picture as OperationsPicture;
    for (const a of bars)
      for (const b of bars)
        if (a.client !== b.client) expect(Math.abs(a.to - b.from)).toBeGreaterThanOrEqual(1000);
  }
});

test('anomaly: in words too there is one answer', async () => {
  const seen = new Set<string>();
  for (const seed of [2012, ...Array.from({ length: 40 }, (_, i) => 100 + i)]) {
    const { picture, choices } = await make('anomaly', seed);
    const right = choices.find((choice) => choice.right)?.text ?? '';
    seen.add(right);
    const steps = (picture as StatementsPicture).steps.filter(({ state }) => state === 'done');
    const rowOf = (sql: string) => /id = (\d)/.exec(sql)?.[1] ?? '';
    const kept = steps.filter(({ sql }) => sql === 'commit').length === 2;
    for (const [i, { session, sql, outcome }] of steps.entries()) {
      if (!sql.startsWith('select')) continue;
      const after = steps.slice(i + 1).filter((one) => rowOf(one.sql) === rowOf(sql));
      const next = after[0];
      const told = (text: string) => text.replace('now: ', '');
      if (next?.session === session && next.sql === sql && told(next.outcome) !== told(outcome))
        expect(right, `${seed}`).toMatch(/Non-repeatable/);
      const theirs = after.findLastIndex((one) => one.session !== session && one.sql.startsWith('update'));
      const own = after.slice(theirs + 1).find((one) => one.session === session);
      if (kept && theirs >= 0 && own?.sql.startsWith('update')) expect(right, `${seed}`).toBe('Lost update');
    }
  }
  expect(seen.size).toBe(6);
});

test('anomaly: who took all back saw nothing of the other, for then there would be a second answer', async () => {
  let back = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const { steps } = (await make('anomaly', seed)).picture as StatementsPicture;
    for (const [me, others] of [
      ['T1', /\b2\d\b/],
      ['T2', /\b1[1-9]\b/],
    ] as const) {
      const own = steps.filter(({ session }) => session === me);
      if (!own.some(({ sql, state }) => sql === 'rollback' || state === 'fails')) continue;
      back++;
      for (const { sql, outcome } of own) {
        if (!sql.startsWith('select')) continue;
        expect(outcome.replace(/\b20\b/g, ''), `${seed}: ${sql}`).not.toMatch(others);
      }
    }
  }
  expect(back).toBeGreaterThan(3);
});
