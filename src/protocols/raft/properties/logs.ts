/** Promises about logs, entry by entry. */
import type { Property } from '../../../engine/api.ts';
import { get } from '../../../protolib/list.ts';
import type { ServerView } from '../state.ts';
import { isServer, leads, ledThroughout, rewroteLog, sameEntry, serverStep, untouched } from './common.ts';

export const leaderAppendOnly: Property<null> = {
  id: 'leader-append-only',
  init: () => null,
  step(acc, step, _nodes, broken) {
    const s = serverStep(step);
    if (s === null || s.durableBefore.log === s.node.durable.log || !ledThroughout(s)) return acc;
    if (rewroteLog(s))
      broken(`${s.node.id} leads and changes or deletes entry ${untouched(s) + 1} of its log.`);
    return acc;
  },
};

/**
 * Needs no memory: as long as the promise holds, two logs that agree on the term of an entry agree on everything before it. So a changed
 * entry is sound beside another log's if the terms differ, or if the entries are equal and the terms before them are too.
 */
export const logMatching: Property<null> = {
  id: 'log-matching',
  init: () => null,
  step(acc, step, nodes, broken) {
    const s = serverStep(step);
    if (s === null) return acc;
    const { log } = s.node.durable;
    if (log === s.durableBefore.log) return acc;
    const first = untouched(s);
    for (const other of nodes) {
      if (other.id === s.node.id || !isServer(other)) continue;
      const theirs = other.durable.log;
      const end = Math.min(log.length, theirs.length);
      for (let i = first; i < end; i++) {
        const a = get(log, i);
        const b = get(theirs, i);
        if (a?.term !== b?.term) continue;
        if (sameEntry(a, b) && (i === 0 || get(log, i - 1)?.term === get(theirs, i - 1)?.term)) continue;
        broken(
          `${s.node.id} and ${other.id} both have an entry ${i + 1} of term ${a?.term}, yet differ there or before.`,
        );
        return acc;
      }
    }
    return acc;
  },
};

/** `matchIndex` is a claim about a follower in the leader's term; about one that has moved on it claims nothing any more. */
export const matchIndexSound: Property<null> = {
  id: 'match-index-sound',
  init: () => null,
  step(acc, step, nodes, broken) {
    const s = serverStep(step);
    if (s === null) return acc;
    const { node, durableBefore, volatileBefore } = s;
    const { log, currentTerm } = node.durable;
    const rewritten = log !== durableBefore.log && rewroteLog(s);
    if (leads(node)) {
      const known = ledThroughout(s) && !rewritten ? volatileBefore.matchIndex : null;
      if (node.volatile.matchIndex !== known) {
        for (const peer of nodes) {
          if (peer.id !== node.id && isServer(peer)) checkMatch(node, peer, known?.[peer.id] ?? 0, broken);
        }
      }
    }
    if (rewritten || currentTerm !== durableBefore.currentTerm) {
      for (const leader of nodes) {
        if (leader.id !== node.id && isServer(leader) && leads(leader)) checkMatch(leader, node, 0, broken);
      }
    }
    return acc;
  },
};

/** Compares the entries after `known`, up to which the two logs agree for certain. */
function checkMatch(
  leader: ServerView,
  peer: ServerView,
  known: number,
  broken: (why: string) => void,
): void {
  if (leader.durable.currentTerm !== peer.durable.currentTerm) return;
  const claimed = leader.volatile.matchIndex?.[peer.id] ?? 0;
  for (let i = known; i < claimed; i++) {
    const theirs = get(peer.durable.log, i);
    if (theirs !== undefined && sameEntry(get(leader.durable.log, i), theirs)) continue;
    broken(
      `${leader.id} believes that ${peer.id} has its entries up to ${claimed}, but entry ${i + 1} is not there.`,
    );
    return;
  }
}
