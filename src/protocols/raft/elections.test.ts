/** The thesis on elections: PreVote, CheckQuorum, and handing over. */
import { describe, expect, it } from 'vitest';
import { LoneServer } from './lone-server.test-data.ts';
import { append, ask, request, stored, vote } from './messages.test-data.ts';

const preVote = { params: { preVote: true } };
const TIMEOUT = 150_000;

describe('thesis §9.6 PreVote', () => {
  it('who loses patience asks about the next term, and begins none', () => {
    const s = new LoneServer({ ...preVote, currentTerm: 2, votedFor: 'S3', log: [1, 2] }).fire('election');
    expect([s.durable.currentTerm, s.durable.votedFor, s.volatile.role]).toEqual([2, 'S3', 'preCandidate']);
    expect(s.sent.map((m) => m.to)).toEqual(['S2', 'S3', 'S4', 'S5']);
    expect(s.sent[0]?.message).toEqual(
      ask({ term: 3, candidateId: 'S1', lastLogIndex: 2, lastLogTerm: 2, pre: true }),
    );
  });

  it('a majority that would vote lets it begin; each counts once, and no real vote counts here', () => {
    const s = new LoneServer(preVote).fire('election');
    s.deliver('S2', vote(1, { pre: true })).deliver('S2', vote(1, { pre: true }));
    s.deliver('S3', vote(0, { granted: false, pre: true }));
    expect([s.volatile.role, s.durable.currentTerm]).toEqual(['preCandidate', 0]);
    s.deliver('S4', vote(1, { pre: true }));
    expect([s.volatile.role, s.durable.currentTerm, s.durable.votedFor]).toEqual(['candidate', 1, 'S1']);
    expect(s.volatile.votesGranted).toEqual(['S1']);
    expect(s.sentOf('RequestVote')[0]?.message.pre).toBeUndefined();
  });

  it('the voter changes nothing: neither term nor vote nor timer', () => {
    const s = new LoneServer({ ...preVote, currentTerm: 2, votedFor: 'S3' });
    const { durable } = s;
    s.deliver('S4', ask({ term: 3, candidateId: 'S4', pre: true }));
    expect(s.sent[0]?.message).toEqual(vote(3, { pre: true }));
    expect([s.durable, s.set, s.volatile.role]).toEqual([durable, {}, 'follower']);
  });

  it('says no with its own term to a log that is behind, to an earlier term, and while it hears a leader', () => {
    const no = vote(5, { granted: false, pre: true });
    const s = new LoneServer({ ...preVote, currentTerm: 5, log: [1, 5] });
    expect(s.deliver('S4', ask({ term: 6, lastLogTerm: 4, pre: true })).sent[0]?.message).toEqual(no);
    expect(s.deliver('S4', ask({ term: 4, pre: true })).sent[0]?.message).toEqual(no);
    s.deliver('S2', append({ term: 5 }));
    s.clock += TIMEOUT - 1;
    expect(s.deliver('S4', ask({ term: 6, pre: true })).sent[0]?.message).toEqual(no);
    s.clock += 1;
    expect(s.deliver('S4', ask({ term: 6, pre: true })).sent[0]?.message).toEqual(vote(6, { pre: true }));
  });

  it('a refusal carries the voter’s real term, which is adopted; a yes carries one that nobody has begun', () => {
    const s = new LoneServer(preVote).fire('election').deliver('S2', vote(1, { pre: true }));
    expect(s.durable.currentTerm).toBe(0);
    s.deliver('S3', vote(4, { granted: false, pre: true }));
    expect([s.durable.currentTerm, s.volatile.role]).toEqual([4, 'follower']);
  });

  it('a leader would not vote for anybody', () => {
    const s = new LoneServer(preVote).fire('election').deliver('S2', vote(1, { pre: true }));
    s.deliver('S3', vote(1, { pre: true }))
      .deliver('S2', vote(1))
      .deliver('S3', vote(1));
    expect(s.volatile.role).toBe('leader');
    expect(s.deliver('S5', ask({ term: 2, pre: true })).sent[0]?.message).toMatchObject({ granted: false });
  });
});

describe('thesis §6.2 and §4.2.3 CheckQuorum', () => {
  const checks = { params: { checkQuorum: true } };

  it('a leader that a majority answered leads on, whatever the answers said', () => {
    const s = new LoneServer(checks).elect();
    expect(s.running.has('quorum')).toBe(true);
    s.deliver('S2', stored(1, 1))
      .deliver('S3', { ...stored(1, 0), success: false })
      .fire('quorum');
    expect([s.volatile.role, s.volatile.answered, s.running.has('quorum')]).toEqual(['leader', [], true]);
  });

  it('one that no majority answered since the last look steps down, in its term', () => {
    const s = new LoneServer(checks)
      .elect()
      .deliver('S2', stored(1, 1))
      .deliver('S3', stored(1, 1))
      .fire('quorum');
    s.deliver('S2', stored(1, 1)).fire('quorum');
    expect([s.volatile.role, s.durable.currentTerm, s.volatile.leaderId]).toEqual(['follower', 1, null]);
    expect([...s.running]).toEqual(['election']);
  });

  it('whoever hears a leader ignores a RequestVote and its term, and no longer than an election timeout', () => {
    const s = new LoneServer({ ...checks, currentTerm: 1 }).deliver('S2', append());
    s.clock = TIMEOUT - 1;
    expect(s.deliver('S4', ask({ term: 9 })).sent).toEqual([]);
    expect(s.durable.currentTerm).toBe(1);
    expect(s.deliver('S4', ask({ term: 0 })).sent[0]?.message).toEqual(vote(1, { granted: false }));
    s.clock = TIMEOUT;
    expect(s.deliver('S4', ask({ term: 9 })).sent[0]?.message).toEqual(vote(9));
  });

  it('a leader of an earlier term is answered all the same, so that nobody stays stuck in a later one', () => {
    const s = new LoneServer({ ...checks, currentTerm: 4 }).deliver('S2', append({ term: 3 }));
    expect(s.sent[0]?.message).toMatchObject({ type: 'AppendEntriesReply', term: 4, success: false });
  });

  it('after a restart it gives no vote for an election timeout: it may have heard a leader just before', () => {
    const s = new LoneServer(checks).restart();
    expect(s.deliver('S4', ask()).sent).toEqual([]);
    s.clock = TIMEOUT;
    expect(s.deliver('S4', ask()).sent).toHaveLength(1);
  });
});

describe('thesis §3.10 Leadership transfer', () => {
  const toS3 = { type: 'transfer', to: 'S3' };
  const leader = (params = {}) => new LoneServer({ params }).elect();

  it('the target is brought up to date first, then told to stand', () => {
    const s = leader().command(toS3);
    expect(s.sentOf('TimeoutNow')).toEqual([]);
    expect(s.sentOf('AppendEntries').map((m) => m.to)).toEqual(['S3']);
    s.deliver('S3', stored(1, 1));
    expect(s.sentOf('TimeoutNow').map((m) => m.to)).toEqual(['S3']);
    expect(s.deliver('S3', stored(1, 1)).sentOf('TimeoutNow')).toEqual([]);
  });

  it('requests are refused meanwhile, and accepted again when nobody took over within an election timeout', () => {
    const s = leader().command(toS3);
    expect(s.set.transfer).toBe(TIMEOUT);
    expect(s.deliver('C1', request()).sentOf('ClientReply')[0]?.message.status).toBe('notLeader');
    expect(s.terms).toEqual([1]);
    s.fire('transfer').deliver('C1', request());
    expect(s.terms).toEqual([1, 1]);
  });

  it('no change of members begins meanwhile, and one that is ready waits until nobody took over', () => {
    const s = leader({ initialMembers: 3 })
      .deliver('S2', stored(1, 1))
      .command({ type: 'addServer', server: 'S4' });
    s.command(toS3).deliver('S4', stored(1, 1));
    expect([s.terms, s.volatile.catchUp?.servers]).toEqual([[1], ['S4']]);
    expect(s.fire('transfer').volatile.config.voters).toEqual(['S1', 'S2', 'S3', 'S4']);
    const t = leader().deliver('S2', stored(1, 1)).deliver('S4', stored(1, 1)).command(toS3);
    expect(t.command({ type: 'removeServer', server: 'S5' }).notes[0]).toMatchObject({
      id: 'refusesChange',
      fields: { why: 'it is handing over' },
    });
    expect(t.terms).toEqual([1]);
  });

  it('the target stands at once, though it asks first otherwise, and voters listen though they hear the leader', () => {
    const target = new LoneServer({ id: 'S3', params: { preVote: true, checkQuorum: true } });
    target.deliver('S1', append({ leaderId: 'S1' }));
    target.deliver('S1', { type: 'TimeoutNow', term: 1, leaderId: 'S1' });
    expect([target.volatile.role, target.durable.currentTerm]).toEqual(['candidate', 2]);
    const asked = target.sentOf('RequestVote')[0]?.message;
    expect(asked?.transfer).toBe(true);
    const voter = new LoneServer({ id: 'S4', params: { checkQuorum: true } });
    voter.deliver('S1', append({ leaderId: 'S1' }));
    expect(voter.deliver('S3', asked as never).sent[0]?.message).toEqual(vote(2));
  });

  it('not by a server that does not lead, not to itself, not to one without a vote', () => {
    expect(new LoneServer().command(toS3).notes[0]).toMatchObject({ id: 'refusesTransfer' });
    const s = leader({ initialMembers: 3 });
    for (const to of ['S1', 'S4']) {
      expect(s.command({ type: 'transfer', to }).notes[0]).toMatchObject({
        id: 'refusesTransfer',
        fields: { to },
      });
    }
    expect(s.volatile.transfer).toBeNull();
  });

  it('a request to stand from an earlier term moves nobody', () => {
    const s = new LoneServer({ currentTerm: 3 }).deliver('S2', {
      type: 'TimeoutNow',
      term: 2,
      leaderId: 'S2',
    });
    expect([s.durable.currentTerm, s.volatile.role]).toEqual([3, 'follower']);
  });
});
