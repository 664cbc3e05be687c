import { describe, expect, it } from 'vitest';
import type { Input } from '../../engine/api.ts';
import { K } from '../../engine/trace.ts';
import { type PartialSpec, simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';

const note = (at: number, word: string, to?: string): Input => ({
  at,
  node: 'C1',
  command: { type: 'note', word, ...(to ? { to } : {}) },
});

function run(spec: PartialSpec) {
  const result = simulate(protocol, {
    until: 300_000,
    ...spec,
    params: { pace: 0, latency: [10_000, 10_000], ...spec.params },
  });
  const { trace, last } = result;
  const { columns } = trace;
  const keepers = last().nodes.filter((n) => n.role === 'keeper');
  const times = (kind: number, node: string) => {
    const lane = trace.nodes.findIndex((n) => n.id === node);
    return [...columns.kind.keys()]
      .filter((row) => columns.kind[row] === kind && columns.node[row] === lane)
      .map((row) => columns.time[row]);
  };
  return {
    ...result,
    times,
    lists: keepers.map((n) =>
      (n.durable.notes as { n: number; word: string }[]).map((k) => `${k.n} ${k.word}`),
    ),
    notes: (id: string) => trace.notes.filter((n) => n.id === id),
    outcomes: trace.operations.map((o) => o.outcome),
  };
}

describe('a client', () => {
  it('sends what it is told, to whom it is told', () => {
    const { lists, outcomes } = run({ inputs: [note(10_000, 'tea'), note(100_000, 'salt', 'K2')] });
    expect(lists).toEqual([['1 tea'], ['1 tea', '2 salt']]);
    expect(outcomes).toEqual(['ok', 'ok']);
  });

  it('sends one note at a time; the others wait for their turn', () => {
    const { trace, notes } = run({
      inputs: [note(10_000, 'tea'), note(11_000, 'salt'), note(12_000, 'rice')],
    });
    const times = trace.operations.map((o) =>
      [o.invokeRow, o.replyRow].map((row) => trace.columns.time[row]),
    );
    expect(times).toEqual([
      [10_000, 30_000],
      [30_000, 50_000],
      [50_000, 70_000],
    ]);
    expect(notes('queues').map((n) => n.fields.n)).toEqual([1, 1]);
  });

  it('gives a note up when its patience is at an end, and not before', () => {
    const cut: Input = { at: 0, fault: { type: 'block', from: 'K1', to: 'C1', until: 50_000 } };
    const inputs = [cut, note(10_000, 'tea'), note(100_000, 'salt'), note(101_000, 'rice')];
    const spec = { nodes: { client: 1, keeper: 1 }, inputs };
    const { outcomes, notes } = run(spec);
    expect(outcomes).toEqual(['info', 'ok', 'ok']);
    expect(notes('late').map((n) => [n.fields.n, n.fields.missing, n.fields.waited])).toEqual([
      [1, 'K1', '60.0 ms'],
    ]);
    expect(notes('givesUp').map((n) => n.fields.answers)).toEqual(['K1 did not answer']);
    expect(run({ ...spec, params: { patience: 0 } }).outcomes).toEqual(['open']);
  });

  it('says who answered, and counts what it is told too late', () => {
    const slow: Input = { at: 0, fault: { type: 'link', from: 'K2', to: 'C1', latency: [60_000, 60_000] } };
    const { outcomes, notes, trace } = run({
      params: { patience: 40_000 },
      inputs: [slow, note(10_000, 'tea')],
    });
    expect(outcomes).toEqual(['info']);
    expect(notes('givesUp').map((n) => n.fields.answers)).toEqual(['K1 confirmed it, K2 did not answer']);
    expect(notes('toldLate').map((n) => [n.fields.keeper, n.fields.n])).toEqual([['K2', 1]]);
    expect(trace.violations.map((v) => v.why)).toEqual(['K2 is up, and confirmed note 1 of C1 too late.']);
  });

  it('keeps its numbers across a crash, and its pace', () => {
    const crash: Input = { at: 100_000, fault: { type: 'crash', node: 'C1', until: 130_000 } };
    const { lists } = run({ params: { pace: 60_000, notes: 4 }, inputs: [crash], until: 500_000 });
    expect(lists[0]).toEqual(['1 apple', '2 bread', '3 cheese', '4 dates']);
  });

  it('sees time go back only where one stamp was known before the other note was sent', () => {
    const behind: Input = { at: 0, fault: { type: 'clock', node: 'K2', offset: -50_000 } };
    const at = (second: number) =>
      run({
        // It gives up before it is told: of what it does not know it can expect nothing.
        params: { patience: second < 30_000 ? 15_000 : 100_000 },
        inputs: [behind, note(10_000, 'tea', 'K1'), note(second, 'salt', 'K2')],
      });
    expect(at(29_000).notes('backwards')).toEqual([]);
    expect(at(29_000).trace.violations).toEqual([]);
    expect(
      at(31_000)
        .notes('backwards')
        .map((n) => n.fields),
    ).toEqual([{ keeper: 'K2', n: 2, by: '29.0 ms' }]);
    expect(at(31_000).trace.violations.map((v) => v.property)).toEqual(['stamps-follow']);
  });
});

describe('a keeper', () => {
  it('confirms when the disk has done its work, and sooner with the rule broken', () => {
    const spec = { nodes: { keeper: 1 }, params: { fsync: [5_000, 5_000] }, inputs: [note(10_000, 'tea')] };
    const honest = run(spec);
    expect(honest.times(K.sync, 'K1')).toEqual([25_000]);
    expect(honest.times(K.send, 'K1')).toEqual([25_000]);
    expect(run({ ...spec, variants: ['ackBeforeSync'] }).times(K.send, 'K1')).toEqual([20_000]);
  });

  it('suspects at its first look after the time is up, and takes it back at the first word', () => {
    const cut: Input = { at: 1_000, fault: { type: 'block', from: 'K2', to: 'K1', until: 219_000 } };
    const { notes } = run({ params: { suspectAfter: 120_000 }, inputs: [cut], until: 400_000 });
    // What was sent at 0 is eaten in flight: silence counts from the start.
    expect(notes('suspects').map((n) => [n.node, n.fields.peer, n.fields.silent])).toEqual([
      ['K1', 'K2', '120.0 ms'],
    ]);
    expect(notes('trusts').map((n) => n.node)).toEqual(['K1']);
  });

  it('alone says nothing', () => {
    const { trace } = run({ nodes: { keeper: 1 }, until: 5_000_000 });
    expect(trace.steps).toBe(2);
  });
});

describe('a liar', () => {
  const lies = (node: string, behaviour: string, to?: string): Input => ({
    at: 0,
    fault: { type: 'byzantine', node, behaviour, ...(to ? { options: { to } } : {}), until: 100_000 },
  });

  it('that throws away is honest again at the end', () => {
    const { lists } = run({
      inputs: [lies('K1', 'confirmsUnkept'), note(10_000, 'tea'), note(120_000, 'salt')],
    });
    expect(lists).toEqual([['2 salt'], ['1 tea', '2 salt']]);
  });

  it('that is silent to one still answers clients', () => {
    const { outcomes, notes } = run({
      params: { suspectAfter: 80_000 },
      inputs: [lies('K1', 'silentTo', 'K2'), note(10_000, 'tea')],
    });
    expect(outcomes).toEqual(['ok']);
    expect(notes('suspects').map((n) => n.node)).toEqual(['K2']);
  });

  it('that has two words spares the others', () => {
    const { lists } = run({ inputs: [lies('C1', 'twoWords', 'K1'), note(10_000, 'tea')] });
    expect(lists).toEqual([['1 stones'], ['1 tea']]);
  });
});
