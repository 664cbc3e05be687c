/** Texts that several people write. RGA and Fugue differ in what a new character is hung on, and in the order of those hung side by side. */
import { refuse } from '../../../base/result.ts';
import { type Edit, type OpBased, type StateBased, unsuited } from './data-type.ts';
import { compareDots, dot, parts } from './dots.ts';
import { compare } from './records.ts';
import { hasChild, inOrder, joinSpans, type Siblings } from './span-trees.ts';
import {
  behindSeen,
  erase,
  find,
  insertAt,
  later,
  part,
  type Range,
  rangesAt,
  type Sequence,
  type Span,
  spanOf,
  textOf,
} from './spans.ts';

interface Kind {
  readonly siblings: Siblings;
  /** What a character typed behind another ('' for the start) is hung on, and on which side. `next`: what comes next in the text. */
  hang(spans: readonly Span[], left: string, next: string | null): Pick<Span, 'parent' | 'side'>;
  /** With a new span among those that hold what it hangs on. */
  insert(spans: readonly Span[], fresh: Span): readonly Span[];
}

/**
 * Replicated Growable Array: each character is hung on the one at its left, younger ones first.
 *
 * Source: Roh, Jeon, Kim, Lee, “Replicated abstract data types: Building blocks for collaborative applications”, 2011.
 */
const rgaKind: Kind = {
  siblings: (a, b) => compareDots(b, a),
  hang: (_spans, left) => ({ parent: left, side: 'right' }),
  insert(spans, fresh) {
    const parent = fresh.parent === '' ? null : find(spans, fresh.parent);
    let { index, offset } =
      parent === null ? { index: 0, offset: 0 } : { ...parent, offset: parent.offset + 1 };
    for (;;) {
      const span = spans[index];
      if (span === undefined) break;
      // Numbers rise in a span: past one that is greater all that follow in it are.
      if (offset < span.size && compareDots(later(span.id, offset), fresh.id) <= 0) break;
      [index, offset] = [index + 1, 0];
    }
    return insertAt(spans, { index, offset }, fresh);
  },
};

/**
 * Fugue: a character is hung on the right of the one at its left, or, if something hangs there already, on the left of the one at its
 * right, tombstones included.
 *
 * Source: Weidner, Kleppmann, “The Art of the Fugue: Minimizing Interleaving in Collaborative Text Editing”.
 */
const fugueKind: Kind = {
  siblings: (a, b) => {
    const [x, y] = [parts(a), parts(b)];
    return compare(x.id, y.id) || x.n - y.n;
  },
  // What comes next in the text is the leftmost below the first that hangs on the right.
  hang: (spans, left, next) =>
    next !== null && hasChild(spans, left, 'right')
      ? { parent: next, side: 'left' }
      : { parent: left, side: 'right' },
  insert(spans, fresh) {
    const { parent, side } = fresh;
    if (hasChild(spans, parent, side)) return inOrder([...spans, fresh], fugueKind.siblings);
    const place = (parent === '' ? null : find(spans, parent)) ?? {
      index: 0,
      offset: side === 'right' ? -1 : 0,
    };
    return insertAt(spans, side === 'right' ? { ...place, offset: place.offset + 1 } : place, fresh);
  },
};

/** A text is one span: each of its characters hangs on the one before it, and nothing stands between them. */
function typed(kind: Kind, spans: readonly Span[], at: number, text: string, id: string): Span {
  const { index, offset } = behindSeen(spans, at);
  const span = spans[index];
  const left = span === undefined || offset === 0 ? '' : later(span.id, offset - 1);
  const behind = span !== undefined && offset < span.size ? later(span.id, offset) : spans[index + 1]?.id;
  return spanOf(id, kind.hang(spans, left, behind ?? null), text);
}

export type SequenceOperation = { readonly insert: Span } | { readonly erase: readonly Range[] };

function prepare(kind: Kind, { spans }: Sequence, edit: Edit, id: string, first: number) {
  if (edit.type === 'type') {
    if (edit.text === '') return refuse('there is nothing to type');
    const operation = { insert: typed(kind, spans, edit.at, edit.text, dot(id, first)) };
    return { ok: true, operation } as const;
  }
  if (edit.type !== 'erase') return unsuited(edit);
  const ranges = rangesAt(spans, edit.at, edit.count);
  return ranges.length === 0
    ? refuse('there is no character at that position')
    : ({ ok: true, operation: { erase: ranges } } as const);
}

function effect(kind: Kind, { spans }: Sequence, operation: SequenceOperation): Sequence {
  return {
    spans: 'erase' in operation ? erase(spans, operation.erase) : kind.insert(spans, operation.insert),
  };
}

/** The small state that holds what is new. */
function deltaOf(kind: Kind, { spans }: Sequence, operation: SequenceOperation): Sequence {
  if ('insert' in operation) return { spans: [operation.insert] };
  const erased = operation.erase.map((range) => {
    const { index, offset } = find(spans, range.id) as { index: number; offset: number };
    return { ...part(spans[index] as Span, offset, offset + range.size), gone: true };
  });
  return { spans: inOrder(erased, kind.siblings) };
}

function stateBased(kind: Kind): StateBased<Sequence> {
  return {
    bottom: () => ({ spans: [] }),
    update(state, edit, by) {
      const made = prepare(kind, state, edit, by.id, by.clock);
      if (!made.ok) return made;
      const delta = deltaOf(kind, state, made.operation);
      return { ok: true, state: effect(kind, state, made.operation), delta };
    },
    join(a, b) {
      const spans = joinSpans(a.spans, b.spans, kind.siblings);
      return spans === a.spans ? a : { spans };
    },
    value: textOf,
  };
}

/** @param firstOf the number of the first character that an author types */
function opBased(kind: Kind, firstOf: FirstOf): OpBased<Sequence, SequenceOperation> {
  return {
    bottom: () => ({ spans: [] }),
    prepare: (state, edit, by) => prepare(kind, state, edit, by.id, firstOf(state, by)),
    effect: (state, operation) => effect(kind, state, operation),
    value: textOf,
  };
}

type FirstOf = (state: Sequence, by: { readonly id: string; readonly clock: number }) => number;
const lamport: FirstOf = (_state, { clock }) => clock;
/** How many characters the replica itself has typed: what a counter must not be. */
const own: FirstOf = ({ spans }, { id }) =>
  spans.reduce((n, span) => n + (parts(span.id).id === id ? span.size : 0), 0) + 1;

export const rga = stateBased(rgaKind);
export const opRga = opBased(rgaKind, lamport);
export const fugue = stateBased(fugueKind);
export const opFugue = opBased(fugueKind, lamport);
/** RGA with a counter of its own for each replica. */
export const opRgaOwnCounters = opBased(rgaKind, own);
