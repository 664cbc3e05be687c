/** Figure 2 in our words. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const FIG2 = 'Raft (extended version), Figure 2';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'terms',
      title: 'Terms, on any message',
      source: `${FIG2}, Rules for Servers: All Servers`,
      lines: [
        { text: 'if the message’s term > currentTerm:', rule: 'raft.term.adopt' },
        { text: '  currentTerm ← term; votedFor ← none', rule: 'raft.term.adopt' },
        { text: '  become follower', rule: 'raft.term.adopt' },
        { text: 'if it answers a question of an older term:', rule: 'raft.term.ignoreStale' },
        { text: '  ignore it', rule: 'raft.term.ignoreStale' },
      ],
    },
    {
      id: 'election',
      title: 'On election timeout',
      source: `${FIG2}, Rules for Servers: Followers, Candidates`,
      lines: [
        { text: 'if no leader was heard and no vote granted in time:', rule: 'raft.election.start' },
        { text: '  become candidate', rule: 'raft.election.start' },
        { text: '  currentTerm ← currentTerm + 1', rule: 'raft.election.start' },
        { text: '  votedFor ← self', rule: 'raft.election.start' },
        { text: '  restart the election timer with a new random wait', rule: 'raft.election.start' },
        { text: '  send RequestVote to every other server', rule: 'raft.election.start' },
      ],
    },
    {
      id: 'vote',
      title: 'On RequestVote',
      source: `${FIG2}, RequestVote RPC: Receiver; §5.4.1`,
      lines: [
        { text: 'if term < currentTerm:', rule: 'raft.vote.refuseStale' },
        { text: '  refuse, tell currentTerm', rule: 'raft.vote.refuseStale' },
        { text: 'else if votedFor is another:', rule: 'raft.vote.refuseVoted' },
        { text: '  refuse', rule: 'raft.vote.refuseVoted' },
        { text: 'else if the candidate’s (lastLogTerm, lastLogIndex) < mine:', rule: 'raft.vote.refuseLog' },
        { text: '  refuse', rule: 'raft.vote.refuseLog' },
        { text: 'else:', rule: 'raft.vote.grant' },
        { text: '  votedFor ← candidate; persist; grant', rule: 'raft.vote.grant' },
        { text: '  restart the election timer', rule: 'raft.vote.grant' },
      ],
    },
    {
      id: 'voteReply',
      title: 'On vote reply',
      source: `${FIG2}, Rules for Servers: Candidates, Leaders; §5.2, §8`,
      lines: [
        { text: 'if granted in this term and still a candidate:', rule: 'raft.vote.count' },
        { text: '  count the vote', rule: 'raft.vote.count' },
        { text: '  if a majority voted for me:', rule: 'raft.leader.begin' },
        { text: '    become leader', rule: 'raft.leader.begin' },
        { text: '    nextIndex[peer] ← last index + 1; matchIndex[peer] ← 0', rule: 'raft.leader.begin' },
        { text: '    append a no-op of my term (§8)', rule: 'raft.leader.begin' },
        { text: '    send AppendEntries to every other server', rule: 'raft.leader.begin' },
      ],
    },
    {
      id: 'heartbeat',
      title: 'On heartbeat timeout',
      source: `${FIG2}, Rules for Servers: Leaders`,
      lines: [
        { text: 'send every other server AppendEntries:', rule: 'raft.leader.heartbeat' },
        { text: '  the entries from nextIndex[peer] on, none if it has all', rule: 'raft.leader.heartbeat' },
        { text: 'restart the heartbeat timer', rule: 'raft.leader.heartbeat' },
      ],
    },
    {
      id: 'request',
      title: 'On client request',
      source: `${FIG2}, Rules for Servers: Leaders; §8`,
      lines: [
        { text: 'if not leader:', rule: 'raft.request.redirect' },
        { text: '  refuse, name the leader if known', rule: 'raft.request.redirect' },
        { text: 'else:', rule: 'raft.leader.append' },
        { text: '  append the command to the log with currentTerm', rule: 'raft.leader.append' },
        { text: '  send AppendEntries to every other server', rule: 'raft.leader.append' },
        { text: '  answer once the entry is applied', rule: 'raft.leader.answer' },
      ],
    },
    {
      id: 'append',
      title: 'On AppendEntries',
      source: `${FIG2}, AppendEntries RPC: Receiver; §5.3`,
      lines: [
        { text: 'if term < currentTerm:', rule: 'raft.append.refuseStale' },
        { text: '  refuse, tell currentTerm', rule: 'raft.append.refuseStale' },
        { text: 'follow the sender; restart the election timer', rule: 'raft.append.follow' },
        { text: 'if no entry at prevLogIndex has prevLogTerm:', rule: 'raft.append.refuseGap' },
        { text: '  refuse', rule: 'raft.append.refuseGap' },
        {
          text: 'if an entry conflicts with a new one (same index, other term):',
          rule: 'raft.append.truncate',
        },
        { text: '  delete it and all that follow', rule: 'raft.append.truncate' },
        { text: 'append the new entries that are missing; persist', rule: 'raft.append.store' },
        { text: 'if leaderCommit > commitIndex:', rule: 'raft.follower.advanceCommit' },
        { text: '  commitIndex ← min(leaderCommit, last new entry)', rule: 'raft.follower.advanceCommit' },
        { text: '  apply up to commitIndex', rule: 'raft.follower.advanceCommit' },
      ],
    },
    {
      id: 'appendReply',
      title: 'On append reply',
      source: `${FIG2}, Rules for Servers: Leaders; §5.3, §5.4.2`,
      lines: [
        { text: 'if refused:', rule: 'raft.leader.retry' },
        { text: '  nextIndex[peer] ← nextIndex[peer] − 1; send again', rule: 'raft.leader.retry' },
        { text: 'else:', rule: 'raft.leader.advanceMatch' },
        { text: '  matchIndex[peer] ← last entry it confirms', rule: 'raft.leader.advanceMatch' },
        { text: '  nextIndex[peer] ← matchIndex[peer] + 1', rule: 'raft.leader.advanceMatch' },
        { text: '  if a majority has n > commitIndex', rule: 'raft.leader.advanceCommit' },
        { text: '     and log[n].term = currentTerm:', rule: 'raft.leader.advanceCommit' },
        { text: '    commitIndex ← n', rule: 'raft.leader.advanceCommit' },
        { text: '    apply up to commitIndex', rule: 'raft.leader.advanceCommit' },
        { text: '    answer the clients whose entries are applied', rule: 'raft.leader.answer' },
      ],
    },
    {
      id: 'client',
      title: 'The client',
      source: 'Raft (extended version), §8',
      lines: [
        { text: 'ask the last known leader, one command at a time', rule: 'raft.client.ask' },
        { text: 'if refused: ask the leader it names', rule: 'raft.client.redirect' },
        { text: '  or wait a little and ask the next server', rule: 'raft.client.backOff' },
        { text: 'if answered: done', rule: 'raft.client.done' },
        { text: 'if never answered: nobody knows; try others from now on', rule: 'raft.client.giveUp' },
      ],
    },
  ],
};

export default rules;
