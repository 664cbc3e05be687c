/** Messages of Figure 2 in as few words as the tests of sections 5 and 8 need. */
import type { LoneServer } from './lone-server.test-data.ts';
import type { AppendEntries, RaftMessage } from './state.ts';

export const ask = (term: number, lastLogTerm = 0, lastLogIndex = 0, candidateId = 'S2'): RaftMessage => ({
  type: 'RequestVote',
  term,
  candidateId,
  lastLogIndex,
  lastLogTerm,
});
export const granted = (term: number): RaftMessage => ({ type: 'RequestVoteReply', term, granted: true });
export const stored = (term: number, prevLogIndex: number, matchIndex: number): RaftMessage => ({
  type: 'AppendEntriesReply',
  term,
  success: true,
  prevLogIndex,
  matchIndex,
});
export const refused = (term: number, prevLogIndex: number): RaftMessage => ({
  type: 'AppendEntriesReply',
  term,
  success: false,
  prevLogIndex,
  matchIndex: 0,
});
export const write = (seq: number, value = 7): RaftMessage => ({
  type: 'ClientRequest',
  client: 'C1',
  seq,
  f: 'write',
  key: 'x',
  value,
});
export const answers = (s: LoneServer) => s.sent.filter((m) => m.to === 'C1').map((m) => m.message);
export const appends = (s: LoneServer) =>
  s.sent.map((m) => m.message).filter((m): m is AppendEntries => m.type === 'AppendEntries');
