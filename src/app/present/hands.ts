/** A show of hands: how many were for each option. Kept for as long as the tab is open, by question. */
import { createStore } from 'zustand/vanilla';
import type { Prediction } from './script.ts';

export interface Asked {
  readonly words: string;
  readonly options: readonly string[];
  readonly counts: readonly number[];
  /** The room has decided: counts stand, and the future may be shown. */
  readonly locked: boolean;
}

export const MOST_OPTIONS = 4;
const MOST_HANDS = 9999;

type Hands = Readonly<Record<string, Asked>>;

const KEY = 'faultline.hands';

export const handsStore = createStore<{ readonly of: Hands }>(() => ({ of: stored() }));

handsStore.subscribe(({ of }) => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(of));
  } catch {
    // They last as long as the page.
  }
});

function stored(): Hands {
  try {
    return saneHands(JSON.parse(sessionStorage.getItem(KEY) ?? '{}'));
  } catch {
    return {};
  }
}

/** What is stored may be old: what could not have been written here is left out. */
export function saneHands(json: unknown): Hands {
  if (typeof json !== 'object' || json === null) return {};
  const isText = (one: unknown): one is string => typeof one === 'string';
  const isCount = (one: unknown): one is number => Number.isInteger(one) && (one as number) >= 0;
  const sane = Object.entries(json).filter((entry): entry is [string, Asked] => {
    const { words, options, counts, locked } = (entry[1] ?? {}) as Partial<Record<keyof Asked, unknown>>;
    if (!isText(words) || !Array.isArray(options) || !Array.isArray(counts)) return false;
    if (typeof locked !== 'boolean' || options.length !== counts.length) return false;
    return options.every(isText) && counts.every(isCount);
  });
  return Object.fromEntries(sane);
}

export function askedOf(prediction: Prediction): Asked {
  const { words, options } = prediction;
  return (
    handsStore.getState().of[prediction.id] ?? { words, options, counts: options.map(() => 0), locked: false }
  );
}

export function revise(prediction: Prediction, change: (asked: Asked) => Asked): void {
  const { of } = handsStore.getState();
  handsStore.setState({ of: { ...of, [prediction.id]: change(askedOf(prediction)) } });
}

/** Another hand for an option, or one less; where there is no such option nothing. */
export function countHand(prediction: Prediction, option: number, by: 1 | -1): void {
  const count = askedOf(prediction).counts[option];
  if (count !== undefined) setCount(prediction, option, count + by);
}

export function setCount(prediction: Prediction, option: number, count: number): void {
  const sane = Math.max(0, Math.min(MOST_HANDS, Math.trunc(count) || 0));
  revise(prediction, (asked) => ({ ...asked, counts: asked.counts.with(option, sane) }));
}

/** The answer holds for the question as it was written, not for another in its place. */
export function answerOf(prediction: Prediction, asked: Asked): number | null {
  const same = asked.words === prediction.words && asked.options.every((o, i) => o === prediction.options[i]);
  return same ? prediction.answer : null;
}

/** Of all hands, 0 … 1. */
export function shareOf(asked: Asked, option: number): number {
  const all = asked.counts.reduce((sum, count) => sum + count, 0);
  return all === 0 ? 0 : (asked.counts[option] ?? 0) / all;
}
