/** Random executions of a type without a network: replicas edit, and merge one another in any order. */
import fc from 'fast-check';
import type { JsonObject } from '../../../base/json.ts';
import type { Made } from '../spec/made.ts';
import { effectOf } from '../spec/texts.ts';
import { CATALOGUE, type TypeId } from './catalogue.ts';
import type { Author, Edit, OpBased, StateBased } from './data-type.ts';
import { contextOf, dot } from './dots.ts';

export type Action =
  | { readonly at: number; readonly edit: Edit }
  /** What `from` has goes to `at`. */
  | { readonly at: number; readonly from: number };

const name = fc.constantFrom('a', 'b', 'c');
const amount = fc.integer({ min: 1, max: 5 });
const EDITS: Readonly<Record<Edit['type'], fc.Arbitrary<Edit>>> = {
  increment: amount.map((by) => ({ type: 'increment', by })),
  decrement: amount.map((by) => ({ type: 'decrement', by })),
  add: name.map((element) => ({ type: 'add', element })),
  remove: name.map((element) => ({ type: 'remove', element })),
  write: name.map((value) => ({ type: 'write', value })),
  put: fc.tuple(name, name).map(([key, value]) => ({ type: 'put', key, value })),
  item: fc
    .record({ key: name, by: fc.integer({ min: -2, max: 5 }), note: fc.option(name, { nil: undefined }) })
    .map((fields) => ({ type: 'item', ...fields })),
  delete: name.map((key) => ({ type: 'delete', key })),
  type: fc
    .record({ at: fc.nat(12), text: fc.constantFrom('a', 'b', 'cd', 'efg') })
    .map((fields) => ({ type: 'type', ...fields })),
  erase: fc
    .record({ at: fc.nat(12), count: fc.integer({ min: 1, max: 3 }) })
    .map((fields) => ({ type: 'erase', ...fields })),
};

export function editOf(type: TypeId): fc.Arbitrary<Edit> {
  return fc.oneof(...CATALOGUE[type].edits.map((kind) => EDITS[kind]));
}

/** @param replicas how many there are */
export function actionsOf(type: TypeId, replicas: number, most = 25): fc.Arbitrary<Action[]> {
  const who = fc.nat(replicas - 1);
  const one: fc.Arbitrary<Action> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ at: who, edit: editOf(type) }) },
    { weight: 2, arbitrary: fc.record({ at: who, from: who }) },
  );
  return fc.array(one, { maxLength: most, size: 'max' });
}

export interface Copy {
  readonly state: JsonObject;
  readonly clock: number;
  /** The updates that are in it. */
  readonly made: readonly Made[];
}

export interface Execution {
  readonly copies: readonly Copy[];
  /** Every delta that was made, with the state before and after. */
  readonly steps: readonly {
    readonly before: JsonObject;
    readonly after: JsonObject;
    readonly delta: JsonObject;
  }[];
}

/** States that are merged. */
export function execute(
  id: TypeId,
  replicas: number,
  actions: readonly Action[],
  type: StateBased = CATALOGUE[id].state,
): Execution {
  const copies: Copy[] = Array.from({ length: replicas }, () => ({
    state: type.bottom(),
    clock: 0,
    made: [],
  }));
  const steps: Execution['steps'][number][] = [];
  for (const action of actions) {
    const copy = copies[action.at] as Copy;
    if ('from' in action) {
      const other = copies[action.from] as Copy;
      copies[action.at] = joined(copy, other, type.join(copy.state, other.state));
      continue;
    }
    const by = authorOf(copy, action.at);
    const done = type.update(copy.state, action.edit, by);
    if (!done.ok) continue;
    steps.push({ before: copy.state, after: done.state, delta: done.delta });
    copies[action.at] = withUpdate(id, copy, done.state, action.edit, by);
  }
  return { copies, steps };
}

/** Operations that take their effect in causal order, each once: in the order of `order`, as far as that is one. */
export function executeOps(
  id: TypeId,
  replicas: number,
  actions: readonly Action[],
  type: OpBased = CATALOGUE[id].ops,
): readonly Copy[] {
  const operations = new Map<string, JsonObject>();
  const copies: Copy[] = Array.from({ length: replicas }, () => ({
    state: type.bottom(),
    clock: 0,
    made: [],
  }));
  for (const action of actions) {
    const copy = copies[action.at] as Copy;
    if ('from' in action) {
      const other = copies[action.from] as Copy;
      const fresh = other.made.filter((m) => !copy.made.includes(m));
      const state = fresh.reduce((s, m) => type.effect(s, operations.get(m.id) as JsonObject), copy.state);
      copies[action.at] = joined(copy, other, state);
      continue;
    }
    const by = authorOf(copy, action.at);
    const done = type.prepare(copy.state, action.edit, by);
    if (!done.ok) continue;
    operations.set(dot(by.id, by.n), done.operation);
    copies[action.at] = withUpdate(id, copy, type.effect(copy.state, done.operation), action.edit, by);
  }
  return copies;
}

function authorOf({ clock, made }: Copy, at: number): Author {
  const id = `R${at + 1}`;
  return { id, n: made.filter((m) => m.by === id).length + 1, clock: clock + 1, stamp: clock + 1 };
}

function withUpdate(id: TypeId, copy: Copy, state: JsonObject, edit: Edit, by: Author): Copy {
  const text = id === 'rga' || id === 'fugue' ? effectOf(id, edit, by.id, by.clock, copy.made) : null;
  const { n, clock, stamp } = by;
  const after = contextOf(copy.made.map((m) => m.id));
  const made: Made = { n, edit, clock, stamp, id: dot(by.id, n), by: by.id, after, text };
  const ticks = edit.type === 'type' ? edit.text.length : 1;
  return { state, clock: copy.clock + ticks, made: [...copy.made, made] };
}

function joined(copy: Copy, other: Copy, state: JsonObject): Copy {
  const fresh = other.made.filter((m) => !copy.made.includes(m));
  return { state, clock: Math.max(copy.clock, other.clock), made: [...copy.made, ...fresh] };
}
