/** The promises again, worked out from everything that was ever seen, with nothing carried along. Slow and plain. */
import { canonicalJson, type JsonObject } from '../../base/json.ts';
import type { Env, NodeView, Property } from '../../engine/api.ts';
import { shows } from './properties/intent.ts';
import { missing, paramsOf, stateBased, typeOf } from './run.ts';
import type { Made } from './spec/made.ts';
import { effectOf } from './spec/texts.ts';
import { meaningOf, nameOf } from './spec/values.ts';
import type { Copy, ReplicaView } from './state.ts';
import { CATALOGUE } from './types/catalogue.ts';
import { itemsOf as charsOf } from './types/chars.ts';
import { contextOf, NOTHING } from './types/dots.ts';
import type { Sequence } from './types/spans.ts';

/** The world after a step, and the copy of its node before. */
interface Moment {
  readonly node: number;
  readonly before: Copy;
  readonly copies: readonly Copy[];
  readonly ids: readonly string[];
}
type History = readonly Moment[];

const now = (history: History) => history.at(-1) as Moment;
const names = ({ seen }: Copy) => missing(seen, NOTHING);
const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);
const text = (env: Env) => ['rga', 'fugue'].includes(paramsOf(env).type);
const itemsOf = (copy: Copy) => charsOf((copy.state as unknown as Sequence).spans);
const after = (m: Moment) => m.copies[m.node] as Copy;
/** The update of a step, if it was one. */
const updateOf = (m: Moment) => (after(m).latest === m.before.latest ? null : after(m).latest);

function madeIn(history: History, env: Env): ReadonlyMap<string, Made> {
  const made = new Map<string, Made>();
  for (const m of history) {
    const update = updateOf(m);
    if (update === null) continue;
    const by = m.ids[m.node] as string;
    const seen = names(m.before);
    const known = seen.flatMap((id) => made.get(id) ?? []);
    const effect = text(env) ? effectOf(paramsOf(env).type, update.edit, by, update.clock, known) : null;
    const id = `${by}.${update.n}`;
    made.set(id, { ...update, id, by, after: contextOf(seen), text: effect });
  }
  return made;
}

/** Characters typed, with what stood at their sides. */
function typedIn(history: History): readonly { id: string; left: string | null; right: string | null }[] {
  return history.flatMap((m) => {
    const edit = updateOf(m)?.edit;
    if (edit?.type !== 'type') return [];
    const old = itemsOf(m.before);
    const shown = old.filter((i) => !i.gone).map((i) => i.id);
    const at = Math.min(edit.at, shown.length);
    const fresh = itemsOf(after(m))
      .map((i) => i.id)
      .filter((id) => !old.some((i) => i.id === id));
    return fresh.map((id, i) => ({
      id,
      left: fresh[i - 1] ?? shown[at - 1] ?? null,
      right: shown[at] ?? null,
    }));
  });
}

interface Go {
  readonly updates: readonly string[];
  readonly seen: readonly string[];
  readonly chars: readonly string[];
}

function goesIn(history: History): readonly Go[] {
  const goes: Go[] = [];
  const open = new Map<number, number>();
  for (const m of history) {
    if (same(after(m).state, m.before.state)) continue;
    const update = updateOf(m);
    if (update?.edit.type !== 'type') {
      open.delete(m.node);
      continue;
    }
    const shown = itemsOf(after(m))
      .filter((i) => !i.gone)
      .map((i) => i.id);
    const fresh = shown.filter((id) => !itemsOf(m.before).some((i) => i.id === id));
    const from = shown.indexOf(fresh[0] ?? '');
    const place = open.get(m.node);
    const held = place === undefined ? undefined : goes[place];
    const beside = [shown[from - 1], shown[from + fresh.length]].some((id) => held?.chars.includes(id ?? ''));
    const id = `${m.ids[m.node]}.${update.n}`;
    if (held !== undefined && place !== undefined && beside) {
      goes[place] = { ...held, updates: [...held.updates, id], chars: [...held.chars, ...fresh] };
    } else {
      open.set(m.node, goes.push({ updates: [id], seen: names(m.before), chars: fresh }) - 1);
    }
  }
  return goes;
}

type Test = (history: History, env: Env) => boolean;

/** By states that were merged, of any two or three replicas. */
function merged(
  check: (join: (a: JsonObject, b: JsonObject) => JsonObject, states: readonly JsonObject[]) => boolean,
): Test {
  return (history, env) => {
    if (paramsOf(env).replication === 'operations') return false;
    return check(
      stateBased(env).join,
      now(history).copies.map((c) => c.state),
    );
  };
}

const TESTS: Readonly<Record<string, Test>> = {
  'strong-convergence': (history) =>
    now(history).copies.some((a) =>
      now(history).copies.some(
        (b) => same([...names(a)].sort(), [...names(b)].sort()) && !same(a.state, b.state),
      ),
    ),
  specification: (history, env) => {
    const made = madeIn(history, env);
    return now(history).copies.some((copy) => {
      const updates = names(copy).flatMap((id) => made.get(id) ?? []);
      return !same(typeOf(env).value(copy.state), meaningOf(paramsOf(env).type, updates));
    });
  },
  'causally-closed': (history, env) => {
    const made = madeIn(history, env);
    return now(history).copies.some((copy) => {
      const seen = names(copy);
      return seen.some((id) => missing((made.get(id) as Made).after, NOTHING).some((x) => !seen.includes(x)));
    });
  },
  'no-element-twice': (history, env) =>
    now(history).copies.some((copy) => {
      const value = typeOf(env).value(copy.state);
      const live = text(env)
        ? itemsOf(copy)
            .filter((i) => !i.gone)
            .map((i) => i.id)
        : Array.isArray(value)
          ? value
          : [];
      return paramsOf(env).type !== 'mv-register' && new Set(live).size < live.length;
    }),
  'intent-preserved': (history, env) => {
    const { value } = typeOf(env);
    const m = now(history);
    const update = updateOf(m);
    if (update !== null && !shows(update.edit, value(m.before.state), value(after(m).state))) return true;
    if (!text(env)) return false;
    const typed = typedIn(history);
    return history.some((then) => {
      const places = new Map(itemsOf(after(then)).map((i, place) => [i.id, place]));
      const old = itemsOf(then.before).map((i) => places.get(i.id) as number);
      if (old.some((place, i) => i > 0 && place <= (old[i - 1] as number))) return true;
      return typed.some(({ id, left, right }) => {
        const [at, l, r] = [id, left, right].map((x) => places.get(x ?? ''));
        return at !== undefined && ((l !== undefined && l > at) || (r !== undefined && r < at));
      });
    });
  },
  'replaced-stays-replaced': (history, env) => {
    if (!['lww-register', 'mv-register', 'lww-map'].includes(paramsOf(env).type)) return false;
    const made = madeIn(history, env);
    return now(history).copies.some((copy) => {
      const updates = names(copy).flatMap((id) => made.get(id) ?? []);
      const value = typeOf(env).value(copy.state);
      const shown: [string, unknown][] =
        value === null
          ? []
          : Array.isArray(value)
            ? value.map((v) => ['', v])
            : typeof value === 'object'
              ? Object.entries(value)
              : [['', value]];
      return shown.some(([key, v]) => {
        const ofKey = updates.filter((u) => nameOf(u) === key);
        const writes = ofKey.filter((u) => 'value' in u.edit && u.edit.value === v);
        const alive = writes.filter((w) => !ofKey.some((u) => missing(u.after, NOTHING).includes(w.id)));
        return writes.length > 0 && alive.length === 0;
      });
    });
  },
  'merge-commutative': merged((join, states) =>
    states.some((x) => states.some((y) => !same(join(x, y), join(y, x)))),
  ),
  'merge-associative': merged((join, states) =>
    states.some((x, i) =>
      states.some((y, j) =>
        states.some(
          (z, k) => i !== j && j !== k && i !== k && !same(join(join(x, y), z), join(x, join(y, z))),
        ),
      ),
    ),
  ),
  'merge-idempotent': merged((join, states) => states.some((x) => !same(join(x, x), x))),
  inflationary: (history, env) => {
    const m = now(history);
    if (paramsOf(env).replication === 'operations' || updateOf(m) === null) return false;
    const { join } = CATALOGUE[paramsOf(env).type].state;
    return !same(join(after(m).state, m.before.state), after(m).state);
  },
  'not-interleaved': (history, env) => {
    if (!text(env)) return false;
    const goes = goesIn(history);
    return now(history).copies.some((copy) => {
      const places = goes.map(({ chars }) => {
        const all = itemsOf(copy).flatMap((i, place) => (chars.includes(i.id) ? [place] : []));
        return [Math.min(...all), Math.max(...all)] as const;
      });
      return goes.some((a, i) =>
        goes.some((b, j) => {
          if (
            i >= j ||
            a.updates.some((u) => b.seen.includes(u)) ||
            b.updates.some((u) => a.seen.includes(u))
          ) {
            return false;
          }
          const [x, y] = [places[i] as readonly number[], places[j] as readonly number[]];
          return (x[0] as number) <= (y[1] as number) && (y[0] as number) <= (x[1] as number);
        }),
      );
    });
  },
  'never-negative': (history, env) =>
    paramsOf(env).floor && now(history).copies.some((c) => Number(typeOf(env).value(c.state)) < 0),
};

/** Of the same names as the real ones. */
export const naive: readonly Property[] = Object.entries(TESTS).map(
  ([id, test]): Property<{ readonly env: Env; readonly history: History }> => ({
    id,
    init: (_nodes, env) => ({ env, history: [] }),
    step({ env, history }, step, nodes: readonly NodeView[], broken) {
      const moment: Moment = {
        node: step.node.index,
        before: (step.durableBefore as ReplicaView['durable']).copy,
        copies: (nodes as readonly ReplicaView[]).map((n) => n.durable.copy),
        ids: nodes.map((n) => n.id),
      };
      const next = [...history, moment];
      // What changed nothing breaks nothing.
      if (after(moment) !== moment.before && test(next, env)) broken(id);
      return { env, history: next };
    },
  }),
);
