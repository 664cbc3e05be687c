import { describe, expect, it } from 'vitest';
import type { Input, Protocol, Role } from '../../engine/api.ts';
import { K } from '../../engine/trace.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';
import { simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import type { RaftMessage } from './state.ts';

const elect = (at: number, node: string): Input => ({ at, fire: { node, timer: 'election' } });
const write = (at: number, value: number, via?: string): Input => ({
  at,
  node: 'C1',
  command: { type: 'write', key: 'x', value, ...(via ? { via } : {}) },
});
const read = (at: number): Input => ({ at, node: 'C1', command: { type: 'read', key: 'x' } });

function run(spec: PartialSpec) {
  const result = simulate(
    protocol,
    { nodes: { server: 3, client: 1 }, until: 600_000, ...spec },
    { bodies: true },
  );
  const { trace } = result;
  const { columns } = trace;
  const outcomes = trace.operations.map((o) => [o.f, o.value ?? o.result ?? null, o.outcome]);
  const asked: string[] = [];
  for (let row = 0; row < trace.rows; row++) {
    const node = trace.nodes[columns.node[row] as number];
    if (columns.kind[row] === K.send && node?.role === 'client') {
      asked.push(trace.nodes[columns.peer[row] as number]?.id ?? '');
    }
  }
  return { ...result, outcomes, asked, notes: trace.notes.filter((n) => n.node === 'C1').map((n) => n.id) };
}

describe('§8 the client', () => {
  it('asks the first server, follows the hint, and remembers the leader', () => {
    const { outcomes, asked, notes } = run({
      inputs: [elect(5_000, 'S3'), write(150_000, 1), write(300_000, 2)],
    });
    expect(outcomes).toEqual([
      ['write', 1, 'ok'],
      ['write', 2, 'ok'],
    ]);
    expect(asked).toEqual(['S1', 'S3', 'S3']);
    expect(notes).toEqual(['redirected', 'told', 'told']);
  });

  it('finds nothing under a key that only looks familiar', () => {
    for (const key of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const readKey: Input = { at: 200_000, node: 'C1', command: { type: 'read', key } };
      const { trace } = run({ inputs: [elect(5_000, 'S1'), readKey] });
      expect(trace.operations.map((o) => [o.outcome, o.result])).toEqual([['ok', null]]);
    }
    const writeKey: Input = {
      at: 150_000,
      node: 'C1',
      command: { type: 'write', key: '__proto__', value: 4 },
    };
    const readKey: Input = { at: 300_000, node: 'C1', command: { type: 'read', key: '__proto__' } };
    const { trace } = run({ inputs: [elect(5_000, 'S1'), writeKey, readKey] });
    expect(trace.operations[1]).toMatchObject({ outcome: 'ok', result: 4 });
  });

  it('goes by way of the server it is given first', () => {
    const { asked } = run({ inputs: [elect(5_000, 'S3'), write(150_000, 1, 'S2')] });
    expect(asked).toEqual(['S2', 'S3']);
  });

  it('takes the second copy of a refusal for what it is', () => {
    const duplicate: Input = { at: 100_000, fault: { type: 'duplicate', from: 'S1', to: 'C1', by: 3_000 } };
    const { asked, notes } = run({ inputs: [elect(5_000, 'S3'), duplicate, write(150_000, 1)] });
    expect(asked).toEqual(['S1', 'S3']);
    expect(notes).toEqual(['redirected', 'told']);
  });

  it('runs one command at a time, in order; the others wait', () => {
    const { trace, outcomes } = run({
      inputs: [elect(5_000, 'S1'), write(100_000, 1), write(101_000, 2), read(102_000)],
    });
    expect(outcomes).toEqual([
      ['write', 1, 'ok'],
      ['write', 2, 'ok'],
      ['read', 2, 'ok'],
    ]);
    const [a, b, c] = trace.operations;
    expect(b?.invokeRow).toBeGreaterThan(a?.replyRow as number);
    expect(c?.invokeRow).toBeGreaterThan(b?.replyRow as number);
  });

  it('goes round the servers while nobody leads, with a pause each time, even where messages take no time', () => {
    const { trace, asked, outcomes } = run({
      params: { latency: [0, 0], electionTimeout: [300_000, 300_000], clientTimeout: 0 },
      inputs: [write(10_000, 1)],
    });
    expect(asked.slice(0, 4)).toEqual(['S1', 'S2', 'S3', 'S1']);
    const backoffs = trace.notes.filter((n) => n.id === 'backsOff').length;
    expect(backoffs).toBeGreaterThan(5);
    expect(backoffs).toBeLessThanOrEqual(Math.ceil(600_000 / 30_000));
    expect(outcomes).toHaveLength(1);
  });

  it('servers that name each other as leader do not make it spin, though messages take no time', () => {
    const mutual: Role<object, object, RaftMessage> = {
      durable: () => ({}),
      volatile: () => ({}),
      message(ctx, from, message) {
        if (message.type !== 'ClientRequest') return;
        const leaderHint = ctx.id === 'S1' ? 'S2' : 'S1';
        ctx.send(from, {
          type: 'ClientReply',
          seq: message.seq,
          status: 'notLeader',
          value: null,
          leaderHint,
        });
      },
      status: () => 0,
      epoch: () => 0,
    };
    const liars: Protocol = { ...protocol, roles: { ...protocol.roles, server: mutual }, properties: [] };
    const { trace } = simulate(liars, {
      nodes: { server: 2, client: 1 },
      params: { latency: [0, 0], clientTimeout: 0 },
      until: 300_000,
      inputs: [write(0, 1)],
    });
    expect(trace.notes.filter((n) => n.id === 'redirected')).toHaveLength(11);
    expect(trace.notes.filter((n) => n.id === 'backsOff')).toHaveLength(11);
  });

  it('never asks again what may have happened: no answer ends as info, and the next command goes elsewhere', () => {
    const { outcomes, asked, notes } = run({
      until: 900_000,
      inputs: [
        elect(5_000, 'S1'),
        { at: 100_000, fault: { type: 'block', from: 'S1', to: 'C1' } },
        write(120_000, 1),
        read(560_000),
      ],
    });
    expect(outcomes[0]).toEqual(['write', 1, 'info']);
    expect(asked.slice(0, 3)).toEqual(['S1', 'S2', 'S1']);
    expect(notes.slice(0, 2)).toEqual(['givesUp', 'redirected']);
  });

  it('waits for ever when told to', () => {
    const { outcomes } = run({
      until: 5_000_000,
      params: { clientTimeout: 0 },
      inputs: [
        elect(5_000, 'S1'),
        { at: 0, fault: { type: 'block', from: 'S1', to: 'C1' } },
        write(100_000, 1),
      ],
    });
    expect(outcomes).toEqual([['write', 1, 'open']]);
  });

  it('never takes the answer to an earlier request for its own, even across a crash', () => {
    const { trace, outcomes } = run({
      params: { latency: [10_000, 10_000] },
      inputs: [
        elect(5_000, 'S1'),
        write(100_000, 1),
        { at: 115_000, fault: { type: 'crash', node: 'C1', until: 120_000 } },
        { at: 121_000, fault: { type: 'block', from: 'C1', to: 'S1', until: 300_000 } },
        write(125_000, 2),
      ],
    });
    // The answer to the first write reaches the restarted client while it waits for the second.
    expect(outcomes).toEqual([
      ['write', 1, 'open'],
      ['write', 2, 'info'],
    ]);
    expect(trace.violations).toEqual([]);
  });
});

describe('thesis §6.3 the client and its session', () => {
  const sessions = { sessions: true, latency: [10_000, 10_000] };

  it('registers before its first command, and keeps its session for the next', () => {
    const { trace, outcomes, asked } = run({
      params: sessions,
      inputs: [elect(5_000, 'S1'), write(100_000, 1), write(300_000, 2)],
    });
    expect(outcomes).toEqual([
      ['write', 1, 'ok'],
      ['write', 2, 'ok'],
    ]);
    expect(asked).toEqual(['S1', 'S1', 'S1']);
    expect(trace.violations).toEqual([]);
  });

  it('asks the next server under the same number while no answer comes, and is content with the first', () => {
    const { last, outcomes, asked, notes } = run({
      params: { ...sessions, clientRetry: 60_000 },
      inputs: [
        elect(5_000, 'S1'),
        write(100_000, 1),
        { at: 200_000, fault: { type: 'drop', from: 'S1', to: 'C1' } },
        write(210_000, 2),
      ],
    });
    expect(outcomes).toEqual([
      ['write', 1, 'ok'],
      ['write', 2, 'ok'],
    ]);
    expect(asked.slice(2)).toEqual(['S1', 'S2', 'S1']);
    expect(notes).toContain('asksAgain');
    const log = last().nodes.find((n) => n.id === 'S1')?.durable.log as unknown as {
      command: { seq?: number };
    }[];
    expect(log.map((e) => e.command.seq)).toEqual([undefined, 0, 1, 2, 2]);
  });

  it('learns that its session has expired, does not know what happened, and opens another', () => {
    const other = (at: number): Input => ({ ...write(at, at), node: 'C2' });
    const { outcomes, notes, trace } = run({
      nodes: { server: 3, client: 2 },
      until: 1_200_000,
      params: { ...sessions, maxSessions: 1 },
      inputs: [elect(5_000, 'S1'), write(100_000, 1), other(300_000), write(500_000, 2), write(700_000, 3)],
    });
    expect(outcomes.filter(([, value]) => (value as number) < 10)).toEqual([
      ['write', 1, 'ok'],
      ['write', 2, 'info'],
      ['write', 3, 'ok'],
    ]);
    expect(notes).toContain('losesSession');
    expect(trace.violations).toEqual([]);
  });

  it('without sessions a retry may be applied twice, and nothing else is promised', () => {
    const { last, trace } = run({
      params: { latency: [10_000, 10_000], clientRetry: 60_000 },
      inputs: [
        elect(5_000, 'S1'),
        { at: 100_000, fault: { type: 'drop', from: 'S1', to: 'C1' } },
        write(110_000, 1),
      ],
    });
    expect(last().nodes.find((n) => n.id === 'S1')?.durable.log).toHaveLength(3);
    expect(trace.violations).toEqual([]);
  });
});
