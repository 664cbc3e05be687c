/** Counters (RR-7506, §3.1). */
import { refuse } from '../../../base/result.ts';
import { type OpBased, type StateBased, unsuited } from './data-type.ts';
import { count, joinVectors, put, sum, type Vector } from './records.ts';

/** Each replica counts in an entry of its own. */
export type Counts = { readonly counts: Vector };

/** Specification 6. */
export const gCounter: StateBased<Counts> = {
  bottom: () => ({ counts: {} }),
  update({ counts }, edit, by) {
    if (edit.type === 'decrement') return refuse('a G-Counter only grows');
    if (edit.type !== 'increment') return unsuited(edit);
    const n = count(counts, by.id) + edit.by;
    return { ok: true, state: { counts: put(counts, by.id, n) }, delta: { counts: { [by.id]: n } } };
  },
  join(a, b) {
    const counts = joinVectors(a.counts, b.counts);
    return counts === a.counts ? a : { counts };
  },
  value: ({ counts }) => sum(counts),
};

/** Two G-Counters: what was added and what was taken away. */
export type PlusMinus = { readonly plus: Vector; readonly minus: Vector };

/** Specification 7. */
export const pnCounter: StateBased<PlusMinus> = {
  bottom: () => ({ plus: {}, minus: {} }),
  update(state, edit, by) {
    if (edit.type !== 'increment' && edit.type !== 'decrement') return unsuited(edit);
    const side = edit.type === 'increment' ? 'plus' : 'minus';
    const n = count(state[side], by.id) + edit.by;
    return {
      ok: true,
      state: { ...state, [side]: put(state[side], by.id, n) },
      delta: { plus: {}, minus: {}, [side]: { [by.id]: n } },
    };
  },
  join(a, b) {
    const plus = joinVectors(a.plus, b.plus);
    const minus = joinVectors(a.minus, b.minus);
    return plus === a.plus && minus === a.minus ? a : { plus, minus };
  },
  value: ({ plus, minus }) => sum(plus) - sum(minus),
};

/** Specification 5: one number, and operations that add to it. It counts each operation as often as it comes. */
export const opCounter: OpBased<{ readonly n: number }, { readonly add: number }> = {
  bottom: () => ({ n: 0 }),
  prepare(_state, edit) {
    if (edit.type === 'increment') return { ok: true, operation: { add: edit.by } };
    if (edit.type === 'decrement') return { ok: true, operation: { add: -edit.by } };
    return unsuited(edit);
  },
  effect: ({ n }, { add }) => ({ n: n + add }),
  value: ({ n }) => n,
};

/** Its decrements left out. */
export const opGCounter: typeof opCounter = {
  ...opCounter,
  prepare(state, edit, by) {
    return edit.type === 'decrement' ? refuse('a G-Counter only grows') : opCounter.prepare(state, edit, by);
  },
};
