/** What a user did is what a user sees, and stays so until somebody who saw it does something else. */

import type { Json } from '../../../base/json.ts';
import { jsonEqual } from '../../../base/json.ts';
import type { Property } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { paramsOf, typeOf } from '../run.ts';
import { type Made, saw } from '../spec/made.ts';
import { nameOf } from '../spec/values.ts';
import type { Edit } from '../types/data-type.ts';
import { addedPlaces, type Item } from '../types/items.ts';
import { at } from '../types/records.ts';
import { editWords, isList, valueWords } from '../words.ts';
import { type History, isText, noHistory, remember, updatesIn } from './history.ts';
import { itemsOf } from './texts-quick.ts';

interface Neighbours {
  /** Ids of the characters seen at its left and right when it was typed; null at an end of the text. */
  readonly left: string | null;
  readonly right: string | null;
}

interface Intent {
  readonly history: History;
  /** By the id of the first character typed: the ids of all, and what they were typed between. */
  readonly typed: map.PersistentMap<Neighbours>;
}

export const intentPreserved: Property<Intent> = {
  id: 'intent-preserved',
  init: (_nodes, env) => ({ history: noHistory(env), typed: map.empty() }),
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
      const [old, items] = [itemsOf(before.state), itemsOf(copy.state)];
      if (made?.edit.type === 'type') typed = withNeighbours(typed, old, items, made.edit);
      const why = misplaced(typed, old, items);
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
      const old = [...String(before)];
      return now === [...old.slice(0, edit.at), edit.text, ...old.slice(edit.at)].join('');
    }
    case 'erase': {
      const old = [...String(before)];
      return now === [...old.slice(0, edit.at), ...old.slice(edit.at + edit.count)].join('');
    }
  }
}

function entry(value: Json, key: string): Json | undefined {
  return typeof value === 'object' && value !== null && !isList(value) ? at(value, key) : undefined;
}

function field(value: Json | undefined, name: string): Json | undefined {
  return value === undefined ? undefined : entry(value, name);
}

function withNeighbours(
  typed: Intent['typed'],
  old: readonly Item[],
  items: readonly Item[],
  { at: position, text }: Extract<Edit, { type: 'type' }>,
): Intent['typed'] {
  const shown = old.filter(({ gone }) => !gone);
  const right = shown[Math.min(position, shown.length)]?.id ?? null;
  let left = shown[Math.min(position, shown.length) - 1]?.id ?? null;
  const fresh = (addedPlaces(old, items) ?? []).map((place) => items[place] as Item);
  let result = typed;
  // Each character of a text is typed behind the one before it. Which of the new ones that is, their order in the text says.
  for (const item of fresh.slice(0, [...text].length)) {
    result = map.set(result, item.id, { left, right });
    left = item.id;
  }
  return result;
}

/** Why the characters do not stand as they did before, or new ones not between the neighbours they were typed between. */
function misplaced(typed: Intent['typed'], old: readonly Item[], items: readonly Item[]): string | null {
  const added = addedPlaces(old, items);
  if (added === null) return 'characters that were there have changed their order';
  // Of the characters only those matter that something new was typed between.
  const sides = new Map<string, number>();
  for (const place of added) {
    const between = map.get(typed, (items[place] as Item).id);
    for (const id of [between?.left, between?.right]) if (typeof id === 'string') sides.set(id, -1);
  }
  if (sides.size > 0) {
    items.forEach(({ id }, place) => {
      if (sides.has(id)) sides.set(id, place);
    });
  }
  for (const place of added) {
    const { id, char } = items[place] as Item;
    const between = map.get(typed, id);
    const [left = -1, right = -1] = [between?.left, between?.right].map(
      (side) => sides.get(side ?? '') ?? -1,
    );
    if (left > place) return `“${char}” stands before what it was typed behind`;
    if (right >= 0 && right < place) return `“${char}” stands behind what it was typed before`;
  }
  return null;
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
