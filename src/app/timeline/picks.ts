/** Several inputs picked at once, besides the one that is `selected`: to be moved, deleted and copied together. */
import { createStore } from 'zustand/vanilla';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';

const NONE: readonly number[] = [];

/** Indexes of inputs, ascending. One alone is just selected: then there are none here. */
export const picksStore = createStore<{
  readonly picks: readonly number[];
  /** Whoever has no Shift key has said that the next touches add to what is picked. */
  readonly adding: boolean;
}>()(() => ({ picks: NONE, adding: false }));

/** Whether a press picks one more, as with Shift, and does not let go of the others. */
export function addsTo(event: { readonly shiftKey: boolean }): boolean {
  return event.shiftKey || picksStore.getState().adding;
}

export function toggleAdding(): void {
  const adding = !picksStore.getState().adding;
  picksStore.setState({ adding });
  sessionStore.getState().set({
    announcement: adding ? 'Touch more faults to pick them too.' : 'Picking more has ended.',
  });
}

/** Picks these, and puts the selection among them. */
export function pickMany(inputs: Iterable<number>, selected?: number): void {
  const picks = [...new Set(inputs)].sort((a, b) => a - b);
  const one = selected !== undefined && picks.includes(selected) ? selected : picks.at(-1);
  sessionStore.getState().set({
    selected: one === undefined ? null : { kind: 'input', input: one },
    announcement: picks.length === 1 ? '1 picked.' : `${picks.length} picked.`,
  });
  picksStore.setState({ picks: picks.length > 1 ? picks : NONE });
}

/** Adds one to those picked, or takes it away. */
export function togglePick(input: number): void {
  const { selected } = sessionStore.getState();
  const { picks } = picksStore.getState();
  const before = picks.length > 0 ? picks : selected?.kind === 'input' ? [selected.input] : NONE;
  if (before.includes(input)) pickMany(before.filter((other) => other !== input));
  else pickMany([...before, input], input);
}

/** The same by key: what has the focus is selected anyway, so the first one has to be marked as meant to stay. */
export function markPick(input: number): void {
  if (picksStore.getState().picks.length > 0) togglePick(input);
  else {
    picksStore.setState({ picks: [input] });
    sessionStore.getState().set({ announcement: '1 picked.' });
  }
}

export function clearPicks(): void {
  const { picks, adding } = picksStore.getState();
  if (picks.length > 0 || adding) picksStore.setState({ picks: NONE, adding: false });
}

/** What an edit of this input is an edit of: all that are picked if it is among them, else it alone. */
export function togetherWith(input: number): readonly number[] {
  const { picks } = picksStore.getState();
  return picks.includes(input) ? picks : [input];
}

// An input's place in the list is its identity: with another list those picked are others.
documentStore.subscribe((now, before) => {
  if (now.document?.spec.inputs.length !== before.document?.spec.inputs.length) clearPicks();
});
sessionStore.subscribe((now, before) => {
  if (now.selected !== before.selected && now.selected?.kind !== 'input') clearPicks();
});
