/** What Raft promises, in the order of `properties.ts`. */
import type { Meta } from '../../../engine/meta.ts';

export const properties: Meta['properties'] = [
  {
    id: 'election-safety',
    title: 'At most one leader per term',
    source: 'Raft (extended version), Figure 3: Election Safety',
    kind: 'always',
  },
  {
    id: 'leader-append-only',
    title: 'A leader only adds to its log',
    source: 'Raft (extended version), Figure 3: Leader Append-Only',
    kind: 'always',
  },
  {
    id: 'log-matching',
    title: 'Logs match up to any entry they share',
    source: 'Raft (extended version), Figure 3: Log Matching',
    kind: 'always',
  },
  {
    id: 'leader-completeness',
    title: 'Every later leader has every committed entry',
    source: 'Raft (extended version), Figure 3: Leader Completeness',
    kind: 'always',
  },
  {
    id: 'state-machine-safety',
    title: 'No two servers apply different commands at one index',
    source: 'Raft (extended version), Figure 3: State Machine Safety',
    kind: 'always',
  },
  {
    id: 'term-monotone',
    title: 'A server’s term never goes back',
    source: 'Raft (extended version), Figure 2: currentTerm increases monotonically',
    kind: 'always',
  },
  {
    id: 'one-vote-per-term',
    title: 'A server votes once in a term, restarts or not',
    source: 'Raft (extended version), §5.2 and Figure 2: votedFor is persistent',
    kind: 'always',
  },
  {
    id: 'commit-monotone',
    title: 'Between restarts commitIndex never goes back',
    source: 'Raft (extended version), Figure 2: commitIndex increases monotonically',
    kind: 'always',
  },
  {
    id: 'applied-within-commit',
    title: 'A server applies only committed entries that it has',
    source: 'Raft (extended version), Figure 2: lastApplied ≤ commitIndex ≤ last log index',
    kind: 'always',
  },
  {
    id: 'match-index-sound',
    title: 'A leader never overrates what its followers have stored',
    source: 'Raft (extended version), Figure 2: matchIndex',
    kind: 'always',
  },
  {
    id: 'answered-when-applied',
    title: 'A client is told “done” only of what was applied',
    source: 'Raft (extended version), Figure 2: Rules for Servers: Leaders, and §8',
    kind: 'always',
  },
  {
    id: 'linearizable-reads',
    title: 'A read tells what held at some moment between question and answer',
    source: 'Ongaro 2014 (thesis), §6.4; Raft (extended version), §8',
    kind: 'always',
  },
  {
    id: 'exactly-once',
    title: 'With sessions, a command takes effect once',
    source: 'Ongaro 2014 (thesis), §6.3',
    kind: 'always',
  },
  {
    id: 'snapshot-sound',
    title: 'A snapshot holds what applying the log gives',
    source: 'Raft (extended version), §7 and Figure 13',
    kind: 'always',
  },
];
