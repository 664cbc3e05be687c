/**
 * What each type means: the value of a copy that has these updates, by what happened before what. Nothing here is taken from the types,
 * which keep states instead of histories: they are judged by this.
 */
import type { Json } from '../../../base/json.ts';
import type { TypeId } from '../types/catalogue.ts';
import { latestOf, type Made, saw } from './made.ts';
import { textOf } from './texts.ts';

export function meaningOf(type: TypeId, updates: readonly Made[]): Json {
  switch (type) {
    case 'g-counter':
    case 'pn-counter':
      return updates.reduce((total, u) => total + amountOf(u), 0);
    case 'g-set':
      return elements(updates, 'add').sort();
    case '2p-set': {
      const removed = new Set(elements(updates, 'remove'));
      return elements(updates, 'add')
        .filter((e) => !removed.has(e))
        .sort();
    }
    case 'or-set':
    case 'orswot':
      return elements(undone(updates, 'add', 'remove'), 'add').sort();
    case 'lww-register':
      return written(latestOf(updates));
    case 'mv-register':
      return updates
        .filter((u) => !updates.some((other) => saw(other, u)))
        .map((u) => written(u) as string)
        .sort();
    case 'lww-map':
      return lastPuts(updates);
    case 'or-map':
      return items(undone(updates, 'item', 'delete'));
    case 'rga':
    case 'fugue':
      return textOf(type, updates);
  }
}

function amountOf({ edit }: Made): number {
  return edit.type === 'increment' ? edit.by : edit.type === 'decrement' ? -edit.by : 0;
}

function written(made: Made | undefined): string | null {
  return made?.edit.type === 'write' ? made.edit.value : null;
}

/** The elements or keys that updates of a kind name, each once. */
function elements(updates: readonly Made[], kind: string): string[] {
  return [...new Set(updates.filter((u) => u.edit.type === kind).map(nameOf))];
}

export function nameOf({ edit }: Made): string {
  return 'element' in edit ? edit.element : 'key' in edit ? edit.key : '';
}

/** Those that put something there and that no update which saw them took away. */
function undone(updates: readonly Made[], puts: string, takes: string): readonly Made[] {
  const taking = updates.filter((u) => u.edit.type === takes);
  return updates.filter(
    (u) => u.edit.type === puts && !taking.some((t) => nameOf(t) === nameOf(u) && saw(t, u)),
  );
}

function byName(updates: readonly Made[]): ReadonlyMap<string, Made[]> {
  const groups = new Map<string, Made[]>();
  for (const u of updates) groups.set(nameOf(u), [...(groups.get(nameOf(u)) ?? []), u]);
  return groups;
}

function lastPuts(updates: readonly Made[]): Json {
  const entries = [...byName(updates)].flatMap(([key, all]) => {
    const last = latestOf(all)?.edit;
    return last?.type === 'put' ? [[key, last.value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function items(updates: readonly Made[]): Json {
  const entries = [...byName(updates)].map(([key, all]) => {
    const amount = all.reduce((total, { edit }) => total + (edit.type === 'item' ? edit.by : 0), 0);
    const last = latestOf(all.filter(({ edit }) => edit.type === 'item' && edit.note !== undefined));
    const note = last?.edit.type === 'item' ? (last.edit.note ?? null) : null;
    return [key, { amount, note }] as const;
  });
  return Object.fromEntries(entries);
}
