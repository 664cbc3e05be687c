/** Promises about logs, entry by entry. */
import type { NodeId, Property } from '../../../engine/api.ts';
import { baseIndex, entryAt, lastIndex, termAt } from '../log.ts';
import type { ServerDurable, ServerView } from '../state.ts';
import {
  changedLog,
  isServer,
  leads,
  ledThroughout,
  rewroteLog,
  type ServerStep,
  sameEntry,
  serverStep,
  untouched,
} from './common.ts';

export const leaderAppendOnly: Property<null> = {
  id: 'leader-append-only',
  init: () => null,
  step(acc, step, _nodes, broken) {
    const s = serverStep(step);
    if (s === null || !changedLog(s) || !ledThroughout(s)) return acc;
    if (rewroteLog(s))
      broken(`${s.node.id} leads and changes or deletes entry ${untouched(s) + 1} of its log.`);
    return acc;
  },
};

/**
 * Needs no memory: as long as the promise holds, two logs that agree on the term of an entry agree on everything before it. So a changed
 * entry is sound beside another's log if the terms differ, or if the entries are equal and the terms before them are too.
 */
export const logMatching: Property<null> = {
  id: 'log-matching',
  init: () => null,
  step(acc, step, nodes, broken) {
    const s = serverStep(step);
    if (s === null || !changedLog(s)) return acc;
    const first = untouched(s) + 1;
    for (const other of nodes) {
      if (other.id === s.node.id || !isServer(other)) continue;
      const index = mismatch(s.node.durable, other.durable, first);
      if (index === 0) continue;
      broken(
        `${s.node.id} and ${other.id} both have an entry ${index} of term ${termAt(s.node.durable, index)}, yet differ there or before.`,
      );
      return acc;
    }
    return acc;
  },
};

/** The first index, from `first` on, at which two logs have an entry of one term and yet differ; 0 if there is none. */
function mismatch(a: ServerDurable, b: ServerDurable, first: number): number {
  const base = Math.max(baseIndex(a), baseIndex(b));
  const end = Math.min(lastIndex(a), lastIndex(b));
  for (let index = Math.max(first, base + 1); index <= end; index++) {
    const [mine, theirs] = [entryAt(a, index), entryAt(b, index)];
    if (mine?.term !== theirs?.term) continue;
    // Of the entry before the first that both still have, a snapshot may tell the term.
    const before = index - 1 < base || termAt(a, index - 1) === termAt(b, index - 1);
    if (!sameEntry(mine, theirs) || !before) return index;
  }
  return 0;
}

/** By server: its latest boot, and the latest term whose leader's claims about it its disk has made void. */
type Lives = Readonly<Record<NodeId, { readonly incarnation: number; readonly voidUpTo: number }>>;

/**
 * `matchIndex` is a claim about a follower in the leader's term; about one that has moved on it claims nothing any more. Nor is the leader
 * to blame for a follower whose disk lost what it had stored: of such a one its claims are void.
 */
export const matchIndexSound: Property<Lives> = {
  id: 'match-index-sound',
  init: () => ({}),
  step(lives, step, nodes, broken) {
    const s = serverStep(step);
    if (s === null) return lives;
    const { node, durableBefore, volatileBefore } = s;
    const booted = lives[node.id]?.incarnation !== node.incarnation;
    const result = booted ? { ...lives, [node.id]: afterBoot(lives, s, nodes) } : lives;
    const rewritten = rewroteLog(s);
    if (leads(node)) {
      const known = ledThroughout(s) && !rewritten ? volatileBefore.matchIndex : null;
      if (node.volatile.matchIndex !== known) {
        for (const peer of nodes) {
          if (peer.id !== node.id && isServer(peer))
            checkMatch(result, node, peer, known?.[peer.id] ?? 0, broken);
        }
      }
    }
    if (rewritten || booted || node.durable.currentTerm !== durableBefore.currentTerm) {
      for (const leader of nodes) {
        if (leader.id !== node.id && isServer(leader) && leads(leader))
          checkMatch(result, leader, node, 0, broken);
      }
    }
    return result;
  },
};

/** Compares what the disk gave back with what leaders were told it holds. */
function afterBoot(
  lives: Lives,
  { node, durableBefore }: ServerStep,
  nodes: readonly { readonly id: NodeId }[],
): Lives[string] {
  let voidUpTo = lives[node.id]?.voidUpTo ?? 0;
  for (const leader of nodes as readonly ServerView[]) {
    if (leader.id === node.id || !isServer(leader) || !leads(leader)) continue;
    const claimed = leader.volatile.matchIndex?.[node.id] ?? 0;
    if (missing(leader.durable, durableBefore, 0, claimed) > 0)
      voidUpTo = Math.max(voidUpTo, leader.durable.currentTerm);
  }
  return { incarnation: node.incarnation, voidUpTo };
}

/** Compares the entries after `known`, up to which the two logs agree for certain. */
function checkMatch(
  lives: Lives,
  leader: ServerView,
  peer: ServerView,
  known: number,
  broken: (why: string) => void,
): void {
  const { currentTerm } = leader.durable;
  if (currentTerm !== peer.durable.currentTerm || currentTerm <= (lives[peer.id]?.voidUpTo ?? 0)) return;
  const claimed = leader.volatile.matchIndex?.[peer.id] ?? 0;
  const index = missing(leader.durable, peer.durable, known, claimed);
  if (index > 0)
    broken(
      `${leader.id} believes that ${peer.id} has its entries up to ${claimed}, but entry ${index} is not there.`,
    );
}

/** The first entry after `known` and up to `end` of one log that is not in the other; 0 if there is none. Snapshots have theirs. */
function missing(own: ServerDurable, other: ServerDurable, known: number, end: number): number {
  const from = Math.max(known, baseIndex(own), baseIndex(other));
  if (end > lastIndex(other)) return Math.max(from, lastIndex(other)) + 1;
  for (let index = from + 1; index <= end; index++) {
    const theirs = entryAt(other, index);
    if (theirs === undefined || !sameEntry(entryAt(own, index), theirs)) return index;
  }
  return 0;
}
