/** Raft, section by section of the extended paper: terms and elections. */
import { describe, expect, it } from 'vitest';
import { answers, appends, ask, granted, refused, stored, write } from './figure2.test-data.ts';
import { LoneServer } from './lone-server.test-data.ts';
import { append } from './messages.test-data.ts';
import type { RaftMessage } from './state.ts';

describe('§5.1 Terms', () => {
  const later: RaftMessage[] = [ask(9), granted(9), append({ term: 9 }), stored(9, 0, 0), refused(9, 0)];

  it.each(later.map((m) => [m.type, m] as const))(
    'a %s of a later term makes a leader a follower of that term',
    (_, m) => {
      const s = new LoneServer().elect().deliver('S2', m);
      expect([s.durable.currentTerm, s.volatile.role, s.volatile.nextIndex]).toEqual([9, 'follower', null]);
      expect(s.rules).toContain('raft.term.adopt');
      expect([...s.running]).toEqual(['election']);
    },
  );

  it('a later term clears the vote of the earlier one', () => {
    const s = new LoneServer({ currentTerm: 3, votedFor: 'S4' }).deliver('S2', append({ term: 4 }));
    expect(s.durable.votedFor).toBeNull();
  });

  it('a request of an earlier term is refused with the current one', () => {
    const s = new LoneServer({ currentTerm: 5 });
    expect(s.deliver('S2', ask(4)).sent).toEqual([
      { to: 'S2', message: { type: 'RequestVoteReply', term: 5, granted: false } },
    ]);
    expect(s.deliver('S2', append({ term: 4 })).sent).toEqual([{ to: 'S2', message: refused(5, 0) }]);
    expect(s.set).toEqual({});
    expect(s.volatile.leaderId).toBeNull();
  });

  it('replies of an earlier term are ignored', () => {
    const s = new LoneServer({ currentTerm: 1 }).fire('election').fire('election');
    s.deliver('S2', granted(2)).deliver('S3', granted(2)).deliver('S4', granted(2));
    expect(s.volatile.role).toBe('candidate');
    const leader = new LoneServer({ currentTerm: 4, log: [1, 1] }).elect();
    const before = leader.volatile;
    leader.deliver('S2', stored(4, 0, 2)).deliver('S3', refused(4, 2));
    expect(leader.volatile).toEqual(before);
    expect(leader.rules).toEqual(['raft.term.ignoreStale']);
  });

  it('term, vote and log survive a restart; everything else begins anew', () => {
    const s = new LoneServer()
      .elect()
      .deliver('C1', write(1))
      .deliver('S2', stored(1, 0, 2))
      .deliver('S3', stored(1, 0, 2));
    expect([s.volatile.commitIndex, s.volatile.lastApplied]).toEqual([2, 2]);
    s.restart();
    expect([s.durable.currentTerm, s.durable.votedFor, s.terms]).toEqual([1, 'S1', [1, 1]]);
    expect([s.volatile.role, s.volatile.commitIndex, s.volatile.stateMachine.size]).toEqual([
      'follower',
      0,
      0,
    ]);
  });
});

describe('§5.2 Leader election', () => {
  it('an election timeout makes a candidate of the next term that votes for itself and asks all others', () => {
    const s = new LoneServer({ currentTerm: 2, log: [1, 2] }).fire('election');
    expect([s.durable.currentTerm, s.durable.votedFor, s.volatile.role]).toEqual([3, 'S1', 'candidate']);
    expect(s.sent.map((m) => m.to)).toEqual(['S2', 'S3', 'S4', 'S5']);
    expect(s.sent[0]?.message).toEqual(ask(3, 2, 2, 'S1'));
    expect(s.set).toHaveProperty('election');
  });

  it('a majority of votes makes a leader, each server counted once', () => {
    const s = new LoneServer().fire('election').deliver('S2', granted(1)).deliver('S2', granted(1));
    expect(s.volatile.role).toBe('candidate');
    s.deliver('S3', { type: 'RequestVoteReply', term: 1, granted: false });
    expect(s.volatile.role).toBe('candidate');
    expect(s.deliver('S4', granted(1)).volatile.role).toBe('leader');
    expect([...s.running]).toEqual(['heartbeat']);
    expect(appends(s)).toHaveLength(4);
    expect(s.deliver('S5', granted(1)).sent).toEqual([]);
  });

  it('half of an even number of servers is no majority', () => {
    const s = new LoneServer({ servers: 4 }).fire('election').deliver('S2', granted(1));
    expect(s.volatile.role).toBe('candidate');
    expect(s.deliver('S3', granted(1)).volatile.role).toBe('leader');
  });

  it('one vote per term, first come first served; the same candidate may be told again', () => {
    const s = new LoneServer();
    const reply = (candidate: string) => s.deliver(candidate, ask(1, 0, 0, candidate)).sent[0]?.message;
    expect(reply('S2')).toEqual(granted(1));
    expect(reply('S3')).toMatchObject({ granted: false });
    expect(reply('S2')).toEqual(granted(1));
    expect(s.restart().deliver('S3', ask(1, 0, 0, 'S3')).sent[0]?.message).toMatchObject({ granted: false });
    expect(s.deliver('S3', ask(2, 0, 0, 'S3')).sent[0]?.message).toEqual(granted(2));
  });

  it('a candidate follows a leader of its own term', () => {
    const s = new LoneServer().fire('election').deliver('S2', append({ term: 1 }));
    expect([s.volatile.role, s.volatile.leaderId, s.volatile.votesGranted]).toEqual(['follower', 'S2', []]);
  });

  it('the election timer restarts on a granted vote and on the leader’s messages, on nothing else', () => {
    const s = new LoneServer({ currentTerm: 2, log: [2] });
    const resets = (from: string, message: RaftMessage) => 'election' in s.deliver(from, message).set;
    expect(resets('S2', ask(1, 9, 9))).toBe(false);
    expect(resets('S2', ask(3, 1, 1))).toBe(false);
    expect(resets('S3', ask(3, 2, 1, 'S3'))).toBe(true);
    expect(resets('S4', ask(3, 2, 1, 'S4'))).toBe(false);
    expect(resets('S2', append({ term: 2 }))).toBe(false);
    expect(resets('S3', append({ term: 3, leaderId: 'S3' }))).toBe(true);
    expect(resets('S3', append({ term: 3, leaderId: 'S3', prevLogIndex: 5, prevLogTerm: 3 }))).toBe(true);
    expect(resets('S5', granted(3))).toBe(false);
  });

  it('a server alone elects itself and commits by itself', () => {
    const s = new LoneServer({ servers: 1 }).fire('election');
    expect([s.volatile.role, s.volatile.commitIndex]).toEqual(['leader', 1]);
    s.deliver('C1', write(1));
    expect(answers(s)).toMatchObject([{ status: 'ok', seq: 1 }]);
  });
});

describe('§5.4.1 Election restriction', () => {
  const own = [1, 1, 3];
  const cases: readonly (readonly [number, number, boolean])[] = [
    [3, 3, true],
    [3, 4, true],
    [4, 1, true],
    [3, 2, false],
    [2, 9, false],
    [1, 3, false],
  ];
  it.each(cases)(
    'a log that ends in term %i at index %i beside one of terms 1 1 3: vote %s',
    (term, index, vote) => {
      const s = new LoneServer({ currentTerm: 4, log: own }).deliver('S2', ask(5, term, index));
      expect(s.sent[0]?.message).toEqual({ type: 'RequestVoteReply', term: 5, granted: vote });
      expect(s.durable.votedFor).toBe(vote ? 'S2' : null);
    },
  );

  it('without the rule every log will do', () => {
    const s = new LoneServer({ currentTerm: 4, log: own, variants: ['noVoteLogCheck'] }).deliver(
      'S2',
      ask(5),
    );
    expect(s.sent[0]?.message).toEqual(granted(5));
  });
});
