/** Two events being compared: one is marked, the other is where the cursor stands. An event is named by node and number, so that an edit may renumber steps. */
import { createStore } from 'zustand/vanilla';
import type { Run } from '../stores/session.ts';
import { sessionStore } from '../stores/session.ts';

/** `S3#17`, in two parts. */
export interface EventName {
  readonly node: string;
  readonly ordinal: number;
}

export interface Pair {
  /** The marked event. */
  readonly a: EventName | null;
  /** While the cursor walks the path between the two, the other stays what it was: as long as the cursor stands at `at`. */
  readonly held: { readonly b: number; readonly at: number } | null;
}

export const pairStore = createStore<Pair>()(() => ({ a: null, held: null }));

export function nameOf(run: Run, step: number): EventName | null {
  const ordinal = run.ordinals[step] ?? 0;
  const node = run.trace.nodes[run.trace.columns.node[run.heads[step] ?? 0] ?? -1];
  return ordinal === 0 || node === undefined ? null : { node: node.id, ordinal };
}

export function stepOf(run: Run, { node, ordinal }: EventName): number | null {
  const lane = run.trace.nodes.findIndex(({ id }) => id === node);
  return run.index.nodeSteps[lane]?.[ordinal - 1] ?? null;
}

/** Marks the event at a step, or says why it cannot be. */
export function markEvent(run: Run, step: number): void {
  const a = nameOf(run, step);
  if (a !== null) pairStore.setState({ a, held: null });
  sessionStore.getState().set({
    announcement:
      a === null
        ? 'Faults and losses happen to the network: they are before and after nothing.'
        : `Marked: ${a.node}#${a.ordinal}. Move to another event to compare it.`,
  });
}

export function unmark(): void {
  if (pairStore.getState().a === null) return;
  pairStore.setState({ a: null, held: null });
  sessionStore.getState().set({ announcement: 'Nothing is marked any more.' });
}

/** The key: marks the event at the cursor, or lets go of the marked one. */
export function toggleMark(): void {
  const { run, cursor } = sessionStore.getState();
  if (run === null) return;
  if (pairStore.getState().a !== null) unmark();
  else markEvent(run, cursor.step);
}

/** A second event is picked: what the cursor stands at is marked, if nothing is yet. The cursor is then to go to the second. */
export function compareWithCursor(): void {
  const { run, cursor } = sessionStore.getState();
  if (run !== null && pairStore.getState().a === null) markEvent(run, cursor.step);
}

/** The two steps compared, null while there are not two events. */
export function pairOf(run: Run, cursor: number, { a, held }: Pair): readonly [number, number] | null {
  if (a === null) return null;
  const first = stepOf(run, a);
  const second = held !== null && held.at === cursor ? held.b : cursor;
  if (first === null || first === second || (run.ordinals[second] ?? 0) === 0) return null;
  return [first, second];
}
