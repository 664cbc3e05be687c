/** Thesis §6.3 and §6.4: sessions, and reads that make no entry. */
import { describe, expect, it } from 'vitest';
import { toObject } from '../../protolib/map.ts';
import { LoneServer } from './lone-server.test-data.ts';
import { append, request, stored } from './messages.test-data.ts';

const read = (seq = 1) => request({ seq, f: 'read', value: null });
const answers = (s: LoneServer) =>
  s.sentOf('ClientReply').map(({ message }) => [message.seq, message.status, message.value]);
const rounds = (s: LoneServer) => s.sentOf('AppendEntries').map(({ message }) => message.round);

describe('thesis §6.4 ReadIndex', () => {
  const leader = () => new LoneServer({ servers: 3, params: { reads: 'readIndex' } }).elect();

  it('a read waits until an entry of the leader’s own term is committed', () => {
    const s = leader().deliver('C1', read());
    expect([answers(s), s.volatile.reading?.waiting[0]?.readIndex]).toEqual([[], null]);
    s.deliver('S2', stored(1, 1, 1));
    expect([answers(s), s.volatile.reading?.waiting[0]?.readIndex]).toEqual([[], 1]);
    expect(rounds(s)).toEqual([2, 2]);
    expect(answers(s.deliver('S2', stored(1, 1, 2)))).toEqual([[1, 'ok', null]]);
  });

  it('only a round that was sent after the question counts, and it makes no entry', () => {
    const s = leader()
      .deliver('S2', stored(1, 1, 1))
      .deliver('C1', read());
    expect(rounds(s)).toEqual([2, 2]);
    expect(answers(s.deliver('S3', stored(1, 1, 1)))).toEqual([]);
    expect(answers(s.deliver('S2', stored(1, 1, 2)))).toEqual([[1, 'ok', null]]);
    expect(s.terms).toEqual([1]);
  });

  it('a later round will do, and a refusal is an answer too', () => {
    const s = leader()
      .deliver('S2', stored(1, 1, 1))
      .deliver('C1', read())
      .fire('heartbeat');
    expect(rounds(s)).toEqual([3, 3]);
    expect(answers(s.deliver('S3', { ...stored(1, 0, 3), success: false }))).toEqual([[1, 'ok', null]]);
  });

  it('a leader that is deposed sends its readers elsewhere', () => {
    const s = leader()
      .deliver('S2', stored(1, 1, 1))
      .deliver('C1', read());
    s.deliver('S3', append({ term: 2, leaderId: 'S3' }));
    expect(answers(s)).toEqual([[1, 'notLeader', null]]);
  });

  it('the follower repeats the round', () => {
    const s = new LoneServer().deliver('S2', append({ round: 4 }));
    expect(s.sent[0]?.message).toMatchObject({ round: 4 });
  });
});

describe('thesis §6.4.1 Leases', () => {
  const TIMEOUT = 150_000;
  const leader = (params = {}, variants: string[] = []) =>
    new LoneServer({ servers: 3, params: { reads: 'lease', ...params }, variants })
      .elect()
      .deliver('S2', stored(1, 1, 1));

  it('counts from when the round was sent, and no longer than the shortest election timeout', () => {
    const s = leader();
    s.clock = 40_000;
    s.fire('heartbeat');
    s.clock = 60_000;
    s.deliver('S2', stored(1, 1, 2));
    s.clock = 40_000 + TIMEOUT - 1;
    expect(answers(s.deliver('C1', read(1)))).toEqual([[1, 'ok', null]]);
    s.clock += 1;
    expect(answers(s.deliver('C1', read(2)))).toEqual([]);
    expect(s.volatile.reading?.waiting).toHaveLength(1);
  });

  it('is shorter by the drift it allows for, unless that rule is broken', () => {
    const half = { clockDrift: 1_000_000 };
    const at = (s: LoneServer, clock: number) => {
      s.clock = clock;
      return answers(s.deliver('C1', read())).length;
    };
    expect([at(leader(half), 74_999), at(leader(half), 75_000)]).toEqual([1, 0]);
    expect(at(leader(half, ['leaseClock']), 149_999)).toBe(1);
  });

  it('ends with a handover, and is gone for good once the target was told to stand', () => {
    const s = leader().command({ type: 'transfer', to: 'S3' });
    expect(s.volatile.reading?.leaseEnd).toBe(0);
    s.deliver('S3', stored(1, 1, 1));
    expect(s.volatile.reading?.leaseEnd).toBeNull();
    s.fire('transfer').fire('heartbeat');
    s.deliver('S2', stored(1, 1, 2));
    expect([s.volatile.reading?.leaseEnd, answers(s.deliver('C1', read()))]).toEqual([null, []]);
  });

  it('nobody who hears the leader votes or stands, whatever its hand is forced to', () => {
    const s = new LoneServer({ params: { reads: 'lease' } }).deliver('S2', append());
    expect(s.fire('election').volatile.role).toBe('follower');
    expect(s.set).toHaveProperty('election');
    s.clock = TIMEOUT;
    expect(s.fire('election').volatile.role).toBe('candidate');
  });
});

describe('thesis §6.3 Sessions', () => {
  /** A server alone, which commits at once. */
  const alone = (params = {}, variants: string[] = []) =>
    new LoneServer({ servers: 1, params: { sessions: true, ...params }, variants }).fire('election');
  const write = (session: number, seq: number, value: number) => request({ session, seq, value });
  const store = (s: LoneServer) => toObject(s.volatile.stateMachine);

  it('a session is opened by an entry and bears its index', () => {
    const s = alone().deliver('C1', request({ f: 'register', seq: 0 }));
    expect([answers(s), Object.keys(s.volatile.sessions)]).toEqual([[[0, 'ok', 2]], ['2']]);
  });

  it('a command that comes again changes nothing and gets the old answer; an older one gets none', () => {
    const s = alone().deliver('C1', request({ f: 'register', seq: 0 }));
    s.deliver('C1', write(2, 1, 5)).deliver('C1', request({ session: 2, seq: 2, f: 'read', value: null }));
    expect(answers(s)).toEqual([[2, 'ok', 5]]);
    s.deliver('C2', request({ client: 'C2', seq: 1, value: 9 }));
    s.deliver('C1', request({ session: 2, seq: 2, f: 'read', value: null }));
    expect(answers(s)).toEqual([[2, 'ok', 5]]);
    expect([answers(s.deliver('C1', write(2, 1, 5))), store(s)]).toEqual([[], { x: 9 }]);
    const broken = alone({}, ['noDedup']).deliver('C1', request({ f: 'register', seq: 0 }));
    broken
      .deliver('C1', write(2, 1, 5))
      .deliver('C1', write(2, 2, 6))
      .deliver('C1', write(2, 1, 5));
    expect(store(broken)).toEqual({ x: 5 });
  });

  it('of too many the one unused for longest expires, and its commands are not applied', () => {
    const s = alone({ maxSessions: 2 });
    for (const client of ['C1', 'C2']) s.deliver(client, request({ client, f: 'register', seq: 0 }));
    s.deliver('C1', write(2, 1, 5)).deliver('C3', request({ client: 'C3', f: 'register', seq: 0 }));
    expect(Object.keys(s.volatile.sessions)).toEqual(['2', '5']);
    s.deliver('C2', request({ client: 'C2', session: 3, seq: 1, value: 6 }));
    expect([s.sentOf('ClientReply')[0]?.message.status, store(s)]).toEqual(['noSession', { x: 5 }]);
  });

  it('all of it comes back with a restart', () => {
    const s = alone({ snapshotEvery: 1 })
      .deliver('C1', request({ f: 'register', seq: 0 }))
      .deliver('C1', write(2, 1, 5));
    const { sessions } = s.fire('snapshot').volatile;
    expect(s.restart().volatile.sessions).toEqual(sessions);
  });
});
