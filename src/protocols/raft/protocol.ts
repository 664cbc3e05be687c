/** Raft: its roles, what it promises, and how its messages are told apart. */
import type { Message, Protocol } from '../../engine/api.ts';
import { behaviours } from './behaviours.ts';
import { client } from './client.ts';
import { meta } from './meta.ts';
import { properties } from './properties.ts';
import { server } from './server.ts';
import type { AppendEntries, AppendEntriesReply, RaftMessage } from './state.ts';
import { commandText, entriesText, valueText } from './words.ts';

export type * from './state.ts';

/** Indices into `meta.messages`. */
const KIND = Object.fromEntries(meta.messages.map((kind, index) => [kind.id, index])) as Readonly<
  Record<string, number>
>;

export const protocol: Protocol = {
  meta,
  roles: { server, client },
  properties,
  behaviours,

  messageKind(message) {
    const m = message as RaftMessage;
    if (m.type === 'AppendEntries' && m.entries.length === 0) return KIND.Heartbeat as number;
    if (m.type === 'AppendEntriesReply' && confirmsNothingNew(m)) return KIND.HeartbeatReply as number;
    if ((m.type === 'RequestVote' || m.type === 'RequestVoteReply') && m.pre === true)
      return KIND[m.type === 'RequestVote' ? 'PreVote' : 'PreVoteReply'] as number;
    return KIND[m.type] as number;
  },

  messageEpoch: (message: Message) => (typeof message.term === 'number' ? message.term : 0),

  messageLabel(message) {
    const m = message as RaftMessage;
    switch (m.type) {
      case 'RequestVote':
        return `term ${m.term}`;
      case 'RequestVoteReply':
        return m.granted ? 'granted' : 'refused';
      case 'AppendEntries':
        return appendLabel(m);
      case 'AppendEntriesReply':
        return m.success ? (confirmsNothingNew(m) ? '' : `stored ${m.matchIndex}`) : 'refused';
      case 'InstallSnapshot':
        return `up to ${m.snapshot.lastIncludedIndex}`;
      case 'InstallSnapshotReply':
        return `stored ${m.lastIncludedIndex}`;
      case 'TimeoutNow':
        return 'your turn';
      case 'ClientRequest':
        if (m.f === 'register') return 'register';
        return m.f === 'write' ? `${m.key}=${valueText(m.value)}` : `read ${m.key}`;
      case 'ClientReply':
        if (m.status === 'noSession') return 'no session';
        if (m.status === 'notLeader') return m.leaderHint === null ? 'not leader' : `ask ${m.leaderHint}`;
        return m.value === null ? 'done' : valueText(m.value);
    }
  },
};

export default protocol;

/** Whether a reply answers a message without entries. */
function confirmsNothingNew(reply: AppendEntriesReply): boolean {
  return reply.success && reply.matchIndex === reply.prevLogIndex;
}

function appendLabel({ entries, prevLogIndex }: AppendEntries): string {
  const [first] = entries;
  if (first === undefined) return '';
  if (entries.length === 1) return commandText(first.command);
  return entriesText(prevLogIndex + 1, prevLogIndex + entries.length);
}
