/** Messages for tests that go through the papers line by line. What a test does not name has the likeliest value. */
import type {
  AppendEntries,
  AppendEntriesReply,
  ClientReply,
  ClientRequest,
  InstallSnapshot,
  RequestVote,
  RequestVoteReply,
  Snapshot,
} from './state.ts';

export const append = (fields: Partial<Omit<AppendEntries, 'type'>> = {}): AppendEntries => ({
  type: 'AppendEntries',
  term: 1,
  leaderId: 'S2',
  prevLogIndex: 0,
  prevLogTerm: 0,
  entries: [],
  leaderCommit: 0,
  ...fields,
});
export const ask = (fields: Partial<Omit<RequestVote, 'type'>> = {}): RequestVote => ({
  type: 'RequestVote',
  term: 1,
  candidateId: 'S2',
  lastLogIndex: 9,
  lastLogTerm: 9,
  ...fields,
});
export const vote = (term: number, fields: Partial<RequestVoteReply> = {}): RequestVoteReply => ({
  type: 'RequestVoteReply',
  term,
  granted: true,
  ...fields,
});
export const stored = (term: number, matchIndex: number, round?: number): AppendEntriesReply => ({
  type: 'AppendEntriesReply',
  term,
  success: true,
  prevLogIndex: 0,
  matchIndex,
  ...(round === undefined ? {} : { round }),
});
export const refused = (
  term: number,
  prevLogIndex: number,
  conflictTerm: number | null,
  conflictIndex: number,
): AppendEntriesReply => ({
  type: 'AppendEntriesReply',
  term,
  success: false,
  prevLogIndex,
  matchIndex: 0,
  conflictTerm,
  conflictIndex,
});
export const request = (fields: Partial<Omit<ClientRequest, 'type'>> = {}): ClientRequest => ({
  type: 'ClientRequest',
  client: 'C1',
  seq: 1,
  f: 'write',
  key: 'x',
  value: 7,
  ...fields,
});
export const answered = (fields: Partial<Omit<ClientReply, 'type'>> = {}): ClientReply => ({
  type: 'ClientReply',
  seq: 1,
  status: 'ok',
  value: null,
  leaderHint: 'S1',
  ...fields,
});
export const install = (term: number, fields: Partial<Snapshot> = {}): InstallSnapshot => ({
  type: 'InstallSnapshot',
  term,
  leaderId: 'S2',
  snapshot: {
    lastIncludedIndex: 3,
    lastIncludedTerm: 1,
    config: { index: 0, voters: ['S1', 'S2', 'S3', 'S4', 'S5'], old: null },
    stateMachine: { x: 3 },
    sessions: {},
    ...fields,
  },
});
