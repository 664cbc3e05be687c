import { expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { scenarios } from './scenarios.ts';
import { queueRows } from './view-queues.ts';

it('shows each queue in order, and who was heard later than its own request', () => {
  const spec = scenarios.find((s) => s.id === 'tie')?.spec;
  const { trace, world } = simulate(protocol, spec ?? {});
  const step = trace.columns.step[trace.notes.find((n) => n.id === 'granted')?.row as number] as number;
  const [p1, p2] = queueRows(world(step), world(step - 1));
  expect([p1?.figure, p1?.facts]).toEqual(['C = 4', ['uses the resource']]);
  expect(p2?.lists[0]?.chips.map((c) => [c.text, c.look])).toEqual([
    ['(1, P1)', 'faint'],
    ['(1, P2)', 'dashed'],
  ]);
  expect(p1?.lists[1]?.chips.map((c) => [c.text, c.look, c.fresh])).toEqual([
    ['P2 2', 'solid', false],
    ['P3 3', 'solid', true],
  ]);
});
