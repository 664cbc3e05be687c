/** §7 of the extended paper: log compaction; and what else is about the log: backtracking, batching, probing. */
import { describe, expect, it } from 'vitest';
import { from } from '../../protolib/list.ts';
import { toObject } from '../../protolib/map.ts';
import { soundLog } from './log.ts';
import { entries, LoneServer } from './lone-server.test-data.ts';
import { append, ask, install, refused, request, stored } from './messages.test-data.ts';

/** A leader whose log of three entries (no-op, x=7, x=8) is applied and compacted. */
function compacted(): LoneServer {
  const s = new LoneServer({ servers: 3, params: { snapshotEvery: 3 } }).elect();
  s.deliver('C1', request({ seq: 1 })).deliver('C1', request({ seq: 2, value: 8 }));
  return s.deliver('S2', stored(1, 3)).fire('snapshot');
}

describe('§7 Taking a snapshot', () => {
  it('stands for all that is applied, and the entries go', () => {
    const s = compacted();
    expect([s.terms, s.durable.snapshot]).toEqual([
      [],
      {
        lastIncludedIndex: 3,
        lastIncludedTerm: 1,
        config: { index: 0, voters: ['S1', 'S2', 'S3'], old: null },
        stateMachine: { x: 8 },
        sessions: {},
      },
    ]);
  });

  it('only what is applied goes', () => {
    const s = new LoneServer({ servers: 3, params: { snapshotEvery: 1 } })
      .elect()
      .deliver('S2', stored(1, 1));
    s.deliver('C1', request()).fire('snapshot');
    expect([s.durable.snapshot?.lastIncludedIndex, s.terms]).toEqual([1, [1]]);
  });

  it('has the members of its last entry, not those of entries that may yet be lost', () => {
    const s = new LoneServer({ servers: 3, params: { snapshotEvery: 1 } })
      .elect()
      .deliver('S2', stored(1, 1));
    s.command({ type: 'removeServer', server: 'S3' }).fire('snapshot');
    expect(s.durable.snapshot?.config.voters).toEqual(['S1', 'S2', 'S3']);
    expect(s.volatile.config.voters).toEqual(['S1', 'S2']);
  });

  it('a restart begins with it', () => {
    const s = compacted().restart();
    expect([s.volatile.lastApplied, s.volatile.commitIndex, toObject(s.volatile.stateMachine)]).toEqual([
      3,
      3,
      { x: 8 },
    ]);
  });

  it('its last entry still counts for votes and for what comes next', () => {
    const s = compacted().restart();
    expect(s.deliver('S2', ask({ term: 2, lastLogTerm: 1, lastLogIndex: 2 })).sent[0]?.message).toMatchObject(
      { granted: false },
    );
    const next = append({
      term: 2,
      prevLogIndex: 3,
      prevLogTerm: 1,
      entries: [{ index: 4, term: 2, command: { type: 'noop' } }],
    });
    expect(s.deliver('S2', next).sent[0]?.message).toMatchObject({ success: true, matchIndex: 4 });
  });
});

describe('Figure 13 InstallSnapshot', () => {
  it('goes to a follower whose next entry is gone', () => {
    const s = compacted();
    const behind = new LoneServer({ servers: 3, params: { snapshotEvery: 3 } });
    behind.durable = s.durable;
    behind.restart().elect();
    const term = behind.durable.currentTerm;
    behind.deliver('S3', refused(term, 3, null, 1));
    expect(behind.sentOf('InstallSnapshot').map((m) => [m.to, m.message.snapshot.lastIncludedIndex])).toEqual(
      [['S3', 3]],
    );
    behind.deliver('S3', { type: 'InstallSnapshotReply', term, lastIncludedIndex: 3 });
    expect([behind.volatile.matchIndex?.S3, behind.volatile.nextIndex?.S3]).toEqual([3, 4]);
    expect(behind.sentOf('AppendEntries')[0]?.message).toMatchObject({
      prevLogIndex: 3,
      entries: [{ index: 4 }],
    });
  });

  it('of an earlier term is refused with the current one', () => {
    const s = new LoneServer({ currentTerm: 5 }).deliver('S2', install(4));
    expect(s.sent[0]?.message).toEqual({ type: 'InstallSnapshotReply', term: 5, lastIncludedIndex: 3 });
    expect([s.durable.snapshot, s.volatile.leaderId]).toEqual([null, null]);
  });

  it('takes the place of the whole log, unless that has its last entry: then what follows is kept', () => {
    const other = new LoneServer({ currentTerm: 2, log: [1, 1, 2, 2] }).deliver('S2', install(2));
    expect([other.terms, other.volatile.lastApplied, toObject(other.volatile.stateMachine)]).toEqual([
      [],
      3,
      { x: 3 },
    ]);
    const same = new LoneServer({ currentTerm: 2, log: [1, 1, 1, 2] }).deliver('S2', install(2));
    expect([same.terms, same.entries[0]?.index, same.volatile.commitIndex]).toEqual([[2], 4, 3]);
  });

  it('brings members and sessions along', () => {
    const sessions = { 2: { client: 'C1', seq: 4, value: null, usedAt: 3 } };
    const config = { index: 1, voters: ['S1', 'S2'], old: null };
    const s = new LoneServer().deliver('S2', install(1, { sessions, config }));
    expect([s.volatile.sessions, s.volatile.config]).toEqual([sessions, config]);
  });

  it('one that brings nothing new takes nothing back', () => {
    const s = new LoneServer({ currentTerm: 1, log: [1, 1, 1, 1] }).deliver(
      'S2',
      append({ prevLogIndex: 4, prevLogTerm: 1, leaderCommit: 4 }),
    );
    const { stateMachine } = s.volatile;
    s.deliver('S2', install(1));
    expect([s.durable.snapshot, s.volatile.lastApplied, s.volatile.stateMachine]).toEqual([
      null,
      4,
      stateMachine,
    ]);
    expect(s.sent[0]?.message).toMatchObject({ lastIncludedIndex: 3 });
  });

  it('entries that a snapshot stands for are passed over', () => {
    const s = new LoneServer().deliver('S2', install(1));
    s.deliver('S2', append({ prevLogIndex: 1, prevLogTerm: 1, entries: entries([1, 1, 1, 1]).slice(1) }));
    expect([s.terms, s.entries[0]?.index, s.sent[0]?.message]).toMatchObject([
      [1],
      4,
      { success: true, matchIndex: 4 },
    ]);
  });
});

describe('a log that a cut write left beside its snapshot', () => {
  const { snapshot } = install(1);
  const at = (...indexes: number[]) =>
    from(indexes.map((index) => ({ index, term: 1, command: { type: 'noop' } as const })));
  const indexes = (...log: number[]) => [...soundLog({ snapshot, log: at(...log) }).tail].map((e) => e.index);

  it('loses what the snapshot stands for, and what comes after a gap', () => {
    expect(indexes(4, 5)).toEqual([4, 5]);
    expect(indexes(1, 2, 3, 4, 5)).toEqual([4, 5]);
    expect(indexes(4, 2, 3, 5, 6)).toEqual([4, 5, 6]);
    expect(indexes(4, 6)).toEqual([4]);
    expect(indexes(5)).toEqual([]);
  });
});

describe('§5.3 Skipping a term at a time', () => {
  const fast = { params: { fastBacktracking: true } };

  it('the follower tells the term in conflict and where that begins, or where its log ends', () => {
    const s = new LoneServer({ ...fast, currentTerm: 5, log: [1, 2, 2, 2] });
    const conflict = (prevLogIndex: number) =>
      s.deliver('S2', append({ term: 5, prevLogIndex, prevLogTerm: 4 })).sent[0]?.message;
    expect(conflict(4)).toMatchObject({ conflictTerm: 2, conflictIndex: 2 });
    expect(conflict(9)).toMatchObject({ conflictTerm: null, conflictIndex: 5 });
  });

  it('the leader goes on after its own last entry of that term, or where the follower’s begins', () => {
    const leader = () => new LoneServer({ ...fast, currentTerm: 5, log: [1, 2, 2, 4, 4, 5] }).elect();
    const next = (conflictTerm: number | null, conflictIndex: number) =>
      leader().deliver('S2', refused(6, 6, conflictTerm, conflictIndex)).volatile.nextIndex?.S2;
    expect(next(2, 2)).toBe(4);
    expect(next(3, 3)).toBe(3);
    expect(next(null, 2)).toBe(2);
    expect(next(1, 1)).toBe(2);
  });
});

describe('thesis §10.2.2 Batching, §3.5 probing', () => {
  it('commands that come within the delay leave in one message', () => {
    const s = new LoneServer({ servers: 3, params: { batchDelay: 10_000 } })
      .elect()
      .deliver('S2', stored(1, 1))
      .deliver('S3', stored(1, 1));
    expect(s.deliver('C1', request({ seq: 1 })).set).toEqual({ batch: 10_000 });
    expect([s.deliver('C1', request({ seq: 2 })).set, s.sent]).toEqual([{}, []]);
    expect(
      s
        .fire('batch')
        .sentOf('AppendEntries')
        .map((m) => [m.to, m.message.entries.length]),
    ).toEqual([
      ['S2', 2],
      ['S3', 2],
    ]);
  });

  it('until the logs are known to agree messages bear no entries', () => {
    const s = new LoneServer({ servers: 3, currentTerm: 1, log: [1, 1], params: { probe: true } }).elect();
    expect(s.sentOf('AppendEntries').map((m) => m.message.entries.length)).toEqual([0, 0]);
    s.deliver('S2', { ...stored(2, 2), prevLogIndex: 2 });
    expect(s.sentOf('AppendEntries')[0]).toMatchObject({
      to: 'S2',
      message: { prevLogIndex: 2, entries: [{ index: 3 }] },
    });
  });
});
