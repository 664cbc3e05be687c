import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultType } from '../../engine/faultkinds.ts';
import { type PartialSpec, simulate } from '../../testkit/simulate.ts';
import { agree, broken, brokenIn, faultTypes, faulty, proves } from '../../testkit/suite.test-data.ts';
import { meta } from './meta.ts';
import { twins } from './naive.test-data.ts';
import { protocol } from './protocol.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';
import type { OrderName } from './state.ts';
import { deliveryRows } from './view-deliveries.ts';

proves({ protocol, rules, scenarios, traces: new URL('./traces/', import.meta.url) });

const spec = (id: string) => {
  const found = scenarios.find((s) => s.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found.spec;
};
/** What each process delivers, in order: "P1: question answer". */
function sequences(run: PartialSpec): string[] {
  const { trace } = simulate(protocol, run);
  return trace.nodes.map(({ id }) => {
    const own = trace.notes.filter((n) => n.id === 'delivers' && n.node === id);
    return [`${id}:`, ...own.map((n) => n.fields.text)].join(' ');
  });
}
const ORDERS: readonly OrderName[] = [
  'best effort',
  'FIFO',
  'causal',
  'total, sequencer',
  'total, timestamps',
];

describe('what the scenarios claim', () => {
  it('the same inputs: without causal order P3 has the answer first, with it or a total order never', () => {
    const ids = [
      'answer-before-question',
      'fifo-is-not-enough',
      'causal-holds-back',
      'by-a-sequencer',
      'by-timestamps',
    ];
    const [first] = ids.map(spec);
    for (const [i, id] of ids.entries()) {
      expect(spec(id).inputs).toEqual(first?.inputs);
      expect(spec(id).params.order).toBe(ORDERS[i]);
      const late = i < 2 ? 'P3: answer question' : 'P3: question answer';
      expect([id, sequences(spec(id))]).toEqual([id, ['P1: question answer', 'P2: question answer', late]]);
    }
  });

  it('causal-holds-back: P3 waits for message 1 of P1, and for nothing else', () => {
    const { notes } = simulate(protocol, spec('causal-holds-back')).trace;
    expect(notes.filter((n) => n.id === 'holds').map((n) => [n.node, n.fields.text, n.fields.why])).toEqual([
      ['P3', 'answer', 'message 1 of P1'],
    ]);
  });

  it('second-before-first: FIFO holds the second back', () => {
    const run = spec('second-before-first');
    expect(sequences(run)[2]).toBe('P3: second first');
    expect(sequences({ ...run, params: { ...run.params, order: 'FIFO' } })[2]).toBe('P3: first second');
  });

  it('causal-is-not-total: two copies differ', () => {
    expect(sequences(spec('causal-is-not-total'))).toEqual(['P1: tea milk', 'P2: tea milk', 'P3: milk tea']);
  });

  it('total-is-not-fifo: all agree on the wrong order', () => {
    expect(sequences(spec('total-is-not-fifo'))).toEqual(
      ['P1', 'P2', 'P3'].map((id) => `${id}: second first`),
    );
  });

  it('everybody-talks: all deliver all, not all in one order; in total order all in one', () => {
    const run = spec('everybody-talks');
    const tails = (s: readonly string[]) => s.map((line) => line.slice(4));
    expect(tails(sequences(run)).map((line) => line.split(' ').sort().join(' '))).toEqual(
      Array(3).fill('1a 1b 2a 2b 3a 3b'),
    );
    expect(new Set(tails(sequences(run))).size).toBe(3);
    for (const order of ['total, sequencer', 'total, timestamps'])
      expect(new Set(tails(sequences({ ...run, params: { order } }))).size).toBe(1);
  });

  it('the crashes, and links without order, are to blame: without them the same inputs hold', () => {
    for (const id of ['sequencer-crashes', 'one-crash-blocks']) {
      const run = spec(id);
      expect(broken(protocol, { ...run, inputs: run.inputs.filter((i) => !('fault' in i)) })).toEqual([]);
    }
    const run = spec('timestamps-need-fifo');
    expect(broken(protocol, { ...run, params: { ...run.params, fifo: true } })).toEqual([]);
  });
});

const nodes = fc.record({ process: fc.integer({ min: 2, max: 5 }) });
const params = (order: OrderName, judged = 'as it promises', fifo = false) =>
  fc.record({
    order: fc.constant(order),
    judged: fc.constant(judged),
    fifo: fc.constant(fifo || order === 'total, timestamps'),
    messages: fc.integer({ min: 1, max: 3 }),
    pace: fc.constantFrom([0, 20_000], [10_000, 80_000]),
  });

/** Which order promises what: the others break, each in some run. Links keep no order but where timestamps need it. */
const MATRIX: readonly (readonly [OrderName, string, readonly string[]])[] = [
  ['best effort', 'FIFO', ['fifo-order']],
  ['best effort', 'causal', ['causal-order', 'fifo-order']],
  ['best effort', 'total', ['total-order']],
  ['FIFO', 'FIFO', []],
  ['FIFO', 'causal', ['causal-order']],
  ['FIFO', 'total', ['total-order']],
  ['causal', 'causal', []],
  ['causal', 'total', ['total-order']],
  ['total, sequencer', 'FIFO', ['fifo-order']],
  ['total, sequencer', 'causal', ['causal-order', 'fifo-order']],
  ['total, sequencer', 'total', []],
  ['total, timestamps', 'causal', []],
  ['total, timestamps', 'total', []],
];
describe('which order promises what, in random runs without faults', () => {
  it.each(MATRIX)('%s judged by %s', (order, judged, breaks) => {
    const found = brokenIn(
      protocol,
      faulty(protocol, [], { nodes, params: params(order, judged) }),
      60,
      breaks,
    );
    expect([...found].sort()).toEqual(breaks);
  });
});

const LATE = ['delivered-in-time'];
/** What a fault can break besides: of what comes twice, or of a process that forgot what it had said. */
function canBreak(type: FaultType, order: OrderName): readonly string[] {
  if (type === 'amnesia') return meta.properties.map((p) => p.id);
  if ((type === 'duplicate' || type === 'link') && order === 'best effort') return [...LATE, 'integrity'];
  // Timestamps need every message, in order; best effort keeps none of its promises by waiting.
  const lossy = !['pause', 'slow', 'delay', 'clock', 'duplicate'].includes(type);
  if (order === 'total, timestamps' && lossy) return [...LATE, 'fifo-order', 'causal-order', 'total-order'];
  return LATE;
}
describe.each(ORDERS)('%s, under random faults of one kind', (order) => {
  it.each(faultTypes(protocol))('%s breaks nothing but what it can', (type) => {
    brokenIn(protocol, faulty(protocol, [type], { nodes, params: params(order) }), 12, canBreak(type, order));
  });
});

describe('a broken rule breaks what it names, nothing else', () => {
  const of: Readonly<Record<string, OrderName>> = {
    onlySender: 'causal',
    receiptOrder: 'total, sequencer',
    noWait: 'total, timestamps',
  };
  it.each(meta.variants.map((v) => [v.id, v.breaks] as const))('%s', (id, breaks) => {
    const runs = faulty(protocol, [], { nodes, params: params(of[id] as OrderName), variants: [id] });
    expect([...brokenIn(protocol, runs, 80, breaks)].sort()).toEqual([...breaks].sort());
  });
});

it('each promise breaks where its naive twin does, and each does somewhere', () => {
  const small = { until: 300_000, commands: 3, faults: 2 };
  const judged = ['as it promises', 'causal', 'total'];
  const runs = ORDERS.flatMap((order) =>
    judged.flatMap((by) =>
      fc.sample(faulty(protocol, ['link', 'crash', 'duplicate'], { ...small, params: params(order, by) }), {
        seed: 3,
        numRuns: 4,
      }),
    ),
  );
  const twice: PartialSpec = {
    params: { order: 'best effort' },
    inputs: [{ at: 0, fault: { type: 'link', from: '*', to: '*', duplicate: 0.5 } }],
  };
  const all = [twice, ...runs, ...scenarios.map((s) => s.spec)];
  expect([...agree(protocol, twins, all)].sort()).toEqual(meta.properties.map((p) => p.id).sort());
});

it('the panel shows what is held back, beside what was delivered', () => {
  const { trace, world } = simulate(protocol, spec('causal-holds-back'));
  const step = trace.columns.step[trace.notes.find((n) => n.id === 'holds')?.row as number] as number;
  const [, , p3] = deliveryRows(world(step), world(step - 1));
  expect(p3?.lists.map((l) => [l.label, l.chips.map((c) => [c.text, c.below, c.fresh])])).toEqual([
    ['delivered', []],
    ['held back', [['answer', 'V P1 1, P2 1', true]]],
  ]);
});
