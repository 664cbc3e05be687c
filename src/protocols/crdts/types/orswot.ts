/**
 * The observed-remove set without tombstones: it keeps the dots of what is there, and a summary of all dots it ever saw.
 *
 * Source: Bieniusa, Zawirski, Preguiça, Shapiro, Baquero, Balegas, Duarte, “An optimized conflict-free replicated set”, INRIA RR-8083,
 * 2012; its deltas: Almeida, Shoker, Baquero 2018.
 */
import { refuse } from '../../../base/result.ts';
import { type OpBased, type StateBased, unsuited } from './data-type.ts';
import {
  type Context,
  compareDots,
  contextOf,
  dot,
  includes,
  joinContexts,
  NOTHING,
  survivors,
} from './dots.ts';
import { at, count, put, sorted, without } from './records.ts';

/** E and v of the paper. */
export type Orswot = {
  /** By element, the dots of the adds that keep it there. */
  readonly elements: Readonly<Record<string, readonly string[]>>;
  /** Every dot it has seen, be its element there or not. */
  readonly seen: Context;
};

export const orswot: StateBased<Orswot> = {
  bottom: () => ({ elements: {}, seen: NOTHING }),
  update(state, edit, by) {
    if (edit.type !== 'add' && edit.type !== 'remove') return unsuited(edit);
    const { elements, seen } = state;
    const dots = at(elements, edit.element) ?? [];
    if (edit.type === 'remove') {
      if (dots.length === 0) return refuse(`“${edit.element}” is not there`);
      const delta = { elements: {}, seen: contextOf(dots) };
      return { ok: true, state: { elements: without(elements, edit.element), seen }, delta };
    }
    const own = dot(by.id, count(seen.vector, by.id) + 1);
    const delta = { elements: { [edit.element]: [own] }, seen: contextOf([...dots, own]) };
    return {
      ok: true,
      state: {
        elements: put(elements, edit.element, [own]),
        seen: joinContexts(seen, contextOf([own])),
      },
      delta,
    };
  },
  join(a, b) {
    const seen = joinContexts(a.seen, b.seen);
    let { elements } = a;
    for (const element of new Set([...Object.keys(a.elements), ...Object.keys(b.elements)])) {
      const mine = at(a.elements, element) ?? [];
      const dots = survivors(mine, at(b.elements, element) ?? [], a.seen, b.seen);
      if (dots.length === 0) elements = without(elements, element);
      else if (dots !== mine) elements = put(elements, element, dots);
    }
    return elements === a.elements && seen === a.seen ? a : { elements, seen };
  },
  value: ({ elements }) => Object.keys(sorted(Object.entries(elements))),
};

export type OrswotOperation =
  | { readonly add: string; readonly dot: string; readonly replaces: readonly string[] }
  | { readonly remove: string; readonly dots: readonly string[] };

/** With causal delivery a remove finds the dots it takes away. */
export const opOrswot: OpBased<Orswot, OrswotOperation> = {
  bottom: orswot.bottom,
  prepare({ elements, seen }, edit, by) {
    if (edit.type !== 'add' && edit.type !== 'remove') return unsuited(edit);
    const dots = at(elements, edit.element) ?? [];
    if (edit.type === 'add') {
      const own = dot(by.id, count(seen.vector, by.id) + 1);
      return { ok: true, operation: { add: edit.element, dot: own, replaces: dots } };
    }
    if (dots.length === 0) return refuse(`“${edit.element}” is not there`);
    return { ok: true, operation: { remove: edit.element, dots } };
  },
  effect(state, operation) {
    const adds = 'add' in operation;
    const element = adds ? operation.add : operation.remove;
    const gone = adds ? operation.replaces : operation.dots;
    const dots = (at(state.elements, element) ?? []).filter((name) => !gone.includes(name));
    if (!adds) {
      const elements =
        dots.length === 0 ? without(state.elements, element) : put(state.elements, element, dots);
      return { ...state, elements };
    }
    // A copy of an add whose element is gone by now brings nothing back.
    if (includes(state.seen, operation.dot)) return state;
    return {
      elements: put(state.elements, element, [...dots, operation.dot].sort(compareDots)),
      seen: joinContexts(state.seen, contextOf([operation.dot])),
    };
  },
  value: orswot.value,
};
