/** Servers that lie. Raft was not made for them: it assumes that servers fail by stopping (§2), and one liar undoes it. */
import type { Behaviour, NodeId, Occasion } from '../../engine/api.ts';
import { resetElectionTimer } from './follower.ts';
import type { AppendEntries, RaftMessage, RequestVote, ServerDurable, ServerVolatile } from './state.ts';
import { entriesText } from './words.ts';

type ServerBehaviour = Behaviour<ServerDurable, ServerVolatile>;

/** Grants every vote it is asked for in its term, whomever it has voted for, and whatever the log. */
const votesForAll: ServerBehaviour = {
  // What asks for a vote in its own term it answers itself; of a higher one the honest server hears first.
  hears: (ctx, occasion) => heard(occasion, 'RequestVote')?.term !== ctx.durable.currentTerm,
  act(ctx, occasion) {
    const asked = heard(occasion, 'RequestVote') as RequestVote | null;
    if (asked === null || asked.term < ctx.durable.currentTerm) return;
    const candidate = sender(occasion);
    if (ctx.durable.votedFor !== candidate) ctx.note('votesAgain', { candidate, term: asked.term });
    const reply: RaftMessage = { type: 'RequestVoteReply', term: asked.term, granted: true };
    ctx.outbox = [{ to: candidate, message: reply }];
  },
};

/** Confirms every entry it is sent, and keeps none of them. */
const claimsToStore: ServerBehaviour = {
  hears: (ctx, occasion) => entriesFor(ctx.durable.currentTerm, occasion) === null,
  act(ctx, occasion) {
    const sent = entriesFor(ctx.durable.currentTerm, occasion);
    if (sent === null) return;
    const { term, prevLogIndex, entries } = sent;
    const matchIndex = prevLogIndex + entries.length;
    ctx.volatile.leaderId = sent.leaderId;
    resetElectionTimer(ctx);
    ctx.note('claimsToStore', { entries: entriesText(prevLogIndex + 1, matchIndex) });
    const reply: RaftMessage = { type: 'AppendEntriesReply', term, success: true, prevLogIndex, matchIndex };
    ctx.send(sender(occasion), reply);
  },
};

export const behaviours: Readonly<Record<string, Behaviour>> = {
  votesForAll: votesForAll as Behaviour,
  claimsToStore: claimsToStore as Behaviour,
};

function heard(
  occasion: Occasion,
  type: 'RequestVote' | 'AppendEntries',
): RequestVote | AppendEntries | null {
  if (occasion.type !== 'message' || occasion.message.type !== type) return null;
  return occasion.message as RequestVote | AppendEntries;
}

function sender(occasion: Occasion): NodeId {
  return occasion.type === 'message' ? occasion.from : '';
}

/** Entries of the term it is in. Of a higher one the honest server hears first. */
function entriesFor(currentTerm: number, occasion: Occasion): AppendEntries | null {
  const append = heard(occasion, 'AppendEntries') as AppendEntries | null;
  return append !== null && append.term === currentTerm && append.entries.length > 0 ? append : null;
}
