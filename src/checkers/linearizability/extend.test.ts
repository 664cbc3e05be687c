import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../base/json.ts';
import type { History, HistoryEvent, Operation } from '../history.ts';
import { finish } from '../sliced.ts';
import { extended } from './extend.ts';
import { judge } from './judge.ts';
import type { Model } from './machine.ts';
import { modelOf } from './models.ts';
import { refuteOrder } from './naive.ts';
import { pose } from './problem.ts';
import { crowds, histories } from './random.test-data.ts';

const model = modelOf('cas-register') as Model;

function posed(history: History) {
  const result = pose(history, model);
  if (!result.ok) throw new Error(result.why);
  return result.problem;
}

test('what it makes is linearizable, and nothing can follow it: neither at once nor after one of unknown outcome', () => {
  let helped = 0;
  fc.assert(
    fc.property(
      fc.oneof(histories('cas-register', 24), crowds('cas-register', 10)),
      fc.nat(9),
      (history, cut) => {
        const { operations } = posed(history);
        const machine = finish(model.compile(operations, undefined, null));
        const whole = extended(operations, machine, []);
        const begun = whole.slice(0, cut);
        const again = extended(operations, machine, begun);
        expect(again.slice(0, cut)).toEqual(begun);
        for (const found of [whole, again]) {
          const order = found.map((i) => operations[i] as Operation);
          expect(refuteOrder(order, operations, false)).toBeNull();
          helped += order.filter(({ outcome }) => outcome !== 'ok').length;
          const left = operations.filter((operation) => !order.includes(operation));
          const unknown = left.filter(({ outcome }) => outcome !== 'ok').map((operation) => [operation]);
          for (const operation of left.filter(({ outcome }) => outcome === 'ok')) {
            for (const more of [[], ...unknown]) {
              expect(refuteOrder([...order, ...more, operation], operations, false)).not.toBeNull();
            }
          }
        }
      },
    ),
    { numRuns: 600 },
  );
  expect(helped).toBeGreaterThan(100);
});

test('tens of thousands at once do not keep a verdict that is known', () => {
  const n = 8000;
  const events: HistoryEvent[] = [];
  const tell = (process: string, type: HistoryEvent['type'], f: string, value: Json) =>
    events.push({ process, type, f, value, at: events.length + 1 });
  for (let i = 0; i < n; i++) tell(`lost${i}`, 'invoke', 'write', i + n);
  for (let i = 0; i < n; i++) tell(`w${i}`, 'invoke', 'write', i);
  for (let i = 0; i < n; i++) tell(`w${i}`, 'ok', 'write', i);
  for (let i = 0; i < n; i++) tell(`r${i}`, 'invoke', 'read', null);
  for (let i = 0; i < n; i++) tell(`r${i}`, 'ok', 'read', i < 2 ? i : i + n);
  const judgement = judge(posed({ events, place: 'line' }));
  expect(judgement).toMatchObject({
    verdict: 'no',
    obstacle: { largest: false, reason: { kind: 'split' }, blocked: { length: 2 } },
  });
  // Every write that was answered, and for every read but two a write that was not.
  if (judgement.verdict === 'no') expect(judgement.obstacle.prefix.length).toBe(n + 2 * (n - 2));
});
