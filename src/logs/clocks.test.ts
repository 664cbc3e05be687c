import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkClocks } from './clocks.ts';
import {
  executionOf,
  executions,
  mutate,
  mutations,
  naivelyValid,
  type Written,
} from './random.test-data.ts';

const sentences = (events: readonly Written[]) => checkClocks(executionOf(events)).breaches.map((b) => b.why);
const at = (host: string, clock: Record<string, number>): Written => ({ host, clock, text: '' });

describe('against the definition', () => {
  test('clocks of runs pass, in whatever order their lines stand', () => {
    fc.assert(
      fc.property(
        executions.chain((events) => fc.shuffledSubarray(events, { minLength: events.length })),
        (events) => {
          expect(naivelyValid(events)).toBe(true);
          expect(sentences(events)).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('one changed entry is caught, unless what results is the clocks of another run', () => {
    let caught = 0;
    let spared = 0;
    fc.assert(
      fc.property(executions, mutations, (events, mutation) => {
        const changed = mutate(events, mutation);
        const valid = naivelyValid(changed);
        expect(sentences(changed).length === 0).toBe(valid);
        if (valid) spared++;
        else caught++;
      }),
      { numRuns: 3000 },
    );
    expect(caught).toBeGreaterThan(1500);
    expect(spared).toBeGreaterThan(100);
  });

  test('so are several changes, and a line that is missing or stands twice', () => {
    const several = fc.array(mutations, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(executions, several, fc.nat(), fc.nat(2), (events, changes, k, what) => {
        const i = k % events.length;
        const edited =
          what === 0
            ? changes.reduce(mutate, events)
            : what === 1
              ? events.filter((_, j) => j !== i)
              : [...events, events[i] as Written];
        expect(sentences(edited).length === 0).toBe(naivelyValid(edited));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what is said', () => {
  test.each<[string, Written[], string[]]>([
    [
      'a late beginning',
      [at('a', { a: 2 })],
      ['Line 1: the clock of "a" begins at 2; the first event of a host counts 1.'],
    ],
    [
      'a gap',
      [at('a', { a: 1 }), at('a', { a: 4 })],
      ['Line 2: the clock of "a" goes from 1 (line 1) to 4; events 2 to 3 are missing.'],
    ],
    ['a repeat', [at('a', { a: 1 }), at('a', { a: 1 })], ['Lines 1 and 2: both are event 1 of "a".']],
    [
      'a host that runs ahead',
      [at('a', { a: 1 }), at('b', { b: 1, a: 3 })],
      ['Line 2: "b" has seen event 3 of "a", but the last in the log is event 1.'],
    ],
    [
      'a host that is not there',
      [at('b', { b: 1, z: 1 })],
      ['Line 1: "b" has seen event 1 of "z", but no event of "z" is in the log.'],
    ],
    [
      'a clock that goes back',
      [at('a', { a: 1 }), at('b', { b: 1, a: 1 }), at('b', { b: 2 })],
      ['Line 3: "b" knew 1 event of "a" (line 2) and now knows none; a clock never goes back.'],
    ],
    [
      'what came with it is forgotten',
      [at('a', { a: 1 }), at('a', { a: 2 }), at('b', { b: 1, a: 2 }), at('c', { c: 1, b: 1, a: 1 })],
      ['Line 4: "c" has seen event 1 of "b" (line 3), which knew 2 events of "a", yet itself it knows 1.'],
    ],
    [
      'two that saw each other',
      [at('a', { a: 1, b: 1 }), at('b', { a: 1, b: 1 })],
      [
        'Lines 1 and 2: an event of "a" and one of "b" claim to have seen each other; one must have come first.',
      ],
    ],
  ])('%s', (_, events, said) => {
    expect(sentences(events)).toEqual(said);
  });

  test('a name from the log does not break the sentence', () => {
    const [why] = sentences([at('a\n\u202eb'.repeat(30), { ['a\n\u202eb'.repeat(30)]: 2 })]);
    expect(why).toMatch(/^[^\n\u202e]{20,160}$/);
  });
});
