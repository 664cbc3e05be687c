import { expect, test } from 'vitest';
import type { Input } from '../../engine/runspec.ts';
import { simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { scenario } from './scenarios/yours-to-break.ts';

const crash = (node: string): Input => ({ at: 500_000, fault: { type: 'crash', node } });

/** Outcomes of what the client asks for after the crashes. */
function outcomes(...nodes: string[]): readonly string[] {
  const { inputs } = scenario.spec;
  const { trace } = simulate(protocol, { ...scenario.spec, inputs: [...inputs, ...nodes.map(crash)] });
  expect(trace.violations).toEqual([]);
  return trace.operations.slice(1).map(({ outcome }) => outcome);
}

test('any three of five go on: once a new leader is there, every write is confirmed', () => {
  const servers = ['S1', 'S2', 'S3', 'S4', 'S5'];
  for (const [i, one] of servers.entries()) {
    for (const other of servers.slice(i + 1)) {
      expect([one, other, outcomes(one, other).at(-1)]).toEqual([one, other, 'ok']);
    }
  }
});

test('two of five do not', () => {
  expect(outcomes('S5', 'S1', 'S2')).not.toContain('ok');
});
