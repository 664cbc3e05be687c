/** The same types with one rule broken on purpose. */
import { refuse } from '../../../base/result.ts';
import { type Counts, gCounter, type PlusMinus, pnCounter } from './counters.ts';
import { type StateBased, unsuited } from './data-type.ts';
import { NOTHING } from './dots.ts';
import { type Orswot, orswot } from './orswot.ts';
import { count, put, type Vector } from './records.ts';
import { keep, lwwRegister, type MvRegister, mvRegister, precedes, type Stamped } from './registers.ts';
import { type OrSet, orSet, type TwoPhaseSet, twoPhaseSet, updateOrSet } from './sets.ts';

function added(a: Vector, b: Vector): Vector {
  return Object.entries(b).reduce((total, [id, n]) => put(total, id, count(total, id) + n), a);
}

/** What was counted twice is merged as if it were two. */
export const addingGCounter: StateBased<Counts> = {
  ...gCounter,
  join: (a, b) => ({ counts: added(a.counts, b.counts) }),
};
export const addingPnCounter: StateBased<PlusMinus> = {
  ...pnCounter,
  join: (a, b) => ({ plus: added(a.plus, b.plus), minus: added(a.minus, b.minus) }),
};

const SHARED = 'all';

/** One number for all replicas; of two the greater is kept. */
export const sharedGCounter: StateBased<Counts> = {
  ...gCounter,
  update: (state, edit, by) => gCounter.update(state, edit, { ...by, id: SHARED }),
};
export const sharedPnCounter: StateBased<PlusMinus> = {
  ...pnCounter,
  update: (state, edit, by) => pnCounter.update(state, edit, { ...by, id: SHARED }),
};

/** A remove takes the element out, and leaves no trace. */
export const oneSet: StateBased<TwoPhaseSet> = {
  ...twoPhaseSet,
  update(state, edit, by) {
    if (edit.type === 'add') return twoPhaseSet.update(state, edit, by);
    if (edit.type !== 'remove') return unsuited(edit);
    if (!state.added.includes(edit.element)) return refuse(`“${edit.element}” is not there`);
    const after = { added: state.added.filter((e) => e !== edit.element), removed: [] };
    return { ok: true, state: after, delta: twoPhaseSet.bottom() };
  },
};

/** Tags without the name of the replica: two replicas give the same. */
export const untaggedOrSet: StateBased<OrSet> = {
  ...orSet,
  update: (state, edit, by) => updateOrSet(state, edit, String(by.n)),
};

/** A remove forgets that it ever saw what it removes. */
export const forgetfulOrswot: StateBased<Orswot> = {
  ...orswot,
  update(state, edit, by) {
    const made = orswot.update(state, edit, by);
    if (!made.ok || edit.type !== 'remove') return made;
    const { elements } = made.state;
    let vector: Vector = {};
    for (const name of Object.values(elements).flat()) {
      const cut = name.lastIndexOf('.');
      const [id, n] = [name.slice(0, cut), Number(name.slice(cut + 1))];
      if (n > count(vector, id)) vector = put(vector, id, n);
    }
    return { ...made, state: { elements, seen: { ...NOTHING, vector } } };
  },
};

/** Of two writes with the same stamp each replica keeps its own. */
export const tiedLwwRegister: StateBased<Stamped> = {
  ...lwwRegister,
  join: (a, b) => (b.stamp > a.stamp ? b : a),
};

/** Stamps that differ by no more than this count as equal. */
export const FUZZ = 1;
/** Of writes whose stamps are close the greater replica wins, so what wins hangs on who meets whom first. */
export const fuzzyLwwRegister: StateBased<Stamped> = {
  ...lwwRegister,
  join(a, b) {
    const close = Math.abs(a.stamp - b.stamp) <= FUZZ && a.by !== b.by && a.by !== '' && b.by !== '';
    if (close) return b.by > a.by ? b : a;
    return b.stamp > a.stamp ? b : a;
  },
};

/** Where one value replaced another, the one that was replaced is kept. */
export const invertedMvRegister: StateBased<MvRegister> = {
  ...mvRegister,
  join: (a, b) => keep(a, b, (one, all) => !all.some((other) => precedes(other, one))),
};
