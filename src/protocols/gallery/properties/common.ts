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

/**
 * By lane index: the notes of each keeper as its own latest step left them. What else happens to a disk is seen when its keeper next
 * acts, and so is blamed on nobody else.
 */
export type Lists = Readonly<Record<number, List<Note>>>;

export const NO_LISTS: Lists = {};

export interface ListChange {
  readonly keeper: KeeperView;
  /** What stands behind what was seen before, in order; null if the list is not what it was with more behind it. */
  readonly added: readonly Note[] | null;
}

/** What the step of a keeper shows to be new in its list: by the step itself, or by a crash before it that undid a write or lost the disk. */
export function changeOf(lists: Lists, { node }: StepView): ListChange | null {
  if (!isKeeper(node)) return null;
  const seen = lists[node.index] ?? empty<Note>();
  const { notes } = node.durable;
  if (notes === seen) return null;
  const grown = commonPrefix(seen, notes, sameNote) === seen.length;
  return { keeper: node, added: grown ? slice(notes, seen.length) : null };
}

export function withList(lists: Lists, { keeper }: ListChange): Lists {
  return { ...lists, [keeper.index]: keeper.durable.notes };
}

/** All notes of a keeper, or only those that are new to who has seen the others. */
export function notesToSee({ keeper, added }: ListChange): Iterable<Note> {
  return added ?? iterate(keeper.durable.notes);
}

function sameNote(a: Note, b: Note): boolean {
  return a === b || (a.from === b.from && a.n === b.n && a.word === b.word && a.stamp === b.stamp);
}
