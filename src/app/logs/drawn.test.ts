import { describe, expect, test } from 'vitest';
import { EXAMPLES } from '../../logs/examples.ts';
import { readLog } from '../../logs/read.ts';
import { judged } from '../../logs/reading.ts';
import { cones } from '../../query/causality.ts';
import { countCones, drawnOf, eventName, eventWords, verdictOf } from './drawn.ts';

const read = readLog(EXAMPLES[0]?.text ?? '');
if (!read.ok) throw new Error(read.why);
const [execution] = read.log.executions;
if (!execution) throw new Error('nothing was read');
const drawn = drawnOf(judged(execution));
const step = (name: string) => {
  for (let s = 0; s < drawn.trace.steps; s++) if (eventName(drawn, s) === name) return s;
  throw new Error(`no ${name}`);
};

describe('the words for a log', () => {
  test('an event has its text, line and clock', () => {
    expect(eventWords(drawn, step('primary#2'))).toEqual({
      text: 'confirms to alice',
      line: 7,
      clock: '{"primary":2,"alice":1}',
      fields: [],
    });
  });

  test('before, with the chain that proves it', () => {
    const verdict = verdictOf(drawn, step('alice#1'), step('replica#2'));
    expect(verdict.sentence).toBe('alice#1 happened before replica#2');
    expect(verdict.legs.map(({ sentence }) => sentence)).toEqual([
      'A message went from alice#1 to primary#1.',
      'primary#3 came after primary#1 on the same host.',
      'A message went from primary#3 to replica#2.',
    ]);
  });

  test('after is the same chain, told from the earlier event', () => {
    const verdict = verdictOf(drawn, step('replica#2'), step('alice#1'));
    expect(verdict.sentence).toBe('replica#2 happened after alice#1');
    expect(verdict.legs.map(({ sentence }) => sentence)[0]).toBe('A message went from alice#1 to primary#1.');
  });

  test('concurrent, with what neither knew', () => {
    const verdict = verdictOf(drawn, step('alice#2'), step('replica#2'));
    expect(verdict.sentence).toBe('alice#2 and replica#2 are concurrent');
    expect(verdict.unknown).toEqual([
      'alice#2 knows nothing of replica.',
      'replica#2 knows of alice only up to alice#1; alice#2 came later.',
    ]);
  });

  test('an event is called by what its own clock counts, wherever the log begins', () => {
    const late = readLog(
      'a {"a":4}\none\nb {"b":7,"a":4}\ntwo\na {"a":5}\nthree\na {"a":5}\nfour\nb {"b":8}\nfive',
    );
    if (!late.ok || !late.log.executions[0]) throw new Error('not read');
    const shown = drawnOf(judged(late.log.executions[0]));
    const names = Array.from({ length: shown.trace.steps }, (_, s) => eventName(shown, s));
    expect([...names].sort()).toEqual(['a#4', 'a#5 (line 5)', 'a#5 (line 7)', 'b#7', 'b#8']);
    const at = (name: string) => names.indexOf(name);
    expect(verdictOf(shown, at('a#5 (line 5)'), at('b#7')).unknown).toContain(
      'b#7 knows of a only up to a#4; a#5 (line 5) came later.',
    );
  });

  test('cones are counted', () => {
    const { before, after, concurrent } = countCones(cones(drawn.causality, step('bob#1')));
    expect(before).toBe(0);
    expect(before + after + concurrent).toBe(drawn.trace.steps - 1);
    expect(concurrent).toBeGreaterThan(0);
  });
});
