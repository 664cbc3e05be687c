/** What an edit has changed in what comes of the statements: each that ends otherwise tells how it ended before. */
import { useMemo, useRef, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { jsonEqual } from '../../base/json.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { type Card, outcomeWords } from './view-cards.ts';

type EditRun = NonNullable<PanelProps['onEditRun']>;

/** What comes of each statement in the end, without the numbers of others, which shift; a statement is known by its words and its session. */
export function endsOf(
  cards: readonly Card[],
): ReadonlyMap<Card, { readonly key: string; readonly words: string; readonly short: string }> {
  const counts = new Map<string, number>();
  return new Map(
    cards.map((card) => {
      const name = `${card.session} ${card.sql}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const words = outcomeWords(card, Number.POSITIVE_INFINITY, () => 0).replace(' · released by 0', '');
      // The sentence of a failure that is no more is not worth its room.
      const short = card.end?.code == null ? words : `error ${card.end.code}`;
      return [card, { key: `${count} ${name}`, words, short }];
    }),
  );
}

interface Made {
  /** The run as the last edit has made it: of any other, one undone or opened since, nothing is told. */
  readonly spec: RunSpec;
  /** How statements ended before it, by key. */
  readonly before: ReadonlyMap<string, { readonly words: string; readonly short: string }>;
}

/** @returns what each card came to before the last edit, where that is something else, and `onEditRun` to be used in place of the one given */
export function useChanged(
  cards: readonly Card[],
  spec: RunSpec,
  onEditRun: EditRun | undefined,
): { readonly was: (card: Card) => string | null; readonly onEditRun: EditRun | undefined } {
  const ends = useMemo(() => endsOf(cards), [cards]);
  const [made, setMade] = useState<Made | null>(null);
  const latest = useRef({ ends, spec, onEditRun });
  latest.current = { ends, spec, onEditRun };
  /** What there was when the gesture under way began. */
  const began = useRef<Made | null>(null);
  const wrapped = useMemo<EditRun>(
    () => (name, change, phase) => {
      const now = latest.current;
      const before = new Map([...now.ends.values()].map((end) => [end.key, end]));
      const from = began.current ?? { spec: now.spec, before };
      began.current = phase === 'drag' ? from : null;
      setMade(phase === 'cancel' ? null : { spec: change(from.spec), before: from.before });
      now.onEditRun?.(name, change, phase);
    },
    [],
  );
  const same = useMemo(() => made !== null && jsonEqual(made.spec, spec), [made, spec]);
  return {
    was: (card) => {
      const end = ends.get(card);
      const old = same && end !== undefined ? made?.before.get(end.key) : undefined;
      return old === undefined || old.words === end?.words ? null : old.short;
    },
    onEditRun: onEditRun && wrapped,
  };
}
