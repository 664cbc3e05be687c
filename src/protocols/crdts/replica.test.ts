/** What replicas do on the network, way by way. */
import { describe, expect, it } from 'vitest';
import type { Input } from '../../engine/api.ts';
import { K } from '../../engine/trace.ts';
import { type PartialSpec, simulate } from '../../testkit/simulate.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';
import { TYPES } from './types/catalogue.ts';
import { valueWords } from './words.ts';

function run(params: object, inputs: readonly Input[], spec: PartialSpec = {}) {
  const result = simulate(protocol, {
    until: 1_000_000,
    nodes: { replica: 2 },
    ...spec,
    params: { latency: [10_000, 10_000], sync: 'by command', eager: false, ...params },
    inputs,
  });
  const { columns } = result.trace;
  const sent = (kind: string) =>
    [...columns.kind.keys()].filter(
      (row) => columns.kind[row] === K.send && meta.messages[columns.ref[row] as number]?.id === kind,
    ).length;
  return {
    ...result,
    sent,
    notes: (id: string) => result.trace.notes.filter((n) => n.id === id),
    shown: result.last().nodes.map((n) => valueWords((n.volatile?.shows ?? null) as never)),
  };
}
const command = (at: number, node: string, made: object): Input =>
  ({ at: at * 1000, node, command: made }) as unknown as Input;
const add = (at: number, node: string, element: string) => command(at, node, { type: 'add', element });
const merge = (at: number, node: string, into: string) => command(at, node, { type: 'merge', into });
const cut = (at: number, until: number): Input => ({
  at: at * 1000,
  fault: { type: 'partition', groups: [['R1'], ['R2']], until: until * 1000 },
});

describe('merge on command', () => {
  it.each(['state', 'operations', 'deltas'])(
    'by %s brings all that the other lacks, and the other way nothing',
    (replication) => {
      const inputs = [add(10, 'R1', 'a'), add(20, 'R1', 'b'), add(30, 'R2', 'c'), merge(100, 'R1', 'R2')];
      expect(run({ type: 'or-set', replication }, inputs).shown).toEqual(['{a, b}', '{a, b, c}']);
    },
  );

  it.each(['state', 'operations', 'deltas'])('by %s can be said again and again', (replication) => {
    const inputs = [
      add(10, 'R1', 'a'),
      merge(100, 'R1', 'R2'),
      merge(200, 'R1', 'R2'),
      merge(300, 'R2', 'R1'),
    ];
    const { shown, trace } = run({ type: 'orswot', replication }, inputs);
    expect([shown, trace.violations]).toEqual([['{a}', '{a}'], []]);
  });
});

describe('sending', () => {
  it('at once goes to everybody, and only what is new goes by operations', () => {
    const inputs = [add(10, 'R1', 'a'), add(200, 'R1', 'b')];
    const ops = run({ type: 'g-set', replication: 'operations', eager: true }, inputs, {
      nodes: { replica: 4 },
    });
    expect(ops.sent('Ops')).toBe(6);
    expect(ops.notes('duplicate')).toEqual([]);
    expect(ops.shown).toEqual(Array(4).fill('{a, b}'));
  });

  it('by deltas stops when all is confirmed', () => {
    const { sent, shown } = run(
      { type: 'g-set', replication: 'deltas', sync: 'periodic', every: 100_000 },
      [add(10, 'R1', 'a')],
      { until: 3_000_000 },
    );
    // R1 sends it; R2, for whom it is new, sends it on; then nobody has anything to say.
    expect([sent('Delta'), sent('Ack')]).toEqual([2, 2]);
    expect(shown).toEqual(['{a}', '{a}']);
  });

  it('by deltas goes back to whole states when deltas were lost in a crash', () => {
    const { trace, shown } = run({ type: 'g-set', replication: 'deltas', sync: 'periodic', every: 100_000 }, [
      cut(0, 400),
      add(10, 'R1', 'a'),
      { at: 200_000, fault: { type: 'crash', node: 'R1', until: 300_000 } },
    ]);
    expect(shown).toEqual(['{a}', '{a}']);
    expect(trace.violations).toEqual([]);
  });
});

describe('synchronising', () => {
  it('on reconnect happens when somebody is heard after a silence, and not otherwise', () => {
    const { sent, shown, notes } = run({ type: 'g-set', sync: 'on reconnect', every: 50_000 }, [
      cut(200, 600),
      add(300, 'R1', 'a'),
    ]);
    // Once at the start and once after the silence, each to the other.
    expect(sent('State')).toBe(4);
    expect(notes('hearsAgain')).toHaveLength(2);
    expect(shown).toEqual(['{a}', '{a}']);
  });

  it('periodically with one after the other reaches everybody', () => {
    const params = { type: 'g-set', sync: 'periodic', every: 100_000, partner: 'one after the other' };
    expect(run(params, [add(10, 'R1', 'a')], { nodes: { replica: 4 } }).shown).toEqual(Array(4).fill('{a}'));
  });

  it('never waits: a replica alone takes every update', () => {
    const { shown } = run({ type: 'pn-counter' }, [
      cut(0, 900),
      command(100, 'R1', { type: 'increment', by: 2 }),
    ]);
    expect(shown[0]).toBe('2');
  });
});

describe('anti-entropy', () => {
  it('by deltas: who has lost those that were not confirmed in a crash sends its whole state, and leaves no gap', () => {
    const inputs: Input[] = [
      cut(0, 400),
      add(50, 'R1', 'a'),
      add(60, 'R1', 'b'),
      { at: 200_000, fault: { type: 'crash', node: 'R1', until: 300_000 } },
      add(500, 'R1', 'c'),
    ];
    const { shown, trace } = run({ type: 'orswot', replication: 'deltas', eager: true }, inputs);
    expect(shown).toEqual(['{a, b, c}', '{a, b, c}']);
    expect(trace.violations).toEqual([]);
  });

  it('by operations: who is told of more than it has asks for it, though its own timer never runs', () => {
    const inputs: Input[] = [
      { at: 0, fault: { type: 'clock', node: 'R2', stop: true } },
      add(50, 'R1', 'a'),
      add(60, 'R2', 'b'),
    ];
    const { shown } = run({ type: 'or-set', replication: 'operations', sync: 'periodic' }, inputs);
    expect(shown).toEqual(['{a, b}', '{a, b}']);
  });
});

describe('the command that suits every type', () => {
  it.each(TYPES.map((type) => [type] as const))('%s', (type) => {
    const inputs = [command(10, 'R1', { type: 'update', word: 'tea' }), merge(50, 'R1', 'R2')];
    const { shown, notes, trace } = run({ type }, inputs);
    expect(notes('edits')).toHaveLength(1);
    expect(shown[0]).toBe(shown[1]);
    expect(shown[0]).toMatch(type.endsWith('counter') ? /^1$/ : /tea/);
    expect(trace.violations).toEqual([]);
  });
});
