import { describe, expect, test } from 'vitest';
import type { MessageInFlight, NodeState, WorldState } from '../engine/inspect.ts';
import type { Fault } from '../engine/runspec.ts';
import { stepHeads } from '../engine/trace.ts';
import { simulate } from '../testkit/simulate.ts';
import { toy } from '../testkit/toy.ts';
import { diffWorlds } from './statediff.ts';

const NONE = { nodes: [], flightsA: [], flightsB: [], faultsA: [], faultsB: [] };
const node = (change: Partial<NodeState> = {}): NodeState => ({
  id: 'S1',
  role: 'server',
  up: true,
  paused: false,
  incarnation: 0,
  status: 0,
  epoch: 1,
  durable: { log: ['a', 'b'], term: 1 },
  volatile: { commit: 2, next: { S2: 1, S3: 1 } },
  timers: [{ name: 'election', setAt: 0, expiresAt: 100 }],
  wallClock: 0,
  monotonicClock: 0,
  driftPpm: 0,
  byzantine: false,
  syncing: null,
  damaged: [],
  waiting: 0,
  ...change,
});
const world = (nodes: readonly NodeState[], inFlight: readonly MessageInFlight[] = []): WorldState => ({
  step: 0,
  time: 0,
  nodes,
  inFlight,
  faults: [],
});
const diff = (a: Partial<NodeState>, b: Partial<NodeState>) =>
  diffWorlds(world([node(a)]), world([node(b)])).nodes.flatMap(({ differences }) => differences);

describe('a node', () => {
  test('equal to itself has no difference', () => {
    expect(diff({}, {})).toEqual([]);
  });
  test('that is down differs in that, not in each field it lost', () => {
    expect(diff({}, { up: false, status: -1, volatile: null, timers: [] })).toEqual([
      { area: 'node', field: 'up', a: true, b: false, detail: { kind: 'value' } },
    ]);
  });
  test('that is frozen, of another status, term, or a liar, says so', () => {
    const fields = diff({}, { paused: true, status: 2, epoch: 3, byzantine: true }).map((d) => d.field);
    expect(fields).toEqual(['paused', 'status', 'epoch', 'byzantine']);
  });
  test('with another list: the first index that differs, and both lengths', () => {
    expect(diff({}, { durable: { log: ['a', 'c', 'd'], term: 1 } })).toEqual([
      {
        area: 'durable',
        field: 'log',
        a: ['a', 'b'],
        b: ['a', 'c', 'd'],
        detail: { kind: 'list', from: 1, lengthA: 2, lengthB: 3 },
      },
    ]);
    const longer = diff({}, { durable: { log: ['a', 'b', 'c'], term: 1 } });
    expect(longer[0]?.detail).toEqual({ kind: 'list', from: 2, lengthA: 2, lengthB: 3 });
  });
  test('with another map: its keys; a field that is missing; a plain value', () => {
    const found = diff({}, { volatile: { next: { S2: 1, S3: 4, S4: 1 }, votes: 1 } });
    expect(found.map(({ field, a, b, detail }) => [field, a, b, detail])).toEqual([
      ['commit', 2, undefined, { kind: 'value' }],
      ['next', { S2: 1, S3: 1 }, { S2: 1, S3: 4, S4: 1 }, { kind: 'map', keys: ['S3', 'S4'] }],
      ['votes', undefined, 1, { kind: 'value' }],
    ]);
  });
  test('with other timers', () => {
    const timers = [
      { name: 'election', setAt: 5, expiresAt: 140 },
      { name: 'heartbeat', setAt: 5, expiresAt: 50 },
    ];
    expect(diff({}, { timers }).map(({ area, field, a, b }) => [area, field, a, b])).toEqual([
      ['timer', 'election', 100, 140],
      ['timer', 'heartbeat', undefined, 50],
    ]);
  });
  test('that is in one world alone', () => {
    const { nodes } = diffWorlds(world([node(), node({ id: 'S2' })]), world([node(), node({ id: 'S3' })]));
    expect(nodes.map(({ id, differences }) => [id, differences[0]?.a, differences[0]?.b])).toEqual([
      ['S2', true, false],
      ['S3', false, true],
    ]);
  });
  test('with a field called __proto__ is told like any other', () => {
    const odd = JSON.parse('{"log":[],"term":1,"__proto__":1}') as NodeState['durable'];
    expect(diff({ durable: { log: [], term: 1 } }, { durable: odd }).map((d) => d.field)).toEqual([
      '__proto__',
    ]);
  });
});

describe('messages under way', () => {
  const message = (change: Partial<MessageInFlight> = {}): MessageInFlight => ({
    send: 7,
    from: 'S1',
    to: 'S2',
    kind: 0,
    epoch: 1,
    label: 'vote',
    sentAt: 5,
    arrivesAt: 9,
    damaged: false,
    message: { type: 'vote', entries: [1] },
    ...change,
  });
  const flights = (a: MessageInFlight[], b: MessageInFlight[]) => {
    const { flightsA, flightsB } = diffWorlds(world([], a), world([], b));
    return [flightsA, flightsB];
  };
  test('are the same whatever row sent them', () => {
    expect(flights([message()], [message({ send: 9 })])).toEqual([[], []]);
  });
  test('differ in what they say, when they come, and how often', () => {
    const later = message({ arrivesAt: 10 });
    const other = message({ message: { type: 'vote', entries: [2] } });
    expect(flights([message(), later], [message(), other])).toEqual([[later], [other]]);
    expect(flights([message(), message()], [message()])).toEqual([[message()], []]);
  });
});

test('worlds of a real run', () => {
  const spec = { until: 100_000, seed: 4 };
  const a = simulate(toy, spec);
  const b = simulate(toy, { ...spec, inputs: [{ at: 40_000, fault: { type: 'crash', node: 'P1' } }] });
  const at = (run: typeof a, time: number) => {
    let step = 0;
    for (let row = 0; row < run.trace.rows; row++)
      if ((run.trace.columns.time[row] as number) <= time) step = run.trace.columns.step[row] as number;
    return run.world(step);
  };
  expect(diffWorlds(at(a, 39_999), at(b, 39_999))).toEqual(NONE);
  const { nodes } = diffWorlds(at(a, 40_000), at(b, 40_000));
  expect(nodes).toEqual([
    {
      id: 'P1',
      differences: [{ area: 'node', field: 'up', a: true, b: false, detail: { kind: 'value' } }],
    },
  ]);
});

describe('what is no state of the protocol', () => {
  const at = (time: number, ...faults: Fault[]) => {
    const { trace, world } = simulate(toy, {
      until: 200_000,
      inputs: faults.map((fault) => ({ at: 100_000, fault })),
    });
    let step = 0;
    const heads = stepHeads(trace);
    while (step + 1 < trace.steps && (trace.columns.time[heads[step + 1] as number] as number) <= time)
      step++;
    return world(step);
  };
  const told = (fault: Fault) => {
    const found = diffWorlds(at(100_000), at(100_000, fault), 100_000);
    return {
      fields: found.nodes.flatMap(({ id, differences }) => differences.map((d) => `${id} ${d.field}`)),
      faults: [found.faultsA, found.faultsB],
    };
  };

  test.each<[Fault, string[]]>([
    [{ type: 'clock', node: 'P2', offset: 5_000 }, ['P2 clock']],
    [{ type: 'clock', node: 'P2', step: -5_000 }, ['P2 clock']],
    [{ type: 'clock', node: 'P2', driftPpm: 1_000 }, ['P2 idle', 'P2 tick', 'P2 driftPpm']],
    [{ type: 'slow', node: 'P2', each: [1, 2] }, []],
    [{ type: 'diskFull', node: 'P2' }, []],
    [{ type: 'link', from: '*', to: '*', loss: 1 }, []],
  ])('%j is told', (fault, fields) => {
    expect(told(fault).fields).toEqual(fields);
    expect(told(fault).faults).toEqual([[], [fault]]);
  });

  test('what a disk holds is told, though no fault is in force any more', () => {
    expect(told({ type: 'latentError', node: 'P2' })).toEqual({ fields: ['P2 disk'], faults: [[], []] });
  });

  test('a clock that drifts has gone on since the last step of its world', () => {
    const drift: Fault = { type: 'clock', node: 'P2', driftPpm: 100_000 };
    const world = at(100_000, drift);
    const [p2] = diffWorlds(at(100_000), world, world.time + 10_000).nodes;
    expect(p2?.differences.find((d) => d.field === 'clock')).toMatchObject({ a: 0, b: 1_000 });
  });
});
