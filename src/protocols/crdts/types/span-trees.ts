/** The order of a text from the tree of its characters, and the join of two copies of it. */
import { parts } from './dots.ts';
import {
  compact,
  erase,
  lastId,
  later,
  offsetIn,
  part,
  type Range,
  rowsOf,
  type Span,
  without,
} from './spans.ts';

/** The order of those that hang on the same side of the same character, by their ids. */
export type Siblings = (a: string, b: string) => number;

/** By replica, spans in the order of their numbers. */
type Shelf = ReadonlyMap<string, readonly Numbered[]>;
interface Numbered {
  readonly span: Span;
  readonly n: number;
}

function shelve(spans: Iterable<Span>): Shelf {
  const shelf = new Map<string, Numbered[]>();
  for (const span of spans) {
    const { id, n } = parts(span.id);
    const row = shelf.get(id);
    if (row === undefined) shelf.set(id, [{ span, n }]);
    else row.push({ span, n });
  }
  for (const row of shelf.values()) row.sort((a, b) => a.n - b.n);
  return shelf;
}

/** The span that holds a character. */
function holder(shelf: Shelf, id: string): Numbered | undefined {
  const { id: replica, n } = parts(id);
  const row = shelf.get(replica) ?? [];
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((row[middle] as Numbered).n <= n) low = middle + 1;
    else high = middle;
  }
  const found = row[low - 1];
  return found !== undefined && n < found.n + found.span.size ? found : undefined;
}

/** All spans in the order of the text. In a small delta some parents may be missing: what hangs on them comes behind the rest. */
export function inOrder(spans: readonly Span[], siblings: Siblings): readonly Span[] {
  const shelf = shelve(spans);
  const cuts = new Map<Span, number[]>();
  const missing = new Set<string>();
  for (const { parent, side } of spans) {
    if (parent === '') continue;
    const found = holder(shelf, parent);
    if (found === undefined) {
      missing.add(parent);
      continue;
    }
    // On a character in the middle of a span something else hangs too: there it is cut.
    const offset = offsetIn(found.span, parent);
    const cut = side === 'right' ? offset + 1 : offset;
    if (cut > 0 && cut < found.span.size) {
      const others = cuts.get(found.span);
      if (others === undefined) cuts.set(found.span, [cut]);
      else others.push(cut);
    }
  }
  const children = new Map<string, Below>();
  for (const span of spans) {
    for (const piece of cutAt(span, cuts.get(span) ?? [])) {
      let below = children.get(piece.parent);
      if (below === undefined) {
        below = { left: [], right: [] };
        children.set(piece.parent, below);
      }
      below[piece.side].push(piece);
    }
  }
  for (const { left, right } of children.values()) {
    if (left.length > 1) left.sort((a, b) => siblings(a.id, b.id));
    if (right.length > 1) right.sort((a, b) => siblings(a.id, b.id));
  }
  const result: Span[] = [];
  for (const root of ['', ...[...missing].sort()]) walk(root, children, result);
  return compact(result);
}

function cutAt(span: Span, cuts: readonly number[]): readonly Span[] {
  if (cuts.length === 0) return [span];
  const places = [...new Set([0, ...cuts, span.size])].sort((a, b) => a - b);
  return places.slice(1).map((to, i) => part(span, places[i] as number, to));
}

type Below = { left: Span[]; right: Span[] };

/** A stack of our own: the tree may be as deep as the text is long. */
function walk(root: string, children: Map<string, Below>, result: Span[]): void {
  const stack: { readonly span: Span; readonly open: boolean }[] = [];
  // Once each: in a copy that was broken on purpose a character may stand twice.
  const push = (id: string, side: Span['side']) => {
    const below = children.get(id);
    if (below === undefined) return;
    const spans = below[side];
    below[side] = [];
    for (let i = spans.length - 1; i >= 0; i--) stack.push({ span: spans[i] as Span, open: true });
  };
  push(root, 'right');
  push(root, 'left');
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (!top.open) {
      result.push(top.span);
      continue;
    }
    push(lastId(top.span), 'right');
    stack.push({ span: top.span, open: false });
    push(top.span.id, 'left');
  }
}

/** The characters of both; what either has erased is erased. Gives `a` itself if `b` has nothing new. */
export function joinSpans(a: readonly Span[], b: readonly Span[], siblings: Siblings): readonly Span[] {
  if (a === b || b.length === 0) return a;
  // Copies mostly differ in one place: what stands before and behind it is the same in both.
  const most = Math.min(a.length, b.length);
  let from = 0;
  while (from < most && alike(a[from] as Span, b[from] as Span)) from += 1;
  let behind = 0;
  while (behind < most - from && alike(a.at(-1 - behind) as Span, b.at(-1 - behind) as Span)) behind += 1;
  const [mine, theirs] = [a.slice(from, a.length - behind), b.slice(from, b.length - behind)];
  // The order follows from the characters alone: where one has all that the other has, its order is that of both.
  const fresh = without(theirs, rowsOf(mine));
  if (fresh.length === 0) return erase(a, goneIn(theirs));
  if (without(mine, rowsOf(theirs)).length === 0) return erase(b, goneIn(mine));
  return inOrder(erase([...a, ...without(b, rowsOf(a))], goneIn(b)), siblings);
}

function alike(a: Span, b: Span): boolean {
  return a === b || (a.id === b.id && a.size === b.size && a.gone === b.gone);
}

function goneIn(spans: readonly Span[]): readonly Range[] {
  return spans.filter(({ gone }) => gone);
}

/** Whether a character has another hung on one of its sides. */
export function hasChild(spans: readonly Span[], id: string, side: Span['side']): boolean {
  const next = side === 'right' && id !== '' ? later(id, 1) : '';
  return spans.some(
    (span) => (span.parent === id && span.side === side) || (next !== '' && offsetIn(span, next) > 0),
  );
}
