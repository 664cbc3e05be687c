/** Incremental promises against their definitions, on sound runs and on runs in which a saboteur falsifies a server's state. */
import { describe, expect, it } from 'vitest';
import type { Env, Input, Property, Protocol } from '../../engine/api.ts';
import { isNodeStep, K, type Trace } from '../../engine/trace.ts';
import { from } from '../../protolib/list.ts';
import * as map from '../../protolib/map.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';
import { simulate } from '../../testkit/simulate.ts';
import { entries } from './lone-server.test-data.ts';
import { meta } from './meta.ts';
import { forgottenVoteAndWrites, grantsWithoutRecord, rivals } from './mutants.test-data.ts';
import { keepsAnySuffix, snapshotInTail } from './mutants-late.test-data.ts';
import { historian, holds, type Moment } from './naive.test-data.ts';
import { properties } from './properties.ts';
import { protocol } from './protocol.ts';
import { sample, sampleFeatures } from './random.test-data.ts';
import {
  busy,
  LIARS,
  lying,
  SABOTAGE,
  SABOTAGE_OF_MACHINES,
  sabotaged,
  twoLeaders,
} from './sabotage.test-data.ts';
import { scenarios } from './scenarios.ts';
import type { Entry, ServerRole, ServerView } from './state.ts';

function witnessed(base: Protocol, history: Moment[]): Protocol {
  return { ...base, properties: [...base.properties, historian(history)] };
}

function rowsOfKind({ rows, columns }: Trace, kind: number): number[] {
  return Array.from({ length: rows }, (_, row) => row).filter((row) => columns.kind[row] === kind);
}

/** Step at which each broken promise was first broken, by the definitions. */
function firstBroken(history: readonly Moment[], steps: readonly number[]): Record<string, number> {
  const result: Record<string, number> = {};
  for (const [property, check] of Object.entries(holds)) {
    // Definitions over the whole past are monotone, those over the present are not: look at every moment in turn.
    for (let k = 1; k <= history.length; k++) {
      if (check(history.slice(0, k))) continue;
      result[property] = steps[k - 1] as number;
      break;
    }
  }
  return result;
}

function compare(base: Protocol, spec: PartialSpec): string[] {
  const history: Moment[] = [];
  const { trace, world } = simulate(witnessed(base, history), spec);
  const { step, kind, node } = trace.columns;
  // Steps of nodes, in order: those that ended in an error or belong to the network were not witnessed, and one whose write was on
  // its way was not before the write was safe.
  const failed = new Set(rowsOfKind(trace, K.error).map((row) => step[row]));
  const steps: number[] = [];
  for (let row = 0; row < trace.rows; row++) {
    const head = row === 0 || step[row] !== step[row - 1];
    if (!head || !isNodeStep(kind[row] as number) || failed.has(step[row])) continue;
    const at = step[row] as number;
    if (world(at).nodes[node[row] as number]?.syncing === null) steps.push(at);
  }
  expect(trace.notes.filter((n) => n.id === '!error')).toEqual([]);
  expect(history).toHaveLength(steps.length);
  const found = Object.fromEntries(trace.violations.map((v) => [v.property, v.step]));
  expect([spec, found]).toEqual([spec, firstBroken(history, steps)]);
  return Object.keys(found);
}

/** Promises about what clients are told. */
const TOLD = ['answered-when-applied', 'linearizable-reads'];

describe('incremental promises', () => {
  it('are those that the protocol declares, in its order', () => {
    expect(properties.map((p) => p.id)).toEqual(meta.properties.map((p) => p.id));
    expect(Object.keys(holds).sort()).toEqual(meta.properties.map((p) => p.id).sort());
  });

  it('say what their definitions say on sound runs', () => {
    for (const spec of sample(8, 500_000, [], 3)) expect(compare(protocol, spec)).toEqual([]);
  });

  it('say it on sound runs with everything Raft has', () => {
    for (const spec of sampleFeatures(8, 400_000, 3)) {
      expect(compare(protocol, { ...spec, params: { ...spec.params, maxSessions: 100 } })).toEqual([]);
    }
  });

  it('say it on the scenarios, whatever they break', () => {
    const lies = (input: Input) => 'fault' in input && input.fault.type === 'byzantine';
    for (const { id, spec, violates } of scenarios) {
      if (spec.until > 450_000 || spec.inputs.some(lies)) continue;
      expect([id, compare(protocol, spec).sort()]).toEqual([id, [...violates].sort()]);
    }
  });

  it('say it on runs of the variants', () => {
    for (const variant of meta.variants) {
      for (const spec of sample(3, 500_000, [variant.id], 4)) compare(protocol, spec);
    }
    // What a snapshot stands for is part of the log it begins.
    expect(compare(keepsAnySuffix, snapshotInTail)).toEqual(['log-matching']);
    // Two servers apply different sequences, and one of them answers a read.
    expect(compare(protocol, forgottenVoteAndWrites)).toContain('state-machine-safety');
    const [, , read] = simulate(protocol, forgottenVoteAndWrites).trace.operations;
    expect(read).toMatchObject({ f: 'read', outcome: 'ok', result: 1 });
  });

  it('are broken at the same step as their definitions by a saboteur, each at least once', () => {
    const broken = new Set<string>();
    for (const strike of Object.values(SABOTAGE)) {
      for (const spec of [...busy(8), ...sample(3, 300_000, [], 5), twoLeaders]) {
        for (const property of compare(sabotaged(strike), spec)) broken.add(property);
      }
    }
    for (const strike of Object.values(SABOTAGE_OF_MACHINES)) {
      for (const spec of [...busy(4), ...sampleFeatures(3, 300_000, 5)]) {
        const params = { ...spec.params, sessions: true, maxSessions: 100, snapshotEvery: 2 };
        for (const property of compare(sabotaged(strike), { ...spec, params })) broken.add(property);
      }
    }
    // A vote that nobody wrote down: only the answer tells of it.
    const unrecorded = [...busy(4), rivals].map((spec) => compare(grantsWithoutRecord, spec));
    expect(unrecorded.flat()).toContain('one-vote-per-term');
    // State alone cannot lie to a client: that takes an answer, further down.
    const all = meta.properties.map((p) => p.id).filter((id) => !TOLD.includes(id));
    expect([...broken].filter((id) => !TOLD.includes(id)).sort()).toEqual(all.sort());
  });
});

describe('what clients are told', () => {
  const asks: PartialSpec = {
    seed: 1,
    nodes: { server: 3, client: 2 },
    until: 500_000,
    inputs: [
      { at: 1_000, fire: { node: 'S1', timer: 'election' } },
      { at: 60_000, node: 'C1', command: { type: 'write', key: 'x', value: 5 } },
      { at: 200_000, node: 'C2', command: { type: 'read', key: 'x', via: 'S2' } },
      { at: 260_000, node: 'C1', command: { type: 'read', key: 'x' } },
    ],
  };

  it.each(Object.keys(LIARS))('is not true of servers of the kind %s', (kind) => {
    // Told of a read that made no entry, a client can only be told the past.
    const expected = kind === 'followerSaysDone' ? 'linearizable-reads' : 'answered-when-applied';
    expect(compare(lying(kind), asks)).toContain(expected);
    for (const spec of [...busy(1), ...sample(6, 400_000, [], 6)]) compare(lying(kind), spec);
  });

  it('lets each application of a duplicated request answer for itself', () => {
    const inputs: Input[] = [
      { at: 1_000, fire: { node: 'S1', timer: 'election' } },
      { at: 50_000, fault: { type: 'duplicate', from: 'C1', to: 'S1', by: 40_000 } },
      // The first answer is lost, and the second copy is applied after another client's write.
      { at: 50_000, fault: { type: 'drop', from: 'S1', to: 'C1' } },
      { at: 60_000, node: 'C1', command: { type: 'read', key: 'x' } },
      { at: 70_000, node: 'C2', command: { type: 'write', key: 'x', value: 5 } },
    ];
    const spec: PartialSpec = {
      ...asks,
      params: { latency: [10_000, 10_000] },
      inputs,
    };
    expect(compare(protocol, spec)).toEqual([]);
    expect(simulate(protocol, spec).trace.operations[0]).toMatchObject({ outcome: 'ok', result: 5 });
  });
});

describe('of a server that lies', () => {
  it('nothing is promised, and nobody else is blamed for it: a liar about votes leads and answers as it should', () => {
    const via = { via: 'S1' };
    const { trace } = simulate(protocol, {
      nodes: { server: 5, client: 1 },
      inputs: [
        { at: 5_000, fire: { node: 'S1', timer: 'election' } },
        { at: 90_000, fault: { type: 'byzantine', node: 'S1', behaviour: 'votesForAll' } },
        { at: 100_000, node: 'C1', command: { type: 'write', key: 'x', value: 2, ...via } },
        { at: 300_000, node: 'C1', command: { type: 'read', key: 'x', ...via } },
      ],
      until: 600_000,
    });
    expect(trace.operations.map((o) => o.outcome)).toEqual(['ok', 'ok']);
    expect(trace.violations).toEqual([]);
  });
});

describe('leader-completeness', () => {
  const [first, other] = entries([1, 1]) as [Entry, Entry];
  const view = (
    id: string,
    role: ServerRole,
    currentTerm: number,
    log: Entry[],
    commitIndex = 0,
  ): ServerView => ({
    id,
    role: 'server',
    index: 0,
    up: true,
    byzantine: false,
    incarnation: 1,
    durable: { currentTerm, votedFor: null, snapshot: null, log: from(log) },
    volatile: {
      role,
      commitIndex,
      lastApplied: 0,
      leaderId: null,
      votesGranted: [],
      nextIndex: null,
      matchIndex: null,
      stateMachine: map.empty(),
      sessions: {},
      config: { index: 0, voters: ['S1', 'S2', 'S3'], old: null },
      heardAt: null,
      answered: null,
      transfer: null,
      catchUp: null,
      reading: null,
    },
  });
  /** What is found broken after steps that each take a server from one state to another, beside others that stand by. */
  function judge(steps: readonly (readonly [ServerView, ServerView, ...ServerView[]])[]): string[][] {
    const property = properties.find((p) => p.id === 'leader-completeness') as Property;
    let acc = property.init([], {} as Env);
    return steps.map(([before, node, ...others]) => {
      const breaks: string[] = [];
      const step = {
        node,
        durableBefore: before.durable,
        volatileBefore: before.volatile,
        time: 0,
        sent: [],
        completed: [],
      };
      acc = property.step(acc, step, [node, ...others], (why) => breaks.push(why));
      return breaks;
    });
  }
  const commits = (id: string, term: number, entry: Entry) =>
    [view(id, 'leader', term, [entry]), view(id, 'leader', term, [entry], 1)] as const;
  const elected = (id: string, term: number, entry: Entry) =>
    [view(id, 'candidate', term, [entry]), view(id, 'leader', term, [entry])] as const;

  it('an entry that is counted again by a leader of an earlier term binds the leaders between', () => {
    expect(judge([commits('S3', 3, first), commits('S1', 1, first), elected('S2', 2, other)])).toEqual([
      [],
      [],
      ['S2 leads term 2 without entry 1 (x=1), committed in term 1.'],
    ]);
  });

  it('a leader of a later term is looked at when a deposed one counts an entry late', () => {
    expect(judge([[...commits('S1', 1, first), view('S2', 'leader', 2, [other])]])).toEqual([
      ['S2 leads term 2 without entry 1 (x=1), committed in term 1.'],
    ]);
  });

  it('two entries committed at one index both count', () => {
    expect(judge([commits('S1', 1, first), commits('S2', 1, other), elected('S3', 2, first)])).toEqual([
      [],
      [],
      ['S3 leads term 2 without entry 1 (x=2), committed in term 1.'],
    ]);
  });
});
