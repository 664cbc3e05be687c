import { describe, expect, test } from 'vitest';
import { METAS } from '../../cli/catalog.ts';
import { Simulation } from '../../engine/simulation.ts';
import raft from '../../protocols/raft/protocol.ts';
import figure8 from '../../protocols/raft/scenarios/figure-8.ts';
import figure8Broken from '../../protocols/raft/scenarios/figure-8-broken.ts';
import first from '../../protocols/raft/scenarios/first-election.ts';
import minority from '../../protocols/raft/scenarios/minority-leader.ts';
import { parseRunSpec } from '../../spec/resolve.ts';
import { toRead } from '../../worker/ask/ask.ts';
import { evaluate, evaluating, type RunToRead, stepsOf } from './evaluate.ts';
import { readCondition, readPattern } from './read.ts';

function run(spec: unknown): RunToRead {
  const parsed = parseRunSpec(spec, METAS);
  if (!parsed.ok) throw new Error(parsed.why);
  return toRead(new Simulation(raft, parsed.resolved).finish());
}

const runs = {
  first: run(first.spec),
  minority: run(minority.spec),
  figure8: run(figure8.spec),
  broken: run(figure8Broken.spec),
};

function ask(name: keyof typeof runs, json: unknown, ...others: (keyof typeof runs)[]) {
  const all = [name, ...others].map((one) => runs[one]);
  const [main] = all as [RunToRead];
  const read = readCondition(json, { meta: main.meta, nodes: main.resolved.nodes, runs: all.length });
  if (!read.ok) return read.why;
  const result = evaluate(read.condition, all);
  return result.ok ? result.finding.met : result.why;
}

const leads = { nodes: 'server', status: 'leader' };

describe('events', () => {
  test('are told by kind, node, message, note and its fields, and counted', () => {
    expect(ask('first', { event: { note: 'becomesLeader' }, times: 1 })).toBe(true);
    expect(ask('first', { event: { note: 'becomesLeader', node: 'S4', fields: { term: 1 } } })).toBe(true);
    expect(ask('first', { event: { note: 'becomesLeader', node: 'S3' } })).toBe(false);
    expect(ask('first', { event: { kind: 'send', message: 'RequestVote', node: 'S4' }, times: 4 })).toBe(
      true,
    );
    expect(ask('first', { event: { kind: 'deliver', message: 'RequestVote', peer: 'S4' }, times: 4 })).toBe(
      true,
    );
    expect(ask('first', { event: { timer: 'election', to: 100_000 }, times: 0 })).toBe(true);
    expect(ask('figure8', { event: { fault: 'crash', node: 'S1' }, times: { min: 2 } })).toBe(true);
    expect(ask('figure8', { event: { fault: 'pause' } })).toBe(false);
  });

  test('have stamps given from outside, in any run', () => {
    // That nodes begin is no event; the first timer is S4's first, and its requests are what the others hear first. A client stands before the servers.
    const hears = { kind: 'deliver', message: 'RequestVote', peer: 'S4' };
    expect(ask('first', { event: { timer: 'election', node: 'S4', lamport: 1 } })).toBe(true);
    expect(ask('first', { event: { ...hears, lamport: 2 }, times: 4 })).toBe(true);
    expect(ask('first', { event: { ...hears, node: 'S1', vector: [0, 1, 0, 0, 1, 0] } })).toBe(true);
    expect(ask('first', { event: { ...hears, node: 'S1', vector: [0, 1, 0, 0, 2, 0] } })).toBe(false);
    expect(ask('first', { event: { kind: 'start', lamport: { min: 0 } }, times: 0 })).toBe(true);
    expect(ask('first', { event: { lamport: 'one' } })).toBe(false);
  });

  test('stand in the order of causes, not of time', () => {
    const vote = { note: 'votes', node: 'S2' };
    const leader = { note: 'becomesLeader', node: 'S4' };
    expect(ask('first', { before: [{ note: 'startsElection', node: 'S4' }, leader] })).toBe(true);
    expect(ask('first', { before: [leader, { note: 'startsElection', node: 'S4' }] })).toBe(false);
    expect(ask('first', { concurrent: [vote, { note: 'votes', node: 'S3' }] })).toBe(true);
    const { minority } = runs;
    const pick = (json: unknown) => {
      const read = readPattern(json, { meta: minority.meta, nodes: minority.resolved.nodes });
      if (!read.ok) throw new Error(read.why);
      return stepsOf(read.event, minority);
    };
    const all = pick({ timer: 'election' });
    const causes = pick({ timer: 'election', causes: { note: 'becomesLeader', pick: 'last' } });
    expect(causes.length).toBeGreaterThan(0);
    expect(all).toEqual(expect.arrayContaining([...causes]));
    expect(pick({ timer: 'election', pick: 'first' })).toEqual(all.slice(0, 1));
    const last = { note: 'becomesLeader', pick: 'last' };
    expect(
      pick({ note: 'committed', causedBy: last }).every((step) => step > (pick(last)[0] as number)),
    ).toBe(true);
  });
});

describe('the world', () => {
  test('is looked at sometime, always, at a time and at the end', () => {
    expect(ask('first', { sometime: leads })).toBe(true);
    expect(ask('first', { always: leads })).toBe(false);
    expect(ask('first', { always: { ...leads, count: { max: 1 } } })).toBe(true);
    expect(ask('first', { atEnd: { nodes: 'S4', status: 'leader', epoch: 1 } })).toBe(true);
    expect(ask('first', { at: 1000, world: leads })).toBe(false);
    expect(ask('first', { at: 900_000, world: leads })).toBe(true);
    expect(ask('first', { atEnd: { nodes: 'server', up: true, count: 'every' } })).toBe(true);
    expect(ask('first', { atEnd: { agree: 'server', on: 'currentTerm' } })).toBe(true);
    expect(ask('minority', { sometime: { not: { agree: 'server', on: 'currentTerm' } } })).toBe(true);
  });

  test('two leaders at once, of different terms, and only one of them commits', () => {
    expect(ask('minority', { sometime: { ...leads, count: 2 } })).toBe(true);
    expect(ask('first', { sometime: { ...leads, count: 2 } })).toBe(false);
  });

  test('Figure 8: on a majority, and gone', () => {
    const entry = { log: { has: { fields: { index: 2, term: 2 } } } };
    const has = (count: unknown) => ({ nodes: 'server', up: true, state: entry, count });
    const erased = { inOrder: [{ world: has({ min: 3 }) }, { world: has(0) }] };
    expect(ask('figure8', erased)).toBe(true);
    expect(ask('first', erased)).toBe(false);
    expect(
      ask('figure8', {
        inOrder: [{ world: has(0) }, { world: has({ min: 3 }) }, { world: has({ min: 4 }) }],
      }),
    ).toBe(false);
    expect(ask('figure8', { all: [erased, { holds: 'leader-completeness' }] })).toBe(true);
    expect(
      ask('broken', { all: [{ broken: 'leader-completeness' }, { variant: 'commitOldTermByCount' }] }),
    ).toBe(true);
    expect(ask('figure8', { broken: 'leader-completeness' })).toBe(false);
  });

  test('an order may mix events and the world', () => {
    const order = (a: string, b: string) => ({
      inOrder: [{ event: { note: a } }, { world: leads }, { event: { note: b } }],
    });
    expect(ask('first', order('startsElection', 'becomesLeader'))).toBe(false);
    expect(ask('minority', order('becomesLeader', 'startsElection'))).toBe(true);
  });
});

describe('some and each', () => {
  test('stand for nodes, different names for different ones', () => {
    const some = {
      some: { a: 'server', b: 'server' },
      where: {
        all: [
          { event: { note: 'becomesLeader', node: '$a' } },
          { event: { note: 'becomesLeader', node: '$b' } },
        ],
      },
    };
    expect(ask('first', some)).toBe(false);
    expect(ask('minority', some)).toBe(true);
    expect(ask('first', { each: { a: 'server' }, where: { event: { kind: 'start', node: '$a' } } })).toBe(
      true,
    );
  });
});

describe('runs beside one another', () => {
  test('are asked by their number', () => {
    expect(ask('figure8', { in: 1, where: { broken: 'leader-completeness' } }, 'broken')).toBe(true);
    expect(ask('figure8', { in: 0, where: { broken: 'leader-completeness' } }, 'broken')).toBe(false);
  });

  test('a node may not be able to tell them apart', () => {
    expect(ask('first', { sameFor: 'S1' }, 'first')).toBe(true);
    expect(ask('first', { sameFor: 'S1' }, 'minority')).toBe(false);
    const late = run({ ...first.spec, inputs: [{ at: 999_990, fault: { type: 'crash', node: 'S5' } }] });
    const read = readCondition({ sameFor: 'S1' }, { meta: late.meta, nodes: late.resolved.nodes, runs: 2 });
    expect(read.ok && evaluate(read.condition, [runs.first, late])).toMatchObject({ finding: { met: true } });
  });
});

describe('what is misspelt is named', () => {
  test.each([
    [{ event: { note: 'becomesLeadr' } }, 'Did you mean "becomesLeader"?'],
    [{ event: { kind: 'send', message: 'RequestVotes' } }, 'Did you mean "RequestVote"?'],
    [{ event: { note: 'votes', node: 'S9' } }, 'no node or role "S9"'],
    [{ sometime: { nodes: 'server', status: 'leading' } }, 'no status "leading"'],
    [{ sometimes: leads }, 'Did you mean "sometime"?'],
    [{ sometime: { nodes: 'server', state: { log: { hass: 1 } } } }, 'Did you mean "has"?'],
    [{ broken: 'leader-completness' }, 'Did you mean "leader-completeness"?'],
    [{ variant: 'volatileVotes' }, 'Did you mean "volatileVote"?'],
    [{ param: 'heartbeat', is: 1 }, 'no parameter "heartbeat"'],
    [{ event: { message: 'RequestVote' } }, 'send, deliver or lost'],
    [{ event: { note: 'votes' }, time: 1 }, 'Did you mean "times"?'],
    [{ in: 1, where: { all: [] } }, 'from 0 to 0'],
    [{ atEnd: { nodes: 'server', state: { commitIndx: 1 } } }, 'Did you mean "commitIndex"?'],
    [{ atEnd: {} }, 'says nothing of the world'],
    [[], 'must be an object'],
  ])('%j', (json, why) => {
    expect(ask('first', json)).toContain(why);
  });

  test('what is too much is refused, not tried', () => {
    let deep: unknown = leads;
    for (let i = 0; i < 40; i++) deep = { not: deep };
    expect(ask('first', { sometime: deep })).toContain('too deep');
    const many = { each: { a: '*', b: '*', c: '*', d: '*', e: '*' }, where: { all: [] } };
    expect(ask('first', many)).toContain('too many nodes');
  });
});

test('work comes in slices', () => {
  const read = readCondition({ always: leads }, { meta: runs.first.meta, nodes: runs.first.resolved.nodes });
  if (!read.ok) throw new Error(read.why);
  const work = evaluating(read.condition, [runs.first]);
  let slices = 0;
  while (!work.next().done) slices++;
  expect(slices).toBeGreaterThan(1);
});
