/** Version vectors (Parker et al. 1983), and the four ways to keep siblings apart by them. Pure. */
import type { Item, Put, Sibling, VersionVector } from './state.ts';

export function join(a: VersionVector, b: VersionVector): VersionVector {
  const all: Record<string, number> = { ...a };
  for (const [id, n] of Object.entries(b)) if (n > (all[id] ?? 0)) all[id] = n;
  return all;
}

/** a ≤ b */
export function covered(a: VersionVector, b: VersionVector): boolean {
  return Object.entries(a).every(([id, n]) => n <= (b[id] ?? 0));
}

/** One way to tell which siblings a write replaces. */
export interface Kind {
  /** What is stored after a put at replica `s`. */
  put(item: Item, put: Put, s: string): Item;
  /** What two replicas store between them. */
  merge(a: Item, b: Item): Item;
}

/** Dotted version vectors (Preguiça et al. 2010). */
export const dotted: Kind = {
  put(item, { w, value, context }, s) {
    const n = (item.V[s] ?? 0) + 1;
    const kept = item.siblings.filter(({ dot }) => dot && dot.n > (context[dot.r] ?? 0));
    const added: Sibling = { w, value, V: context, dot: { r: s, n } };
    return { V: join(join(item.V, context), { [s]: n }), siblings: [...kept, added] };
  },
  merge(a, b) {
    const keep = (own: Item, other: Item) =>
      own.siblings.filter(({ dot }) => {
        if (dot === null) return false;
        const there = other.siblings.some((o) => o.dot?.r === dot.r && o.dot.n === dot.n);
        // Known there and not there: it was replaced.
        return there || dot.n > (other.V[dot.r] ?? 0);
      });
    return { V: join(a.V, b.V), siblings: united(keep(a, b), keep(b, a)) };
  },
};

/** A vector for each sibling; a write replaces those whose vector its own covers. */
function perSibling(stamp: (item: Item, put: Put, s: string) => VersionVector): Kind {
  return {
    put(item, put, s) {
      const V = stamp(item, put, s);
      const kept = item.siblings.filter((other) => !covered(other.V, V));
      const added: Sibling = { w: put.w, value: put.value, V, dot: null };
      return { V: join(item.V, V), siblings: [...kept, added] };
    },
    merge(a, b) {
      const all = united(a.siblings, b.siblings);
      const maximal = all.filter(
        (x) => !all.some((y) => x.w !== y.w && covered(x.V, y.V) && !covered(y.V, x.V)),
      );
      return { V: join(a.V, b.V), siblings: maximal };
    },
  };
}

export const clientIds: Kind = perSibling((_item, { context, name = '', count = 1 }) => ({
  ...context,
  [name]: count,
}));

export const serverIds: Kind = perSibling((item, { context }, s) => ({
  ...context,
  [s]: (item.V[s] ?? 0) + 1,
}));

/** One vector for all siblings together. */
export const oneVector: Kind = {
  put(item, { w, value, context }, s) {
    const added: Sibling = { w, value, V: {}, dot: null };
    const kept = covered(item.V, context) ? [] : item.siblings;
    const V = join(item.V, context);
    return { V: { ...V, [s]: (V[s] ?? 0) + 1 }, siblings: [...kept, added] };
  },
  merge(a, b) {
    if (covered(b.V, a.V)) return a;
    if (covered(a.V, b.V)) return b;
    return { V: join(a.V, b.V), siblings: united(a.siblings, b.siblings) };
  },
};

/** Both, each write once, in an order that does not depend on which comes first. */
function united(a: readonly Sibling[], b: readonly Sibling[]): readonly Sibling[] {
  const all = [...a, ...b.filter((x) => !a.some((y) => y.w === x.w))];
  return all.sort((x, y) => (x.w < y.w ? -1 : x.w > y.w ? 1 : 0));
}
