/** What is promised of texts, and of elements. */
import type { Env, NodeId, Property } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { paramsOf, typeOf } from '../run.ts';
import type { ReplicaView } from '../state.ts';
import { type Context, includes } from '../types/dots.ts';
import { addedPlaces, type Item } from '../types/items.ts';
import { at, without } from '../types/records.ts';
import { clip, isList } from '../words.ts';
import { type History, isText, noHistory, remember } from './history.ts';
import { itemsOf } from './texts-quick.ts';

export const noElementTwice: Property<Env> = {
  id: 'no-element-twice',
  init: (_nodes, env) => env,
  step(acc, step, _nodes, broken) {
    const { copy } = (step.node as ReplicaView).durable;
    const before = (step.durableBefore as ReplicaView['durable']).copy;
    if (copy.state === before.state) return acc;
    const { type } = paramsOf(acc);
    if (isText(type)) {
      const items = itemsOf(copy.state);
      // What was there before was looked at before.
      const places = addedPlaces(itemsOf(before.state), items);
      const fresh = new Set(places?.map((place) => (items[place] as Item).id));
      const live = items.filter(({ gone, id }) => !gone && (places === null || fresh.has(id)));
      const twice = firstDouble(live.map(({ id }) => id));
      const item = live.find(({ id }) => id === twice);
      if (item) broken(`${step.node.id} has the character “${item.char}” (${item.id}) twice.`);
    } else if (type !== 'mv-register') {
      const value = typeOf(acc).value(copy.state);
      const twice = isList(value) ? firstDouble(value.map(String)) : undefined;
      if (twice !== undefined) broken(`${step.node.id} has “${twice}” twice.`);
    }
    return acc;
  },
};

function firstDouble(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

/** Characters that a replica typed in one go: each beside one before it, with nothing received meanwhile. */
interface Go {
  readonly by: NodeId;
  /** What its replica had seen before it began. */
  readonly after: Context;
  /** The updates it consists of. */
  readonly updates: readonly string[];
  readonly chars: readonly string[];
}

interface Goes {
  readonly history: History;
  /** By replica, the go it is in. */
  readonly current: Readonly<Record<NodeId, Go>>;
  /** By number. */
  readonly all: map.PersistentMap<Go>;
  readonly number: Readonly<Record<NodeId, number>>;
  /** By id of a character, the number of its go. */
  readonly of: map.PersistentMap<number>;
  readonly count: number;
}

export const notInterleaved: Property<Goes> = {
  id: 'not-interleaved',
  init: (_nodes, env) => ({
    history: noHistory(env),
    current: {},
    all: map.empty(),
    number: {},
    of: map.empty(),
    count: 0,
  }),
  step(acc, step, _nodes, broken) {
    if (!isText(paramsOf(acc.history.env).type)) return acc;
    const [history, change] = remember(acc.history, step);
    if (change === null || change.copy.state === change.before.state) return acc;
    const { node, before, copy, made } = change;
    const [old, items] = [itemsOf(before.state), itemsOf(copy.state)];
    const fresh = (addedPlaces(old, items) ?? []).map((place) => (items[place] as Item).id);
    let next: Goes = { ...acc, history };
    if (made?.edit.type === 'type') next = typing(next, node.id, made.id, before.seen, items, fresh);
    // Whoever receives, or erases, begins a new go.
    else next = { ...next, current: without(next.current, node.id) };
    const why = mixed(next, items, fresh);
    if (why !== null) broken(`At ${node.id} ${why}.`);
    return next;
  },
};

function typing(
  acc: Goes,
  by: NodeId,
  update: string,
  seen: Context,
  items: readonly Item[],
  fresh: readonly string[],
): Goes {
  const open = at(acc.current, by);
  const shown = items.filter(({ gone }) => !gone).map(({ id }) => id);
  const first = shown.indexOf(fresh[0] ?? '');
  const beside = [shown[first - 1], shown[first + fresh.length]];
  const goesOn = open !== undefined && beside.some((id) => id !== undefined && open.chars.includes(id));
  const number = goesOn ? (at(acc.number, by) as number) : acc.count;
  const go: Go = goesOn
    ? { ...open, updates: [...open.updates, update], chars: [...open.chars, ...fresh] }
    : { by, after: seen, updates: [update], chars: fresh };
  return {
    ...acc,
    current: { ...acc.current, [by]: go },
    number: { ...acc.number, [by]: number },
    all: map.set(acc.all, String(number), go),
    of: fresh.reduce((all, id) => map.set(all, id, number), acc.of),
    count: goesOn ? acc.count : acc.count + 1,
  };
}

/** Two goes that know nothing of one another, one of them with new characters here, whose characters do not stand apart. */
function mixed({ all, of }: Goes, items: readonly Item[], fresh: readonly string[]): string | null {
  const touched = new Set(fresh.flatMap((id) => map.get(of, id) ?? []));
  const pairs = [...touched].flatMap((number) =>
    besides(all, number).map((other) => [number, other] as const),
  );
  if (pairs.length === 0) return null;
  const wanted = new Map<number, { first: number; last: number }>();
  for (const number of pairs.flat()) wanted.set(number, { first: -1, last: -1 });
  items.forEach(({ id }, place) => {
    const reach = wanted.get(map.get(of, id) ?? -1);
    if (reach === undefined) return;
    if (reach.first < 0) reach.first = place;
    reach.last = place;
  });
  for (const [number, other] of pairs) {
    const [mine, theirs] = [wanted.get(number), wanted.get(other)];
    if (mine === undefined || theirs === undefined || mine.first < 0 || theirs.first < 0) continue;
    if (theirs.last < mine.first || mine.last < theirs.first) continue;
    const [go, that] = [map.get(all, String(number)) as Go, map.get(all, String(other)) as Go];
    const [from, to] = [Math.min(mine.first, theirs.first), Math.max(mine.last, theirs.last)];
    const text = items
      .slice(from, to + 1)
      .map(({ char }) => char)
      .join('');
    return `what ${go.by} and ${that.by} typed side by side is mixed: “${clip(text)}”`;
  }
  return null;
}

/** The goes that know nothing of this one, and it nothing of them. */
function besides(all: Goes['all'], number: number): readonly number[] {
  const go = map.get(all, String(number)) as Go;
  return [...map.entries(all)].flatMap(([other, that]) => {
    if (Number(other) === number) return [];
    const known =
      go.updates.some((id) => includes(that.after, id)) || that.updates.some((id) => includes(go.after, id));
    return known ? [] : [Number(other)];
  });
}
