/** What Raft promises, in the order of `meta.properties`. Each is incremental: a step costs what it changed. */
import type { Property } from '../../engine/api.ts';
import { answeredWhenApplied } from './properties/answered.ts';
import {
  appliedWithinCommit,
  commitMonotone,
  leaderCompleteness,
  stateMachineSafety,
} from './properties/commitment.ts';
import { electionSafety, oneVotePerTerm, termMonotone } from './properties/elections.ts';
import { leaderAppendOnly, logMatching, matchIndexSound } from './properties/logs.ts';
import { exactlyOnce, snapshotSound } from './properties/machines.ts';
import { linearizableReads } from './properties/reads.ts';

export const properties: readonly Property[] = [
  electionSafety,
  leaderAppendOnly,
  logMatching,
  leaderCompleteness,
  stateMachineSafety,
  termMonotone,
  oneVotePerTerm,
  commitMonotone,
  appliedWithinCommit,
  matchIndexSound,
  answeredWhenApplied,
  linearizableReads,
  exactlyOnce,
  snapshotSound,
];
