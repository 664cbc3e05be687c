/** Rules that can be broken on purpose, each with the scenario that shows what comes of it; and servers that lie. */
import type { Meta } from '../../../engine/meta.ts';

export const variants: Meta['variants'] = [
  {
    id: 'noVoteLogCheck',
    title: 'Servers vote without comparing logs',
    breaks: ['leader-completeness'],
    scenario: 'unchecked-vote',
  },
  {
    id: 'volatileVote',
    title: 'A restart makes servers forget whom they voted for',
    breaks: ['election-safety', 'one-vote-per-term'],
    scenario: 'forgotten-vote',
  },
  {
    id: 'volatileTerm',
    title: 'A restart makes servers forget their term',
    breaks: ['election-safety', 'term-monotone', 'one-vote-per-term'],
    scenario: 'forgotten-term',
  },
  {
    id: 'volatileLog',
    title: 'A restart makes servers forget their log',
    breaks: ['leader-completeness'],
    scenario: 'forgotten-log',
  },
  {
    id: 'noTruncateOnConflict',
    title: 'What follows an entry in conflict is left in place',
    breaks: ['log-matching'],
    scenario: 'tail-left-in-place',
  },
  {
    id: 'truncateAlways',
    title: 'Every AppendEntries cuts the log after its own entries',
    breaks: ['leader-completeness'],
    scenario: 'late-append-truncates',
  },
  {
    id: 'commitToLastIndex',
    title: 'A follower commits up to the end of its own log',
    breaks: ['state-machine-safety'],
    scenario: 'commit-beyond-match',
  },
  {
    id: 'commitOldTermByCount',
    title: 'A leader commits entries of earlier terms by counting copies',
    breaks: ['leader-completeness', 'state-machine-safety'],
    scenario: 'figure-8-broken',
  },
  {
    id: 'countStaleTermVotes',
    title: 'Candidates count votes of earlier terms',
    breaks: ['election-safety'],
    scenario: 'late-votes',
  },
  {
    id: 'directConfigSwitch',
    title: 'The configuration changes in one step',
    breaks: ['election-safety'],
    scenario: 'direct-switch',
  },
  {
    id: 'noNoopBeforeConfig',
    title: 'A new leader changes the configuration before it has committed anything',
    breaks: ['leader-completeness'],
    scenario: 'membership-bug-add-remove',
  },
  {
    id: 'readLocal',
    title: 'A leader answers reads without making sure that it still leads',
    breaks: ['linearizable-reads'],
    scenario: 'read-from-old-leader',
  },
  {
    id: 'leaseClock',
    title: 'A lease makes no allowance for clocks that differ',
    breaks: ['linearizable-reads'],
    scenario: 'lease-slow-clock',
  },
  {
    id: 'noDedup',
    title: 'The state machine applies a command as often as it is in the log',
    breaks: ['exactly-once'],
    scenario: 'retry-applied-twice',
  },
];

export const behaviours: Meta['behaviours'] = [
  {
    id: 'votesForAll',
    role: 'server',
    title: 'Votes for everybody',
    help: 'Grants every vote it is asked for in its term, however often it has voted.',
    fields: [],
  },
  {
    id: 'claimsToStore',
    role: 'server',
    title: 'Says it has stored what it throws away',
    help: 'Confirms every entry it is sent, and keeps none of them.',
    fields: [],
  },
];
