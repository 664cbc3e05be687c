/** Spans against single characters: the same trees, the same order, the same joins, on random executions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonObject, jsonEqual } from '../../../base/json.ts';
import { CATALOGUE } from './catalogue.ts';
import { changeOf, itemsOf } from './chars.ts';
import type { OpBased, StateBased } from './data-type.ts';
import { actionsOf, execute, executeOps } from './random.test-data.ts';
import { naive } from './sequences-naive.test-data.ts';
import { compact, erase, insertAt, rangesAt, type Sequence, type Span, seenAt, spanOf } from './spans.ts';

const RUNS = { numRuns: 150, seed: 2 };
const same = (a: unknown, b: unknown) => {
  if (!jsonEqual(a as never, b as never)) expect(a).toEqual(b);
};
const spansOf = (state: JsonObject) => (state as unknown as Sequence).spans;
const flat = (state: JsonObject) => itemsOf(spansOf(state));
const itemsIn = (state: JsonObject) => state.items;

describe.each([['rga'], ['fugue']] as const)('%s', (id) => {
  it('by states: every copy, every delta and every join is that of single characters', () => {
    const twin = naive[id].state as unknown as StateBased;
    const { state: type } = CATALOGUE[id];
    fc.assert(
      fc.property(actionsOf(id, 3, 40), (actions) => {
        const [ours, theirs] = [execute(id, 3, actions), execute(id, 3, actions, twin)];
        ours.copies.forEach((copy, i) => {
          same(flat(copy.state), itemsIn(theirs.copies[i]?.state as JsonObject));
          same(compact(spansOf(copy.state)), spansOf(copy.state));
        });
        ours.steps.forEach(({ before, after, delta }, i) => {
          const step = theirs.steps[i] as (typeof theirs.steps)[number];
          same(flat(after), itemsIn(step.after));
          same(flat(delta), itemsIn(step.delta));
          // A delta whose parents are missing, joined to what is there.
          const [other, twinOther] = [ours.steps[i - 2], theirs.steps[i - 2]];
          if (other && twinOther) {
            same(flat(type.join(delta, other.delta)), itemsIn(twin.join(step.delta, twinOther.delta)));
            same(flat(type.join(before, other.delta)), itemsIn(twin.join(step.before, twinOther.delta)));
          }
        });
      }),
      RUNS,
    );
  });

  it('by operations: every copy is that of single characters', () => {
    const twin = naive[id].ops as unknown as OpBased;
    fc.assert(
      fc.property(actionsOf(id, 3, 50), (actions) => {
        const [ours, theirs] = [executeOps(id, 3, actions), executeOps(id, 3, actions, twin)];
        ours.forEach((copy, i) => {
          same(flat(copy.state), itemsIn(theirs[i]?.state as JsonObject));
          same(compact(spansOf(copy.state)), spansOf(copy.state));
        });
      }),
      RUNS,
    );
  });

  it('what lies between two states is all that differs', () => {
    fc.assert(
      fc.property(actionsOf(id, 3, 40), (actions) => {
        for (const { before, after } of execute(id, 3, actions).steps) {
          const { old, now, at, left, right } = changeOf(spansOf(before), spansOf(after));
          const [was, is] = [flat(before), flat(after)];
          same(was.slice(at, at + old.length), old);
          same(is.slice(at, at + now.length), now);
          same(was.slice(0, at), is.slice(0, at));
          same(was.slice(at + old.length), is.slice(at + now.length));
          expect(left).toBe(is[at - 1]?.id ?? null);
          expect(right).toBe(is[at + now.length]?.id ?? null);
        }
      }),
      RUNS,
    );
  });
});

describe('spans', () => {
  const text = (spans: readonly Span[]) => spans.map((s) => (s.gone ? `(${s.text})` : s.text)).join('|');
  const word = spanOf('R1.1', { parent: '', side: 'right' }, 'a😀cdef');

  it('count characters, not the halves of them', () => {
    expect(word.size).toBe(6);
    const cut = insertAt(
      [word],
      { index: 0, offset: 2 },
      spanOf('R2.9', { parent: 'R1.2', side: 'right' }, 'é'),
    );
    expect(text(cut)).toBe('a😀|é|cdef');
    expect([seenAt(cut, 1), seenAt(cut, 2), seenAt(cut, 3), seenAt(cut, 9)]).toEqual([
      'R1.2',
      'R2.9',
      'R1.3',
      null,
    ]);
    expect(rangesAt(cut, 1, 3)).toEqual([
      { id: 'R1.2', size: 1 },
      { id: 'R2.9', size: 1 },
      { id: 'R1.3', size: 1 },
    ]);
  });

  it('are one again when what lay between them was never there, and stay apart round what is erased', () => {
    const erased = erase(
      [word],
      [
        { id: 'R1.3', size: 2 },
        { id: 'R1.4', size: 1 },
      ],
    );
    expect(text(erased)).toBe('a😀|(cd)|ef');
    expect(erase(erased, [{ id: 'R1.4', size: 1 }])).toBe(erased);
    expect(text(erase(erased, [{ id: 'R1.1', size: 9 }]))).toBe('(a😀cdef)');
    const inOneAnother = [
      { id: 'R1.1', size: 4 },
      { id: 'R1.2', size: 1 },
    ];
    expect(text(erase([word], inOneAnother))).toBe('(a😀cd)|ef');
  });
});
