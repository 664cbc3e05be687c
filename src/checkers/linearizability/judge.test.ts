import { describe, expect, test } from 'vitest';
import type { History, Operation } from '../history.ts';
import { readHistory } from '../history-text.ts';
import { PIECE } from '../sliced.ts';
import { generateHistory } from './generate.ts';
import { checkLinearizability, judge, LinearizabilityCheck } from './judge.ts';
import type { Model } from './machine.ts';
import { modelOf } from './models.ts';
import { refuteOrder } from './naive.ts';
import { type Problem, pose, posing } from './problem.ts';

const kv = modelOf('kv') as Model;
const casRegister = modelOf('cas-register') as Model;

function problemOf(history: History, model: Model): Problem {
  const posed = pose(history, model);
  if (!posed.ok) throw new Error(posed.why);
  return posed.problem;
}

const honest = { clients: 5, operations: 170, keys: 0, values: 5, cas: true, unfinished: 0.1, stale: 0 };
/** Many clients at once, a read for every write, and at the end what no two operations show to be wrong: takes a while. */
function hard(): Problem {
  const write = (process: number, type: string) => ({ process, type, f: 'write', value: process });
  const lines: object[] = Array.from({ length: 26 }, (_, p) => write(p, 'invoke'));
  for (let p = 0; p < 26; p++) lines.push(write(p, 'ok'));
  for (let i = 0; i < 26; i++) {
    lines.unshift({ process: 100 + i, type: 'invoke', f: 'read', value: null });
    lines.splice(60, 0, { process: 100 + i, type: 'ok', f: 'read', value: i });
  }
  lines.push(
    { process: 96, type: 'invoke', f: 'write', value: 70 },
    { process: 96, type: 'ok', f: 'write', value: 70 },
    { process: 97, type: 'invoke', f: 'cas', value: [70, 71] },
    { process: 98, type: 'invoke', f: 'cas', value: [71, 70] },
    { process: 97, type: 'ok', f: 'cas', value: [70, 71] },
    { process: 98, type: 'ok', f: 'cas', value: [71, 70] },
    { process: 99, type: 'invoke', f: 'read', value: null },
    { process: 99, type: 'ok', f: 'read', value: 71 },
  );
  const read = readHistory(lines.map((line) => JSON.stringify(line)).join('\n'));
  if (!read.ok) throw new Error(read.why);
  return problemOf(read.history, casRegister);
}

describe('larger histories', () => {
  test('of an honest store are linearizable, and the order given proves it', () => {
    for (let seed = 0; seed < 30; seed++) {
      const problem = problemOf(generateHistory({ ...honest, seed }), casRegister);
      const judgement = judge(problem);
      expect(judgement.verdict).toBe('yes');
      if (judgement.verdict !== 'yes') continue;
      const order = judgement.linearizations[0]?.order.map((id) => problem.operations[id] as Operation) ?? [];
      expect(refuteOrder(order, problem.operations, true)).toBeNull();
    }
  });

  test('of an honest store of ten keys too', () => {
    const options = { ...honest, clients: 10, operations: 1000, keys: 10, seed: 3 };
    const judgement = judge(problemOf(generateHistory(options), kv));
    expect(judgement).toMatchObject({ verdict: 'yes', linearizations: { length: 10 } });
  });

  test('of a store that lies are caught, and the prefix given can be checked', () => {
    let caught = 0;
    for (let seed = 0; seed < 20; seed++) {
      const problem = problemOf(generateHistory({ ...honest, values: 50, stale: 0.2, seed }), casRegister);
      const judgement = judge(problem);
      if (judgement.verdict !== 'no') continue;
      caught++;
      const prefix = judgement.obstacle.prefix.map((id) => problem.operations[id] as Operation);
      expect(refuteOrder(prefix, problem.operations, false)).toBeNull();
      for (const { operation } of judgement.obstacle.blocked) {
        const next = problem.operations[operation] as Operation;
        expect(refuteOrder([...prefix, next], problem.operations, false)).toContain('not legal');
      }
    }
    expect(caught).toBeGreaterThan(15);
  });
});

describe('bounds', () => {
  test('it stops when asked to, and says that it does not know', () => {
    let asked = 0;
    const judgement = judge(hard(), () => ++asked === 3);
    expect(judgement).toMatchObject({ verdict: 'unknown', why: 'stopped', linearizations: [] });
    expect(judgement.steps).toBeGreaterThanOrEqual(6000);
    expect(judgement.steps).toBeLessThan(7000);
    if (judgement.verdict !== 'unknown') return;
    // What it had: an order that can be checked, and how much is missing from it.
    const { operations } = hard();
    const [attempt] = judgement.attempts;
    const prefix = attempt?.prefix.map((id) => operations[id] as Operation) ?? [];
    expect(refuteOrder(prefix, operations, false)).toBeNull();
    expect(attempt).toMatchObject({ key: undefined, missing: operations.length - prefix.length });
    expect(prefix.length).toBeGreaterThan(20);
  });

  test('it stops when it would take too much memory', () => {
    const judgement = judge(hard(), () => false, 100_000);
    expect(judgement).toMatchObject({ verdict: 'unknown', why: 'memory' });
    expect(judgement.verdict === 'unknown' && judgement.attempts[0]?.prefix.length).toBeGreaterThan(20);
  });

  test('a key that takes too much memory does not hide the violation of another', () => {
    const { operations } = hard();
    const wrong = [
      { process: 'Z', type: 'invoke', f: 'read', key: 'z', value: null },
      { process: 'Z', type: 'ok', f: 'read', key: 'z', value: 1 },
    ];
    const ends = operations.flatMap((o) => [
      {
        position: o.invoked,
        event: { process: o.process, type: 'invoke', f: o.f, key: 'a', value: o.value },
      },
      { position: o.returned, event: { process: o.process, type: 'ok', f: o.f, key: 'a', value: o.result } },
    ]);
    ends.sort((a, b) => a.position - b.position);
    const lines = [...ends.map(({ event }) => event), ...wrong].map((line) => JSON.stringify(line));
    const read = readHistory(lines.join('\n'));
    if (!read.ok) throw new Error(read.why);
    expect(judge(problemOf(read.history, kv), () => false, 100_000)).toMatchObject({
      verdict: 'no',
      obstacle: { key: 'z' },
    });
  });

  test('a check is advanced little by little', () => {
    const check = new LinearizabilityCheck(problemOf(generateHistory({ ...honest, seed: 1 }), casRegister));
    let slices = 0;
    let last: ReturnType<LinearizabilityCheck['advance']> = null;
    while (last === null) {
      last = check.advance(50);
      slices++;
    }
    expect(slices).toBeGreaterThan(3);
    expect(check.advance(50)).toBe(last);
    expect(check.stop()).toBe(last);
  });
});

describe('slices', () => {
  test('no piece of the work on one key of 100,000 operations is long', () => {
    const options = { ...honest, operations: 100_000, keys: 1, unfinished: 0, seed: 1 };
    const history = generateHistory(options);
    let pieces = 0;
    for (const work = posing(history, kv); ; pieces++) {
      const { done, value } = work.next();
      if (!done) {
        expect(value).toBeLessThanOrEqual(PIECE);
        continue;
      }
      if (!value.ok) throw new Error(value.why);
      const check = new LinearizabilityCheck(value.problem);
      let before = 0;
      for (; check.advance(1000) === null; before = check.steps) {
        expect(check.steps - before).toBeLessThanOrEqual(1000 + PIECE);
        pieces++;
      }
      expect(check.stop().verdict).toBe('yes');
      break;
    }
    expect(pieces).toBeGreaterThan(800);
  });
});

describe('what a model refuses', () => {
  test.each([
    [
      'register',
      '{"process":0,"type":"invoke","f":"cas","value":[1,2]}',
      'line 1: this model knows read and write, not "cas".',
    ],
    [
      'cas-register',
      '{"process":0,"type":"invoke","f":"cas","value":1}',
      'line 1: a cas needs the value [old, new].',
    ],
    [
      'kv',
      '{"process":0,"type":"invoke","f":"write","value":1}',
      'line 1: the "write" has neither a "key" nor a value of the form [key, value].',
    ],
    [
      'kv',
      '{:process 0, :type :invoke, :f :cas, :value [1 2]}',
      'line 1: the "cas" has neither a "key" nor a value of the form [key, [old, new]].',
    ],
    [
      'kv',
      '{:process 0 :type :invoke :f :write :value [:x 1]}\n{:process 0 :type :ok :f :write :value [:x [2 3]]}',
      'line 2: process 0 completes a write of [2,3], but what it wrote at line 1 was 1.',
    ],
    [
      'kv',
      '{"process":0,"type":"invoke","f":"read","key":"x"}\n{"process":0,"type":"ok","f":"read","key":"y","value":1}',
      'line 2: completes an operation of key "y", but invoked was one of "x".',
    ],
    [
      'kv',
      '{:process 0 :type :invoke :f :read :value [1 nil]}\n{:process 0 :type :ok :f :read :value 3}',
      'line 2: the read of a key must return [key, value].',
    ],
    [
      'register',
      '{"process":0,"type":"invoke","f":"write","key":"x","value":1}\n\n{"process":1,"type":"invoke","f":"write","key":"y","value":1}',
      'line 3: not the key of the operations before, and model register is of one register; model kv has keys.',
    ],
    [
      'cas-register',
      '{:process 0 :type :invoke :f :read :value [1 nil]}',
      'line 1: the value of a read bears a key, and model cas-register is of one register; model kv has keys.',
    ],
    ['queue', '', 'There is no model "queue".'],
  ])('%s: %j', (model, text, why) => {
    const read = readHistory(text);
    expect(read.ok && checkLinearizability(read.history, model)).toEqual({ ok: false, why });
  });

  test('a history of one key is one register', () => {
    const text =
      '{"process":0,"type":"invoke","f":"write","key":"x","value":1}\n{"process":0,"type":"ok","f":"write","value":1}';
    const read = readHistory(text);
    expect(read.ok && checkLinearizability(read.history, 'register')).toMatchObject({
      judgement: { verdict: 'yes' },
    });
  });
});
