/** What the gallery's properties share. */
import type { NodeId, NodeView, StepView } from '../../../engine/api.ts';
import { commonPrefix, empty, iterate, type List, slice } from '../../../protolib/list.ts';
import type { ClientDurable, ClientView, ClientVolatile, KeeperView, Note } from '../state.ts';

export type ClientStep = StepView<ClientDurable, ClientVolatile>;

export function isKeeper(node: NodeView): node is KeeperView {
  return node.role === 'keeper';
}

export function isClient(node: NodeView): node is ClientView {
  return node.role === 'client';
}

/** The step as one of a client. */
export function clientStep(step: StepView): ClientStep | null {
  return isClient(step.node) ? (step as ClientStep) : null;
}

/** A note's name in the whole run: "C1.2". */
export function nameOf(from: NodeId, n: number): string {
  return `${from}.${n}`;
}

/** By lane index: the notes of each keeper as they were last seen. */
export type Lists = Readonly<Record<number, List<Note>>>;

export const NO_LISTS: Lists = {};

export interface ListChange {
  readonly keeper: KeeperView;
  /** What stands behind what was seen before, in order; null if the list is not what it was with more behind it. */
  readonly added: readonly Note[] | null;
}

/** Keepers whose notes are others than when last seen: after a step of theirs, or after a crash that undid a write. */
export function changedLists(lists: Lists, nodes: readonly NodeView[]): readonly ListChange[] {
  let changes: ListChange[] | null = null;
  for (const node of nodes) {
    if (!isKeeper(node)) continue;
    const seen = lists[node.index] ?? empty<Note>();
    const { notes } = node.durable;
    if (notes === seen) continue;
    const grown = commonPrefix(seen, notes, sameNote) === seen.length;
    changes ??= [];
    changes.push({ keeper: node, added: grown ? slice(notes, seen.length) : null });
  }
  return changes ?? NONE;
}
const NONE: readonly ListChange[] = [];

export function withLists(lists: Lists, changes: readonly ListChange[]): Lists {
  const next: Record<number, List<Note>> = { ...lists };
  for (const { keeper } of changes) next[keeper.index] = keeper.durable.notes;
  return next;
}

/** All notes of a keeper, or only those that are new to who has seen the others. */
export function notesToSee({ keeper, added }: ListChange): Iterable<Note> {
  return added ?? iterate(keeper.durable.notes);
}

function sameNote(a: Note, b: Note): boolean {
  return a === b || (a.from === b.from && a.n === b.n && a.word === b.word && a.stamp === b.stamp);
}
