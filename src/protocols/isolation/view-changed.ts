/** What an edit has changed in what comes of the statements: each that ends otherwise tells how it ended before. */
import { useMemo, useRef, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { type Card, outcomeWords } from './view-cards.ts';

type EditRun = NonNullable<PanelProps['onEditRun']>;

/** What comes of each statement in the end, without the numbers of others, which shift; a statement is known by its words and its session. */
export function endsOf(
  cards: readonly Card[],
): ReadonlyMap<Card, { readonly key: string; readonly words: string }> {
  const counts = new Map<string, number>();
  return new Map(
    cards.map((card) => {
      const name = `${card.session} ${card.sql}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const words = outcomeWords(card, Number.POSITIVE_INFINITY, () => 0).replace(' · released by 0', '');
      return [card, { key: `${count} ${name}`, words }];
    }),
  );
}

/** @returns what each card came to before the last edit, where that is something else, and `onEditRun` to be used in place of the one given */
export function useChanged(
  cards: readonly Card[],
  onEditRun: EditRun | undefined,
): { readonly was: (card: Card) => string | null; readonly onEditRun: EditRun | undefined } {
  const ends = useMemo(() => endsOf(cards), [cards]);
  const [before, setBefore] = useState<ReadonlyMap<string, string>>(() => new Map());
  const latest = useRef({ ends, onEditRun });
  latest.current = { ends, onEditRun };
  const dragging = useRef(false);
  const wrapped = useMemo<EditRun>(
    () => (name, change, phase) => {
      const { ends: now, onEditRun: edit } = latest.current;
      if (!dragging.current) setBefore(new Map([...now.values()].map(({ key, words }) => [key, words])));
      dragging.current = phase === 'drag';
      edit?.(name, change, phase);
    },
    [],
  );
  return {
    was: (card) => {
      const end = ends.get(card);
      const old = end === undefined ? undefined : before.get(end.key);
      return old === undefined || old === end?.words ? null : old;
    },
    onEditRun: onEditRun && wrapped,
  };
}
