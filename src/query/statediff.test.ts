import { describe, expect, test } from 'vitest';
import type { MessageInFlight, NodeState, WorldState } from '../engine/inspect.ts';
import { simulate } from '../testkit/simulate.ts';
import { toy } from '../testkit/toy.ts';
import { diffWorlds } from './statediff.ts';

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
  expect(diffWorlds(at(a, 39_999), at(b, 39_999))).toEqual({ nodes: [], flightsA: [], flightsB: [] });
  const { nodes } = diffWorlds(at(a, 40_000), at(b, 40_000));
  expect(nodes).toEqual([
    {
      id: 'P1',
      differences: [{ area: 'node', field: 'up', a: true, b: false, detail: { kind: 'value' } }],
    },
  ]);
});
