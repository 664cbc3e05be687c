/** Promises about what is committed and applied. */
import type { NodeView, Property } from '../../../engine/api.ts';
import { empty, type List } from '../../../protolib/list.ts';
import { baseIndex, entryAt, lastIndex } from '../log.ts';
import type { Entry, ServerView } from '../state.ts';
import { commandText } from '../words.ts';
import { at, isServer, leads, ledThroughout, put, rewroteLog, sameEntry, serverStep } from './common.ts';

/** An entry that a leader counted as committed, and the earliest term of which a leader did. */
type Committed = { readonly index: number; readonly entry: Entry; readonly term: number };

/** By index, all that was ever committed; what was committed a second time at an index, should that happen, is put aside. */
type History = { readonly byIndex: List<Committed | null>; readonly rivals: readonly Committed[] };

export const leaderCompleteness: Property<History> = {
  id: 'leader-completeness',
  init: () => ({ byIndex: empty(), rivals: [] }),
  step(history, step, nodes, broken) {
    const s = serverStep(step);
    if (s === null || !leads(s.node)) return history;
    const { node, volatileBefore } = s;
    let result = history;
    const began = !ledThroughout(s);
    if (began || rewroteLog(s)) checkLeader(history, node, broken);
    const { commitIndex } = node.volatile;
    for (let index = volatileBefore.commitIndex + 1; index <= commitIndex; index++) {
      const entry = entryAt(node.durable, index);
      if (entry === undefined) break;
      const committed = { index, entry, term: node.durable.currentTerm };
      const next = remember(result, committed);
      if (next === result) continue;
      result = next;
      checkOtherLeaders(committed, nodes, broken);
    }
    return result;
  },
};

function remember(history: History, committed: Committed): History {
  const { byIndex, rivals } = history;
  const known = at(byIndex, committed.index);
  if (known !== null && !sameEntry(known.entry, committed.entry))
    return { byIndex, rivals: [...rivals, committed] };
  if (known !== null && known.term <= committed.term) return history;
  return { byIndex: put(byIndex, committed.index, committed), rivals };
}

function checkLeader(history: History, leader: ServerView, broken: (why: string) => void): void {
  for (let index = 1; index < history.byIndex.length; index++) {
    const committed = at(history.byIndex, index);
    if (committed !== null && !complete(committed, leader, broken)) return;
  }
  for (const rival of history.rivals) if (!complete(rival, leader, broken)) return;
}

function checkOtherLeaders(
  committed: Committed,
  nodes: readonly NodeView[],
  broken: (why: string) => void,
): void {
  for (const node of nodes) if (isServer(node) && leads(node)) complete(committed, node, broken);
}

function complete(
  { index, entry, term }: Committed,
  leader: ServerView,
  broken: (why: string) => void,
): boolean {
  const { durable } = leader;
  const { currentTerm } = durable;
  // What its snapshot stands for was committed: whether rightly is for the promise about snapshots to say.
  if (currentTerm <= term || index <= baseIndex(durable) || sameEntry(entryAt(durable, index), entry))
    return true;
  broken(
    `${leader.id} leads term ${currentTerm} without entry ${index} (${commandText(entry.command)}), committed in term ${term}.`,
  );
  return false;
}

/** Remembers by index what was first applied there. */
export const stateMachineSafety: Property<List<Entry | null>> = {
  id: 'state-machine-safety',
  init: () => empty(),
  step(applied, step, _nodes, broken) {
    const s = serverStep(step);
    if (s === null || s.node.volatile.lastApplied === s.volatileBefore.lastApplied) return applied;
    let result = applied;
    for (let index = s.volatileBefore.lastApplied + 1; index <= s.node.volatile.lastApplied; index++) {
      const entry = entryAt(s.node.durable, index);
      const first = at(result, index);
      if (entry === undefined || first === entry) continue;
      if (first === null) result = put(result, index, entry);
      else if (!sameEntry(first, entry)) {
        const [now, then] = [commandText(entry.command), commandText(first.command)];
        broken(
          `${s.node.id} applies ${now} of term ${entry.term} at index ${index}, where ${then} of term ${first.term} was applied.`,
        );
        return result;
      }
    }
    return result;
  },
};

/** A restart sets commitIndex back to what its snapshot holds; the step of a boot counts as its own before. */
export const commitMonotone: Property<null> = {
  id: 'commit-monotone',
  init: () => null,
  step(acc, step, _nodes, broken) {
    const s = serverStep(step);
    if (s === null) return acc;
    const [before, after] = [s.volatileBefore.commitIndex, s.node.volatile.commitIndex];
    if (after < before) broken(`${s.node.id} sets commitIndex back from ${before} to ${after}.`);
    return acc;
  },
};

export const appliedWithinCommit: Property<null> = {
  id: 'applied-within-commit',
  init: () => null,
  step(acc, step, _nodes, broken) {
    const s = serverStep(step);
    if (s === null) return acc;
    const { id, durable, volatile } = s.node;
    const { lastApplied, commitIndex } = volatile;
    if (lastApplied > commitIndex)
      broken(`${id} has applied up to ${lastApplied} but committed only up to ${commitIndex}.`);
    else if (commitIndex > lastIndex(durable)) {
      broken(`${id} counts entries up to ${commitIndex} as committed but has only ${lastIndex(durable)}.`);
    }
    return acc;
  },
};
