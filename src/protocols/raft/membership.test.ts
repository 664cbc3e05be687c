/** §6 of the extended paper and chapter 4 of the thesis: changes of membership. */
import { describe, expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import { isQuorum, members, quorumReaches } from './config.ts';
import { LoneServer } from './lone-server.test-data.ts';
import { append, stored, vote } from './messages.test-data.ts';
import { protocol } from './protocol.ts';
import type { EntryCommand } from './state.ts';

const three = { params: { initialMembers: 3 } };
const add = (server: string) => ({ type: 'addServer', server });
const remove = (server: string) => ({ type: 'removeServer', server });
/** A leader of term 1 that has committed its no-op. */
const ready = (setup = {}) =>
  new LoneServer(setup).elect().deliver('S2', stored(1, 1)).deliver('S3', stored(1, 1));
const config = (voters: string[], old: string[] | null = null): EntryCommand => ({
  type: 'config',
  voters,
  old,
});
const logged = (s: LoneServer) => {
  const entries: EntryCommand[] = [];
  for (const entry of s.entries) if (entry.command.type === 'config') entries.push(entry.command);
  return entries;
};

describe('§6 Quorums of two configurations', () => {
  const joint = { index: 1, voters: ['S3', 'S4', 'S5'], old: ['S1', 'S2', 'S3'] };
  const servers = ['S1', 'S2', 'S3', 'S4', 'S5'];

  it('need a majority of each, by counting every subset', () => {
    for (let bits = 0; bits < 32; bits++) {
      const agree = servers.filter((_, i) => (bits >> i) & 1);
      const count = (voters: readonly string[]) => voters.filter((v) => agree.includes(v)).length;
      expect(isQuorum(joint, agree)).toBe(count(joint.voters) >= 2 && count(joint.old) >= 2);
      const value = (id: string) => (agree.includes(id) ? 7 : 3);
      expect(quorumReaches(joint, value)).toBe(isQuorum(joint, agree) ? 7 : 3);
    }
  });

  it('half of four is not enough', () => {
    const four = { index: 0, voters: ['S1', 'S2', 'S3', 'S4'], old: null };
    expect([isQuorum(four, ['S1', 'S2']), isQuorum(four, ['S1', 'S2', 'S4'])]).toEqual([false, true]);
  });

  it('members are those of both, in the order of their names', () => {
    const { env } = new LoneServer();
    expect(members(env, { index: 1, voters: ['S4', 'S2'], old: ['S1', 'S2'] })).toEqual(['S1', 'S2', 'S4']);
  });
});

describe('thesis §4.1 One server at a time', () => {
  it('a configuration counts from when it is in the log', () => {
    const s = ready({ servers: 4 }).command(remove('S4'));
    expect(logged(s)).toEqual([config(['S1', 'S2', 'S3'])]);
    expect(s.volatile.config).toEqual({ index: 2, voters: ['S1', 'S2', 'S3'], old: null });
    expect(s.sentOf('AppendEntries').map((m) => m.to)).toEqual(['S2', 'S3']);
    expect(s.deliver('S2', stored(1, 2)).volatile.commitIndex).toBe(2);
  });

  it('a follower takes it up when it stores it, and goes back when it loses it', () => {
    const s = new LoneServer({ currentTerm: 1 });
    const entry = { index: 1, term: 1, command: config(['S1', 'S2']) };
    s.deliver('S2', append({ entries: [entry] }));
    expect(s.volatile.config.voters).toEqual(['S1', 'S2']);
    const other = { index: 1, term: 2, command: { type: 'noop' } as const };
    s.deliver('S3', append({ term: 2, leaderId: 'S3', entries: [other] }));
    expect(s.volatile.config).toMatchObject({ index: 0, voters: ['S1', 'S2', 'S3', 'S4', 'S5'] });
  });

  it('it is in force after a restart', () => {
    const s = ready({ servers: 4 }).command(remove('S4')).restart();
    expect(s.volatile.config.voters).toEqual(['S1', 'S2', 'S3']);
  });

  it('not while the change before is under way, and nothing that changes nothing', () => {
    const s = ready({ servers: 5 });
    for (const command of [add('S2'), { type: 'reconfigure', members: 'S1 S2 S3 S4 S5' }, remove('S9')])
      expect(s.command(command).notes[0]?.id).toBe('refusesChange');
    s.command(remove('S5'));
    expect(s.command(remove('S4')).notes[0]).toMatchObject({
      id: 'refusesChange',
      fields: { why: 'the change before is not committed' },
    });
  });

  it('raft-dev 2015: not before an entry of its own term is committed', () => {
    const s = new LoneServer({ servers: 4 }).elect().command(remove('S4'));
    expect(s.notes[0]).toMatchObject({ id: 'refusesChange' });
    s.deliver('S2', stored(1, 1)).deliver('S3', stored(1, 1)).command(remove('S4'));
    expect(logged(s)).toHaveLength(1);
    const broken = new LoneServer({ servers: 4, variants: ['noNoopBeforeConfig'] })
      .elect()
      .command(remove('S4'));
    expect(logged(broken)).toHaveLength(1);
  });
});

describe('thesis §4.2.1 Catching up', () => {
  it('a newcomer gets the log first and no vote; then it is added', () => {
    const s = ready(three).command(add('S4'));
    expect([logged(s), s.volatile.config.voters]).toEqual([[], ['S1', 'S2', 'S3']]);
    expect(s.sentOf('AppendEntries').map((m) => m.to)).toEqual(['S4']);
    s.deliver('S4', stored(1, 1));
    expect(logged(s)).toEqual([config(['S1', 'S2', 'S3', 'S4'])]);
  });

  it('a round that takes an election timeout is followed by another, up to ten', () => {
    const s = ready(three).command(add('S4'));
    for (let round = 1; round <= 10; round++) {
      s.deliver('C1', {
        type: 'ClientRequest',
        client: 'C1',
        seq: round,
        f: 'write',
        key: 'x',
        value: round,
      });
      expect(s.volatile.catchUp?.round).toBe(round);
      s.clock += 150_000;
      s.deliver('S4', stored(1, round));
    }
    expect([s.volatile.catchUp, logged(s), s.notes.at(-1)?.id]).toEqual([null, [], 'tooSlow']);
    expect(Object.keys(s.volatile.nextIndex ?? {})).toEqual(['S2', 'S3']);
  });

  it('a slow round in which nothing new came in is followed by one that is done at once', () => {
    const s = ready(three).command(add('S4'));
    s.clock = 400_000;
    s.deliver('S4', stored(1, 1));
    expect([s.volatile.catchUp, logged(s)]).toEqual([null, [config(['S1', 'S2', 'S3', 'S4'])]]);
  });

  it('one that does not answer at all is given up, and no other change waits for it', () => {
    const s = ready(three).command(add('S4'));
    s.clock = 1_499_999;
    expect(s.fire('heartbeat').volatile.catchUp).not.toBeNull();
    s.clock = 1_500_000;
    expect([s.fire('heartbeat').volatile.catchUp, s.notes[0]?.id]).toEqual([null, 'tooSlow']);
    expect(logged(s.command(remove('S3')))).toHaveLength(1);
  });

  it('one that never belonged does not stand', () => {
    const s = new LoneServer({ ...three, id: 'S4' }).fire('election');
    expect([s.durable.currentTerm, s.volatile.role, s.sent]).toEqual([0, 'follower', []]);
    expect(s.running.has('election')).toBe(true);
  });
});

describe('thesis §4.2.2 Removing the leader', () => {
  it('it leads until that is committed, and does not count itself', () => {
    const s = ready({ servers: 3 }).command(remove('S1'));
    s.deliver('S2', stored(1, 2));
    expect([s.volatile.role, s.volatile.commitIndex]).toEqual(['leader', 1]);
    s.deliver('S3', stored(1, 2));
    expect([s.volatile.role, s.volatile.commitIndex]).toEqual(['follower', 2]);
    expect(s.fire('election').volatile.role).toBe('follower');
  });

  it('it stands again while that is not committed: it may still be needed', () => {
    const s = ready({ servers: 3 }).command(remove('S1')).restart().fire('election');
    expect(s.volatile.role).toBe('candidate');
    s.deliver('S2', vote(2));
    expect(s.volatile.role).toBe('candidate');
    expect(s.deliver('S3', vote(2)).volatile.role).toBe('leader');
  });

  it('servers take entries and requests for votes from whoever sends them, member or not', () => {
    const s = new LoneServer(three).deliver('S5', append({ leaderId: 'S5' }));
    expect(s.volatile.leaderId).toBe('S5');
    const asked = {
      type: 'RequestVote',
      term: 2,
      candidateId: 'S4',
      lastLogIndex: 1,
      lastLogTerm: 1,
    } as const;
    expect(s.deliver('S4', asked).sent[0]?.message).toMatchObject({ granted: true });
  });
});

describe('§6, thesis §4.3 Joint consensus', () => {
  const change = { type: 'reconfigure', members: 'S1,S2 S4' };

  it('old and new together, then the new one, each when the one before is committed', () => {
    const s = ready({ servers: 4, params: { initialMembers: 3 } })
      .command(change)
      .deliver('S4', stored(1, 1));
    expect(logged(s)).toEqual([config(['S1', 'S2', 'S4'], ['S1', 'S2', 'S3'])]);
    s.deliver('S4', stored(1, 2));
    expect(s.volatile.commitIndex).toBe(1);
    s.deliver('S3', stored(1, 2));
    expect(s.volatile.commitIndex).toBe(2);
    expect(logged(s)).toHaveLength(2);
    expect(s.volatile.config).toEqual({ index: 3, voters: ['S1', 'S2', 'S4'], old: null });
  });

  it('a new leader that finds the joint one committed goes on to the new', () => {
    const { trace, last } = simulate(protocol, {
      nodes: { server: 5, client: 0 },
      params: { initialMembers: 3, latency: [10_000, 10_000], preVote: true },
      until: 1_500_000,
      inputs: [
        { at: 10_000, fire: { node: 'S1', timer: 'election' } },
        { at: 200_000, node: 'S1', command: { type: 'reconfigure', members: 'S3 S4 S5' } },
        // Gone after the joint configuration has left, before anybody could confirm it.
        { at: 285_000, fault: { type: 'crash', node: 'S1' } },
      ],
    });
    expect(trace.violations).toEqual([]);
    const voters = last().nodes.map(
      (n) => (n.volatile as { config?: { voters: string[]; old: unknown } } | null)?.config,
    );
    expect(voters.slice(2)).toEqual(
      Array(3).fill(expect.objectContaining({ voters: ['S3', 'S4', 'S5'], old: null })),
    );
  });
});
