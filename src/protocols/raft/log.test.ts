/** Raft, section by section of the extended paper: the log, and what clients are told of it. */
import { describe, expect, it } from 'vitest';
import { toObject } from '../../protolib/map.ts';
import { simulate } from '../../testkit/simulate.ts';
import { answers, appends, refused, stored, write } from './figure2.test-data.ts';
import { entries, LoneServer } from './lone-server.test-data.ts';
import { append } from './messages.test-data.ts';
import { protocol } from './protocol.ts';
import type { AppendEntries, RaftMessage } from './state.ts';

describe('§5.3 Log replication', () => {
  const follower = (log: number[], currentTerm = 5) => new LoneServer({ currentTerm, log });

  it('entries are refused where the log is too short or has another term before them', () => {
    for (const [prevLogIndex, prevLogTerm] of [
      [3, 2],
      [2, 1],
    ] as const) {
      const s = follower([1, 2]).deliver(
        'S2',
        append({ term: 5, prevLogIndex, prevLogTerm, entries: entries([5]) }),
      );
      expect(s.sent[0]?.message).toEqual(refused(5, prevLogIndex));
      expect(s.terms).toEqual([1, 2]);
    }
  });

  it('an entry in conflict goes, and all that follow it', () => {
    const s = follower([1, 2, 2, 2]);
    s.deliver('S2', append({ term: 5, prevLogIndex: 1, prevLogTerm: 1, entries: entries([3]) }));
    expect(s.terms).toEqual([1, 3]);
    expect(s.sent[0]?.message).toEqual(stored(5, 1, 2));
    expect(s.notes.map((n) => n.id)).toEqual(['truncates', 'stores']);
  });

  it('entries that agree stay, even when an old message ends before them', () => {
    const s = follower([1, 2, 5, 5]);
    const { log } = s.durable;
    s.deliver('S2', append({ term: 5, prevLogIndex: 1, prevLogTerm: 1, entries: entries([2]) }));
    expect(s.durable.log).toBe(log);
    expect(s.sent[0]?.message).toEqual(stored(5, 1, 2));
    s.deliver('S2', append({ term: 5, prevLogIndex: 1, prevLogTerm: 1, entries: entries([2, 5, 5, 5]) }));
    expect(s.terms).toEqual([1, 2, 5, 5, 5]);
  });

  it('a follower commits no further than the message vouches for', () => {
    const s = follower([1, 2, 2, 2]);
    s.deliver('S2', append({ term: 5, prevLogIndex: 2, prevLogTerm: 2, leaderCommit: 4 }));
    expect(s.volatile.commitIndex).toBe(2);
    s.deliver('S2', append({ term: 5, prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 1 }));
    expect([s.volatile.commitIndex, s.volatile.lastApplied]).toEqual([2, 2]);
  });

  it('a refused leader goes back one entry and sends again; an answer to an older attempt moves nothing', () => {
    const s = new LoneServer({ currentTerm: 4, log: [1, 1, 4] }).elect();
    expect(s.volatile.nextIndex?.S2).toBe(4);
    s.deliver('S2', refused(5, 3));
    expect(s.volatile.nextIndex?.S2).toBe(3);
    expect(appends(s)).toMatchObject([
      { prevLogIndex: 2, prevLogTerm: 1, entries: [{ term: 4 }, { term: 5 }] },
    ]);
    expect(s.deliver('S2', refused(5, 3)).sent).toEqual([]);
    expect(s.volatile.nextIndex?.S2).toBe(3);
    s.deliver('S2', stored(5, 2, 4));
    expect([s.volatile.nextIndex?.S2, s.volatile.matchIndex?.S2]).toEqual([5, 4]);
    s.deliver('S2', stored(5, 2, 3));
    expect([s.volatile.nextIndex?.S2, s.volatile.matchIndex?.S2]).toEqual([5, 4]);
  });

  it('heartbeats carry what is missing, and nothing to those who have all', () => {
    const s = new LoneServer({ servers: 3 })
      .elect()
      .deliver('S2', stored(1, 0, 1))
      .fire('heartbeat');
    expect(s.sent.map((m) => [m.to, (m.message as AppendEntries).entries.length])).toEqual([
      ['S2', 0],
      ['S3', 1],
    ]);
    expect(s.set).toHaveProperty('heartbeat');
  });

  it('a message carries so many entries at most; the next leave when it is confirmed', () => {
    const s = new LoneServer({
      servers: 3,
      currentTerm: 1,
      log: [1, 1, 1],
      params: { maxEntries: 2 },
    }).elect();
    for (const prev of [3, 2, 1]) s.deliver('S2', refused(2, prev));
    expect(appends(s)).toMatchObject([{ prevLogIndex: 0, entries: [{ term: 1 }, { term: 1 }] }]);
    s.deliver('S2', stored(2, 0, 2));
    expect(appends(s)).toMatchObject([{ prevLogIndex: 2, entries: [{ term: 1 }, { term: 2 }] }]);
    expect(s.deliver('S2', stored(2, 2, 4)).sent).toEqual([]);
  });

  it.each([
    ['one entry at a time', { maxEntries: 1 }],
    ['a whole term at a time', { maxEntries: 2, fastBacktracking: true }],
    ['into the snapshot', { snapshotEvery: 2, fastBacktracking: true }],
  ])(
    'a refusal that comes again when all is well sets a leader back, and does not stop it: %s',
    (_, params) => {
      const ms = (n: number) => n * 1_000;
      const write = (at: number, value: number, via: string) => ({
        at: ms(at),
        node: 'C1',
        command: { type: 'write', key: 'x', value, via },
      });
      const { trace, last } = simulate(protocol, {
        nodes: { server: 3, client: 1 },
        params: {
          latency: [5_000, 5_000],
          electionTimeout: [10_000_000, 10_000_000],
          heartbeatInterval: 30_000,
          clientTimeout: 0,
          noOpOnElection: false,
          ...params,
        },
        until: ms(1_500),
        inputs: [
          { at: ms(10), fire: { node: 'S1', timer: 'election' } },
          // S3 misses three writes; then S2 leads, and S3’s first refusal is delivered twice.
          { at: ms(40), fault: { type: 'partition', groups: [['S3'], ['S1', 'S2', 'C1']], until: ms(200) } },
          ...[1, 2, 3].map((value) => write(50 + 10 * value, value, 'S1')),
          { at: ms(190), fault: { type: 'crash', node: 'S1' } },
          { at: ms(202), fault: { type: 'duplicate', from: 'S3', to: 'S2', nth: 2, by: ms(150) } },
          { at: ms(205), fire: { node: 'S2', timer: 'election' } },
          ...[4, 5, 6].map((value) => write(700 + 60 * value, value, 'S2')),
        ],
      });
      expect(trace.notes.filter((n) => n.id === 'refusesEntries').length).toBeGreaterThan(0);
      expect(trace.operations.map((o) => o.outcome)).toEqual(Array(6).fill('ok'));
      const leader = last().nodes.find((n) => n.id === 'S2')?.volatile;
      expect([leader?.nextIndex, leader?.matchIndex]).toMatchObject([{ S3: 7 }, { S3: 6 }]);
    },
  );

  const figure7: readonly (readonly [string, number[]])[] = [
    ['a', [1, 1, 1, 4, 4, 5, 5, 6, 6]],
    ['b', [1, 1, 1, 4]],
    ['c', [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6]],
    ['d', [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7]],
    ['e', [1, 1, 1, 4, 4, 4, 4]],
    ['f', [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3]],
  ];
  it.each(figure7)('Figure 7 (%s): the leader of term 8 makes the follower’s log its own', (_, log) => {
    const leader = new LoneServer({ currentTerm: 7, log: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6] }).elect();
    const peer = new LoneServer({ id: 'S2', currentTerm: 7, log });
    for (let round = 0; round < 20; round++) {
      const message = leader.sent.find((m) => m.to === 'S2')?.message;
      if (!message) break;
      const reply = peer.deliver('S1', message).sent[0]?.message as RaftMessage;
      leader.deliver('S2', reply);
    }
    expect(peer.durable.log).toEqual(leader.durable.log);
    expect(leader.volatile.matchIndex?.S2).toBe(11);
  });
});

describe('§5.4.2 Committing entries from previous terms', () => {
  it('Figure 8: an entry of an earlier term on a majority is not committed by counting', () => {
    const s = new LoneServer({ currentTerm: 3, log: [1, 2], params: { noOpOnElection: false } }).elect();
    s.deliver('S2', stored(4, 0, 2))
      .deliver('S3', stored(4, 0, 2))
      .deliver('S4', stored(4, 0, 2));
    expect(s.volatile.commitIndex).toBe(0);
    s.deliver('C1', write(1)).deliver('S2', stored(4, 2, 3));
    expect(s.volatile.commitIndex).toBe(0);
    s.deliver('S3', stored(4, 2, 3));
    expect(s.volatile.commitIndex).toBe(3);
  });

  it('the commit goes as far as a majority, not as far as the last answer', () => {
    const s = new LoneServer({ params: { noOpOnElection: false } }).elect();
    for (const seq of [1, 2, 3]) s.deliver('C1', write(seq));
    s.deliver('S2', stored(1, 0, 2)).deliver('S3', stored(1, 0, 3));
    expect(s.volatile.commitIndex).toBe(2);
    expect(s.notes).toContainEqual({ id: 'committed', fields: { index: 2 } });
  });
});

describe('§8 Clients', () => {
  it('a new leader appends a no-op of its term, unless told not to', () => {
    const s = new LoneServer({ currentTerm: 1, log: [1] }).elect();
    expect(s.terms).toEqual([1, 2]);
    expect(appends(s)[0]).toMatchObject({
      prevLogIndex: 1,
      entries: [{ term: 2, command: { type: 'noop' } }],
    });
    const quiet = new LoneServer({ log: [1], currentTerm: 1, params: { noOpOnElection: false } }).elect();
    expect(quiet.terms).toEqual([1]);
    expect(appends(quiet)[0]).toMatchObject({ prevLogIndex: 1, entries: [] });
  });

  it('a follower sends clients to the leader it knows', () => {
    const s = new LoneServer().deliver('C1', write(1));
    expect(answers(s)).toMatchObject([{ status: 'notLeader', leaderHint: null, seq: 1 }]);
    s.deliver('S3', append({ leaderId: 'S3' })).deliver('C1', write(1));
    expect(answers(s)).toMatchObject([{ status: 'notLeader', leaderHint: 'S3' }]);
    expect(s.terms).toEqual([]);
  });

  it('a leader answers when the command is applied, not before', () => {
    const s = new LoneServer().elect().deliver('C1', write(1));
    expect([answers(s), appends(s).length]).toEqual([[], 4]);
    expect(answers(s.deliver('S2', stored(1, 0, 2)))).toEqual([]);
    expect(answers(s.deliver('S3', stored(1, 0, 2)))).toMatchObject([{ status: 'ok', seq: 1 }]);
    expect(toObject(s.volatile.stateMachine)).toEqual({ x: 7 });
    s.deliver('C1', { type: 'ClientRequest', client: 'C1', seq: 2, f: 'read', key: 'x', value: null });
    s.deliver('S2', stored(1, 2, 3)).deliver('S3', stored(1, 2, 3));
    expect(answers(s)).toMatchObject([{ status: 'ok', seq: 2, value: 7 }]);
  });

  it('a leader owes no answer for entries of earlier terms, and none for those it lost', () => {
    const s = new LoneServer({ currentTerm: 1, log: [1] }).elect();
    s.deliver('S2', stored(2, 1, 2)).deliver('S3', stored(2, 1, 2));
    expect([s.volatile.lastApplied, answers(s)]).toEqual([2, []]);
    s.deliver('C1', write(1));
    const message = append({
      term: 3,
      prevLogIndex: 2,
      prevLogTerm: 2,
      entries: entries([3]),
      leaderCommit: 3,
    });
    s.deliver('S2', message);
    expect([s.terms, s.volatile.lastApplied, answers(s)]).toEqual([[1, 2, 3], 3, []]);
  });
});
