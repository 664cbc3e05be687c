/** What a user did is what a user sees, and stays so until somebody who saw it does something else. */

import type { Json } from '../../../base/json.ts';
import { jsonEqual } from '../../../base/json.ts';
import type { Property } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { paramsOf, typeOf } from '../run.ts';
import { type Made, saw } from '../spec/made.ts';
import { nameOf } from '../spec/values.ts';
import { addedPlaces, type Change, changeOf } from '../types/chars.ts';
import type { Edit } from '../types/data-type.ts';
import { at } from '../types/records.ts';
import { charAt, find, lengthOf, type Span, seenAt } from '../types/spans.ts';
import { editWords, isList, valueWords } from '../words.ts';
import { type History, isText, noHistory, remember, updatesIn } from './history.ts';
import { spansOf } from './texts-quick.ts';

interface Neighbours {
  /** Ids of the characters seen at its left and right when it was typed; null at an end of the text. */
  readonly left: string | null;
  readonly right: string | null;
}

interface Intent {
  readonly history: History;
  readonly typed: Typed;
}

interface Typed {
  /** By the id of a character, what it was typed between. */
  readonly between: map.PersistentMap<Neighbours>;
  /** By the id of a character, those that were typed beside it: it may come after them where order is broken on purpose. */
  readonly beside: map.PersistentMap<readonly string[]>;
}

export const intentPreserved: Property<Intent> = {
  id: 'intent-preserved',
  init: (_nodes, env) => ({ history: noHistory(env), typed: { between: map.empty(), beside: map.empty() } }),
  step(acc, step, _nodes, broken) {
    const [history, change] = remember(acc.history, step);
    if (change === null) return acc;
    const { node, before, copy, made } = change;
    const { env } = history;
    let { typed } = acc;
    if (made !== null) {
      const { value } = typeOf(env);
      const [old, now] = [value(before.state), value(copy.state)];
      if (!shows(made.edit, old, now)) {
        broken(`${node.id} ${editWords(made.edit)}, and shows ${valueWords(now)}.`);
      }
    }
    if (isText(paramsOf(env).type) && copy.state !== before.state) {
      const [old, now] = [spansOf(before.state), spansOf(copy.state)];
      const moved = changeOf(old, now);
      if (made?.edit.type === 'type') typed = withNeighbours(typed, old, moved, made.edit);
      const why = misplaced(typed, moved, now);
      if (why !== null) broken(`At ${node.id} ${why}.`);
    }
    return { history, typed };
  },
};

/** Whether the value is the one before with the edit done to it. */
export function shows(edit: Edit, before: Json, now: Json): boolean {
  switch (edit.type) {
    case 'increment':
      return now === Number(before) + edit.by;
    case 'decrement':
      return now === Number(before) - edit.by;
    case 'add':
      return isList(now) && now.includes(edit.element);
    case 'remove':
      return isList(now) && !now.includes(edit.element);
    case 'write':
      return jsonEqual(isList(now) ? now : [now], [edit.value]);
    case 'put':
      return entry(now, edit.key) === edit.value;
    case 'delete':
      return entry(now, edit.key) === undefined;
    case 'item': {
      const [old, item] = [entry(before, edit.key), entry(now, edit.key)];
      const note = edit.note ?? field(old, 'note') ?? null;
      return (
        field(item, 'amount') === Number(field(old, 'amount') ?? 0) + edit.by && field(item, 'note') === note
      );
    }
    case 'type': {
      const old = String(before);
      const from = unitsOf(old, edit.at);
      return now === old.slice(0, from) + edit.text + old.slice(from);
    }
    case 'erase': {
      const old = String(before);
      return now === old.slice(0, unitsOf(old, edit.at)) + old.slice(unitsOf(old, edit.at + edit.count));
    }
  }
}

/** Where the `chars`th character begins, in UTF-16 units; the end if there are not so many. */
function unitsOf(text: string, chars: number): number {
  let [units, n] = [0, 0];
  for (const char of text) {
    if (n === chars) break;
    units += char.length;
    n += 1;
  }
  return units;
}

function entry(value: Json, key: string): Json | undefined {
  return typeof value === 'object' && value !== null && !isList(value) ? at(value, key) : undefined;
}

function field(value: Json | undefined, name: string): Json | undefined {
  return value === undefined ? undefined : entry(value, name);
}

function withNeighbours(
  typed: Typed,
  old: readonly Span[],
  change: Change,
  { at: position, text }: Extract<Edit, { type: 'type' }>,
): Typed {
  const place = Math.min(position, lengthOf(old));
  const right = seenAt(old, place);
  let left = seenAt(old, place - 1);
  const fresh = (addedPlaces(change.old, change.now) ?? []).map((p) => change.now[p]?.id ?? '');
  let { between, beside } = typed;
  // Each character of a text is typed behind the one before it. Which of the new ones that is, their order in the text says.
  for (const id of fresh.slice(0, [...text].length)) {
    between = map.set(between, id, { left, right });
    for (const side of [left, right]) {
      if (side !== null) beside = map.set(beside, side, [...(map.get(beside, side) ?? []), id]);
    }
    left = id;
  }
  return { between, beside };
}

/** Why the characters do not stand as they did before, or new ones not between the neighbours they were typed between. */
function misplaced({ between, beside }: Typed, change: Change, all: readonly Span[]): string | null {
  const added = addedPlaces(change.old, change.now);
  if (added === null) return 'characters that were there have changed their order';
  const places = new Map(change.now.map(({ id }, place) => [id, change.at + place]));
  const placeOf = (id: string | null | undefined): number => {
    if (typeof id !== 'string') return -1;
    const known = places.get(id) ?? placeIn(all, id);
    places.set(id, known);
    return known;
  };
  const fresh = added.map((p) => change.now[p]?.id ?? '');
  for (const id of new Set([...fresh, ...fresh.flatMap((own) => map.get(beside, own) ?? [])])) {
    const [place, { left, right }] = [placeOf(id), map.get(between, id) ?? { left: null, right: null }];
    if (place < 0) continue;
    if (placeOf(left) > place) return `“${charAt(all, id)}” stands before what it was typed behind`;
    const behind = placeOf(right);
    if (behind >= 0 && behind < place) return `“${charAt(all, id)}” stands behind what it was typed before`;
  }
  return null;
}

/** How many characters stand before this one, tombstones included; −1 if it is not there. */
function placeIn(spans: readonly Span[], id: string): number {
  const place = find(spans, id);
  if (place === null) return -1;
  return spans.slice(0, place.index).reduce((n, { size }) => n + size, place.offset);
}

export const replacedStaysReplaced: Property<History> = {
  id: 'replaced-stays-replaced',
  init: (_nodes, env) => noHistory(env),
  step(acc, step, _nodes, broken) {
    const [next, change] = remember(acc, step);
    if (change === null || !['lww-register', 'mv-register', 'lww-map'].includes(paramsOf(acc.env).type)) {
      return next;
    }
    const updates = updatesIn(next, change.copy.seen);
    const value = typeOf(acc.env).value(change.copy.state);
    for (const [key, shown] of shownIn(value)) {
      const writes = updates.filter((u) => nameOf(u) === key && writtenBy(u) === shown);
      const by = writes.map((w) => updates.find((u) => nameOf(u) === key && saw(u, w)));
      const [write, replacement] = [writes[0], by[0]];
      if (write === undefined || replacement === undefined || by.includes(undefined)) continue;
      broken(
        `${change.node.id} shows “${shown}” of ${write.id}, though ${replacement.id} came after it and replaced it.`,
      );
    }
    return next;
  },
};

function writtenBy({ edit }: Made): string | null {
  return edit.type === 'write' || edit.type === 'put' ? edit.value : null;
}

/** By key ('' for a register), what is shown. */
function shownIn(value: Json): readonly (readonly [string, string])[] {
  if (value === null) return [];
  if (typeof value !== 'object') return [['', String(value)]];
  if (isList(value)) return value.map((v) => ['', String(v)] as const);
  return Object.entries(value).map(([key, v]) => [key, String(v)] as const);
}
