import { describe, expect, it } from 'vitest';
import { protocol } from '../../protocols/broadcast/protocol.ts';
import { scenarios } from '../../protocols/broadcast/scenarios.ts';
import { simulate } from '../../testkit/simulate.ts';
import { BASES, deliveriesOf, JUDGED, ORDERS, underOrder } from './orders.ts';

const specOf = (id: string) => {
  const found = scenarios.find((s) => s.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found.spec;
};
/** Which of the three orders a run under `order` keeps. */
const keeps = (base: string, order: string) =>
  JUDGED.filter(({ id, property }) => {
    const { trace } = simulate(protocol, underOrder(specOf(base), order, id));
    return !trace.violations.some((v) => v.property === property);
  }).map(({ id }) => id);

describe('the same run under each order', () => {
  it('the answer overtakes its question under best effort and FIFO, and waits under all others', () => {
    expect(ORDERS.map(({ id }) => keeps('answer-before-question', id))).toEqual([
      ['FIFO'],
      ['FIFO'],
      ['FIFO', 'causal', 'total'],
      ['FIFO', 'causal', 'total'],
      ['FIFO', 'causal', 'total'],
    ]);
    const { trace } = simulate(protocol, underOrder(specOf('answer-before-question'), 'causal'));
    expect(deliveriesOf(trace)[2]?.list).toEqual([
      { text: 'question', from: 'P1', at: 110_000, held: 0 },
      { text: 'answer', from: 'P2', at: 110_000, held: 50_000 },
    ]);
  });
  it('total order is not FIFO, and FIFO is not total', () => {
    expect(keeps('total-is-not-fifo', 'total, sequencer')).toEqual(['total']);
    expect(keeps('total-is-not-fifo', 'FIFO')).toContain('FIFO');
  });
  it('what a crash blocks is told as waiting for good', () => {
    const { trace } = simulate(protocol, underOrder(specOf('one-crash-blocks'), 'total, timestamps'));
    expect(
      deliveriesOf(trace).flatMap(({ list }) => list.filter((d) => d.at === null)).length,
    ).toBeGreaterThan(0);
  });
  it('no run is thinned: every message is broadcast under every order', () => {
    for (const base of BASES) {
      const sent = ORDERS.map(({ id }) =>
        simulate(protocol, underOrder(specOf(base), id))
          .trace.notes.filter((n) => n.id === 'broadcasts' && String(n.fields.text) !== 'answer')
          .map((n) => `${n.node} ${n.fields.text}`)
          .sort(),
      );
      for (const other of sent) expect(other).toEqual(sent[0]);
    }
  });
});
