/** The types against their papers, example by example. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../base/json.ts';
import { CATALOGUE, TYPES, type TypeId } from './catalogue.ts';
import { itemsOf } from './chars.ts';
import type { Author, Edit } from './data-type.ts';
import { compareDots } from './dots.ts';
import { inOrder } from './span-trees.ts';
import { part, type Sequence, type Span } from './spans.ts';

/** A few replicas of a type, each under its name. */
function replicas(id: TypeId, from: Readonly<Record<string, JsonObject>> = {}) {
  const { state: type } = CATALOGUE[id];
  const states: Record<string, JsonObject> = { ...from };
  const made: Record<string, number> = {};
  let clock = 0;
  const stateOf = (name: string) => states[name] ?? type.bottom();
  return {
    stateOf,
    value: (name: string): Json => type.value(stateOf(name)),
    /** The update, or why it was refused. */
    edit(name: string, edit: Edit, by: Partial<Author> = {}): string | null {
      made[name] = (made[name] ?? 0) + 1;
      clock += 1;
      const done = type.update(stateOf(name), edit, { id: name, n: made[name], clock, stamp: clock, ...by });
      if (!done.ok) return done.why;
      clock += edit.type === 'type' ? edit.text.length : 0;
      states[name] = done.state;
      return null;
    },
    merge(from_: string, into: string) {
      states[into] = type.join(stateOf(into), stateOf(from_));
    },
  };
}
const add = (element: string): Edit => ({ type: 'add', element });
const remove = (element: string): Edit => ({ type: 'remove', element });
const typeAt = (at: number, text: string): Edit => ({ type: 'type', at, text });

describe('RR-7506 §3.1: counters', () => {
  it('Specification 6: a state that comes twice counts once', () => {
    const r = replicas('g-counter');
    r.edit('A', { type: 'increment', by: 2 });
    r.edit('B', { type: 'increment', by: 3 });
    for (let i = 0; i < 3; i++) r.merge('A', 'B');
    expect(r.value('B')).toBe(5);
    expect(r.edit('A', { type: 'decrement', by: 1 })).toBe('a G-Counter only grows');
  });

  it('Specification 7: what is taken away counts apart, and may go below zero', () => {
    const r = replicas('pn-counter');
    r.edit('A', { type: 'decrement', by: 2 });
    r.edit('B', { type: 'increment', by: 1 });
    r.merge('A', 'B');
    expect(r.value('B')).toBe(-1);
  });

  it('Specification 5: an operation that comes twice counts twice', () => {
    const { ops } = CATALOGUE['g-counter'];
    const prepared = ops.prepare(
      ops.bottom(),
      { type: 'increment', by: 2 },
      { id: 'A', n: 1, clock: 1, stamp: 1 },
    );
    if (!prepared.ok) throw new Error(prepared.why);
    const once = ops.effect(ops.bottom(), prepared.operation);
    expect(ops.value(ops.effect(once, prepared.operation))).toBe(4);
  });
});

describe('RR-7506 §3.2: registers', () => {
  it('Specification 8: the greater stamp wins, then the greater replica', () => {
    const r = replicas('lww-register');
    r.edit('A', { type: 'write', value: 'x' }, { stamp: 7 });
    r.edit('B', { type: 'write', value: 'y' }, { stamp: 7 });
    r.edit('C', { type: 'write', value: 'z' }, { stamp: 6 });
    r.merge('C', 'A');
    expect(r.value('A')).toBe('x');
    r.merge('B', 'A');
    expect(r.value('A')).toBe('y');
  });

  it('Specification 10: a write replaces what it saw, and nothing else', () => {
    const r = replicas('mv-register');
    r.edit('A', { type: 'write', value: 'x' });
    r.edit('B', { type: 'write', value: 'y' });
    r.merge('A', 'B');
    expect(r.value('B')).toEqual(['x', 'y']);
    r.edit('C', { type: 'write', value: 'w' });
    r.edit('B', { type: 'write', value: 'z' });
    r.merge('B', 'C');
    r.merge('A', 'C');
    expect(r.value('C')).toEqual(['w', 'z']);
  });

  it('§3.2.2: one value written twice side by side stands twice', () => {
    const r = replicas('mv-register');
    r.edit('A', { type: 'write', value: 'x' });
    r.edit('B', { type: 'write', value: 'x' });
    r.merge('A', 'B');
    expect(r.value('B')).toEqual(['x', 'x']);
  });
});

describe('RR-7506 §3.3: sets', () => {
  it('Specification 12: what was removed never returns', () => {
    const r = replicas('2p-set');
    r.edit('A', add('a'));
    r.merge('A', 'B');
    r.edit('B', remove('a'));
    r.merge('B', 'A');
    expect(r.edit('A', add('a'))).toBe('“a” was removed, and cannot return');
    expect(r.edit('A', remove('b'))).toBe('“b” is not there');
  });

  it.each(['or-set', 'orswot'] as const)(
    'Specification 15 (%s): an add wins over a remove that did not see it',
    (id) => {
      const r = replicas(id);
      r.edit('A', add('a'));
      r.merge('A', 'B');
      r.edit('A', remove('a'));
      r.edit('B', add('a'));
      r.merge('A', 'B');
      r.merge('B', 'A');
      expect([r.value('A'), r.value('B')]).toEqual([['a'], ['a']]);
      r.edit('A', remove('a'));
      r.merge('A', 'B');
      expect(r.value('B')).toEqual([]);
    },
  );
});

describe('RR-8083: the optimized set', () => {
  it('an add replaces the dots it sees, so one per replica is enough', () => {
    const r = replicas('orswot');
    for (let i = 0; i < 5; i++) r.edit('A', add('a'));
    r.edit('B', add('a'));
    r.merge('A', 'B');
    expect(r.stateOf('B')).toEqual({
      elements: { a: ['B.1', 'A.5'] },
      seen: { vector: { A: 5, B: 1 }, cloud: [] },
    });
  });

  it('what is removed leaves only the summary', () => {
    const r = replicas('orswot');
    r.edit('A', add('a'));
    r.merge('A', 'B');
    r.edit('B', remove('a'));
    r.merge('A', 'B');
    expect(r.stateOf('B')).toEqual({ elements: {}, seen: { vector: { A: 1 }, cloud: [] } });
  });
});

describe('maps', () => {
  it('a delete takes the parts it sees, and a later note wins', () => {
    const r = replicas('or-map');
    r.edit('A', { type: 'item', key: 'milk', by: 2, note: 'organic' });
    r.merge('A', 'B');
    r.edit('A', { type: 'delete', key: 'milk' });
    r.edit('B', { type: 'item', key: 'milk', by: 1, note: '2 %' });
    expect(r.value('B')).toEqual({ milk: { amount: 3, note: '2 %' } });
    r.merge('A', 'B');
    expect(r.value('B')).toEqual({ milk: { amount: 1, note: '2 %' } });
  });

  it('a deleted key of a LWW-Map stays deleted against older writes', () => {
    const r = replicas('lww-map');
    r.edit('A', { type: 'put', key: 'k', value: 'x' });
    r.merge('A', 'B');
    r.edit('B', { type: 'delete', key: 'k' });
    r.merge('A', 'B');
    expect(r.value('B')).toEqual({});
    expect(r.edit('B', { type: 'delete', key: 'k' })).toBe('“k” is not there');
  });
});

/** Two people type a word each at the start, letter by letter, in whatever direction; each sees only the own one. */
function twoWords(id: 'rga' | 'fugue', backwards: boolean): Json {
  const r = replicas(id);
  ['a', 'b', 'c'].forEach((_, i) => {
    const at = backwards ? 0 : i;
    r.edit('A', typeAt(at, 'abc'[backwards ? 2 - i : i] as string), { clock: i + 1 });
    r.edit('B', typeAt(at, 'xyz'[backwards ? 2 - i : i] as string), { clock: i + 1 });
  });
  r.merge('A', 'B');
  r.merge('B', 'A');
  expect(r.value('A')).toBe(r.value('B'));
  return r.value('A');
}

describe('Roh et al. 2011: RGA', () => {
  it('younger characters stand before older ones behind the same character', () => {
    const r = replicas('rga');
    r.edit('A', typeAt(0, 'ab'));
    r.merge('A', 'B');
    r.edit('B', typeAt(1, 'x'));
    expect(r.value('B')).toBe('axb');
  });

  it('words typed forwards stay whole, words typed backwards are mixed (Weidner, Kleppmann 2023)', () => {
    expect(twoWords('rga', false)).toBe('xyzabc');
    expect(twoWords('rga', true)).toBe('xaybzc');
  });

  it('a character can hang on one that was erased', () => {
    const r = replicas('rga');
    r.edit('A', typeAt(0, 'ab'));
    r.merge('A', 'B');
    r.edit('A', { type: 'erase', at: 0, count: 2 });
    r.edit('B', typeAt(1, 'x'));
    r.merge('A', 'B');
    expect(r.value('B')).toBe('x');
  });
});

describe('Weidner, Kleppmann 2023: Fugue', () => {
  it('words stay whole in both directions', () => {
    expect(twoWords('fugue', false)).toBe('abcxyz');
    expect(twoWords('fugue', true)).toBe('abcxyz');
  });

  it('what is typed before a character hangs on its left, erased ones included', () => {
    const r = replicas('fugue');
    r.edit('A', typeAt(0, 'ac'));
    r.edit('A', typeAt(1, 'b'));
    r.edit('A', { type: 'erase', at: 1, count: 1 });
    r.edit('A', typeAt(1, 'd'));
    expect(r.value('A')).toBe('adc');
    const items = itemsOf((r.stateOf('A') as unknown as Sequence).spans);
    const [b, d] = ['b', 'd'].map((c) => items.find((i) => i.char === c));
    expect([b?.side, d?.side, d?.parent]).toEqual(['left', 'left', b?.id]);
  });
});

describe('every type', () => {
  it.each(TYPES.map((id) => [id] as const))('%s takes names that mean something to JavaScript', (id) => {
    const r = replicas(id);
    for (const word of ['__proto__', 'constructor', 'toString', 'length']) {
      for (const edit of [
        add(word),
        { type: 'write', value: word },
        { type: 'put', key: word, value: word },
        { type: 'item', key: word, by: 1, note: word },
        typeAt(0, word),
      ] satisfies Edit[]) {
        r.edit('A', edit);
      }
      r.merge('A', 'B');
      r.merge('B', 'A');
      expect(r.value('A')).toEqual(r.value('B'));
    }
    if (id === 'or-map') expect(Object.keys(r.value('A') as object).sort()).toContain('__proto__');
    if (id === 'orswot') expect(r.value('A')).toEqual(['__proto__', 'constructor', 'length', 'toString']);
  });

  it('refuses what another type does', () => {
    for (const id of TYPES) {
      const { edits, state, ops } = CATALOGUE[id];
      const foreign: Edit = edits.includes('write') ? add('a') : { type: 'write', value: 'a' };
      const by = { id: 'A', n: 1, clock: 1, stamp: 1 };
      expect([id, state.update(state.bottom(), foreign, by).ok]).toEqual([id, false]);
      expect([id, ops.prepare(ops.bottom(), foreign, by).ok]).toEqual([id, false]);
    }
  });
});

describe('long texts', () => {
  it.each(['rga', 'fugue'] as const)(
    '%s: copies that differ in much are merged to the same as those that differ in little',
    (id) => {
      const { state: type } = CATALOGUE[id];
      const write = (
        from: JsonObject,
        name: string,
        texts: readonly (readonly [number, string])[],
        first: number,
      ) =>
        texts.reduce((state, [at, text], i) => {
          const done = type.update(state, typeAt(at, text), {
            id: name,
            n: i + 1,
            clock: first + i * 50,
            stamp: 1,
          });
          if (!done.ok) throw new Error(done.why);
          return done.state;
        }, from);
      const base = write(type.bottom(), 'A', [[0, 'The quick brown fox jumps over the lazy dog.']], 1);
      const long = 'x'.repeat(45);
      const few = write(
        base,
        'B',
        [
          [4, 'very '],
          [0, 'y'],
          [0, 'z'],
        ],
        100,
      );
      const many = write(
        base,
        'C',
        [
          [4, long],
          [0, long],
          [60, long],
        ],
        100,
      );
      const [ab, ba] = [type.join(few, many), type.join(many, few)];
      expect(ab).toEqual(ba);
      const { spans } = ab as unknown as Sequence;
      const siblings: Parameters<typeof inOrder>[1] =
        id === 'rga' ? (a, b) => compareDots(b, a) : (a, b) => (a < b ? -1 : 1);
      const letters = spans.flatMap((span: Span) =>
        Array.from({ length: span.size }, (_, k) => part(span, k, k + 1)),
      );
      expect(inOrder([...spans].reverse(), siblings)).toEqual(spans);
      expect(inOrder(letters.reverse(), siblings)).toEqual(spans);
    },
  );
});
