/** What is promised of texts, and of elements. */
import type { Env, NodeId, Property } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { paramsOf, typeOf } from '../run.ts';
import type { ReplicaView } from '../state.ts';
import { addedPlaces, changeOf, itemsOf } from '../types/chars.ts';
import { type Context, includes, parts } from '../types/dots.ts';
import { at, without } from '../types/records.ts';
import { charAt, find, later, type Row, type Span } from '../types/spans.ts';
import { clip, isList } from '../words.ts';
import { type History, isText, noHistory, remember } from './history.ts';
import { spansOf } from './texts-quick.ts';

export const noElementTwice: Property<Env> = {
  id: 'no-element-twice',
  init: (_nodes, env) => env,
  step(acc, step, _nodes, broken) {
    const { copy } = (step.node as ReplicaView).durable;
    const before = (step.durableBefore as ReplicaView['durable']).copy;
    if (copy.state === before.state) return acc;
    const { type } = paramsOf(acc);
    if (isText(type)) {
      const spans = spansOf(copy.state);
      const twice = doubleIn(spans);
      // What was there before was looked at before.
      if (twice !== null && doubleIn(spansOf(before.state)) !== twice) {
        broken(`${step.node.id} has the character “${charAt(spans, twice)}” (${twice}) twice.`);
      }
    } else if (type !== 'mv-register') {
      const value = typeOf(acc).value(copy.state);
      const twice = isList(value) ? firstDouble(value.map(String)) : undefined;
      if (twice !== undefined) broken(`${step.node.id} has “${twice}” twice.`);
    }
    return acc;
  },
};

/** The id of a character that is seen twice; null if there is none. */
function doubleIn(spans: readonly Span[]): string | null {
  const rows = new Map<string, Row[]>();
  for (const { id, size, gone } of spans) {
    if (gone) continue;
    const { id: replica, n } = parts(id);
    const row = rows.get(replica);
    if (row === undefined) rows.set(replica, [{ from: n, to: n + size }]);
    else row.push({ from: n, to: n + size });
  }
  for (const [replica, row] of rows) {
    row.sort((a, b) => a.from - b.from);
    for (let i = 1; i < row.length; i++) {
      const [one, next] = [row[i - 1] as Row, row[i] as Row];
      if (next.from < one.to) return `${replica}.${next.from}`;
    }
  }
  return null;
}

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
  /** The numbers of its characters, in the order in which they were typed. */
  readonly rows: readonly Row[];
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
    const spans = spansOf(copy.state);
    const moved = changeOf(spansOf(before.state), spans);
    const fresh = (addedPlaces(moved.old, moved.now) ?? []).map((place) => moved.now[place]?.id ?? '');
    let next: Goes = { ...acc, history };
    if (made?.edit.type === 'type') next = typing(next, node.id, made.id, before.seen, spans, fresh);
    // Whoever receives, or erases, begins a new go.
    else next = { ...next, current: without(next.current, node.id) };
    const why = mixed(next, spans, fresh);
    if (why !== null) broken(`At ${node.id} ${why}.`);
    return next;
  },
};

function typing(
  acc: Goes,
  by: NodeId,
  update: string,
  seen: Context,
  spans: readonly Span[],
  fresh: readonly string[],
): Goes {
  const open = at(acc.current, by);
  const beside = [seenBefore(spans, fresh[0]), seenBehind(spans, fresh.at(-1))];
  const goesOn =
    open !== undefined && beside.some((id) => id !== null && map.get(acc.of, id) === at(acc.number, by));
  const number = goesOn ? (at(acc.number, by) as number) : acc.count;
  const go: Go = goesOn
    ? { ...open, updates: [...open.updates, update], rows: withChars(open.rows, fresh) }
    : { by, after: seen, updates: [update], rows: withChars([], fresh) };
  return {
    ...acc,
    current: { ...acc.current, [by]: go },
    number: { ...acc.number, [by]: number },
    all: map.set(acc.all, String(number), go),
    of: fresh.reduce((all, id) => map.set(all, id, number), acc.of),
    count: goesOn ? acc.count : acc.count + 1,
  };
}

/** Numbers in a row are one. */
function withChars(rows: readonly Row[], ids: readonly string[]): readonly Row[] {
  const result = [...rows];
  for (const id of ids) {
    const { n } = parts(id);
    const last = result.at(-1);
    if (last?.to === n) result[result.length - 1] = { from: last.from, to: n + 1 };
    else result.push({ from: n, to: n + 1 });
  }
  return result;
}

/** The character that is seen next before another. */
function seenBefore(spans: readonly Span[], id: string | undefined): string | null {
  const place = id === undefined ? null : find(spans, id);
  if (place === null) return null;
  const own = spans[place.index] as Span;
  if (place.offset > 0 && !own.gone) return later(own.id, place.offset - 1);
  for (let i = place.index - 1; i >= 0; i--) {
    const span = spans[i] as Span;
    if (!span.gone) return later(span.id, span.size - 1);
  }
  return null;
}

function seenBehind(spans: readonly Span[], id: string | undefined): string | null {
  const place = id === undefined ? null : find(spans, id);
  if (place === null) return null;
  const own = spans[place.index] as Span;
  if (place.offset + 1 < own.size && !own.gone) return later(own.id, place.offset + 1);
  return spans.slice(place.index + 1).find(({ gone }) => !gone)?.id ?? null;
}

/** Two goes that know nothing of one another, one of them with new characters here, whose characters do not stand apart. */
function mixed({ all, of }: Goes, spans: readonly Span[], fresh: readonly string[]): string | null {
  const touched = new Set(fresh.flatMap((id) => map.get(of, id) ?? []));
  const pairs = [...touched].flatMap((number) =>
    besides(all, number).map((other) => [number, other] as const),
  );
  if (pairs.length === 0) return null;
  const wanted = new Map<number, { first: number; last: number }>();
  for (const number of pairs.flat()) wanted.set(number, { first: -1, last: -1 });
  const goes = [...wanted].map(([number, reach]) => ({ go: map.get(all, String(number)) as Go, reach }));
  let place = 0;
  for (const { id, size } of spans) {
    const { id: replica, n } = parts(id);
    for (const { go, reach } of goes) {
      if (go.by !== replica) continue;
      for (const { from, to } of go.rows) {
        const [first, end] = [Math.max(n, from), Math.min(n + size, to)];
        if (first >= end) continue;
        if (reach.first < 0) reach.first = place + first - n;
        reach.first = Math.min(reach.first, place + first - n);
        reach.last = Math.max(reach.last, place + end - 1 - n);
      }
    }
    place += size;
  }
  for (const [number, other] of pairs) {
    const [mine, theirs] = [wanted.get(number), wanted.get(other)];
    if (mine === undefined || theirs === undefined || mine.first < 0 || theirs.first < 0) continue;
    if (theirs.last < mine.first || mine.last < theirs.first) continue;
    const [go, that] = [map.get(all, String(number)) as Go, map.get(all, String(other)) as Go];
    const [from, to] = [Math.min(mine.first, theirs.first), Math.max(mine.last, theirs.last)];
    const text = itemsOf(spans)
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
