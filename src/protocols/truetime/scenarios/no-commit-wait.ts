import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-commit-wait',
  title: 'Without the wait',
  claim: 'A timestamp that is answered too early lies in the future',
  notes:
    'The same clocks, but servers answer at once. C1 has its answer at 30 ms, with timestamp 43.0. C2 starts later, at S2, ' +
    'and gets 42.0: whoever reads at 42.5 sees the second transaction and not the first. With the wait the same inputs ' +
    'hold: C2’s transaction is then simply not after C1’s answer.',
  spec: {
    schema: 1,
    protocol: 'truetime',
    seed: 1,
    nodes: {},
    params: { transactions: 0, latency: [5_000, 5_000] },
    variants: ['noCommitWait'],
    until: 150_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'S1', offset: 8_000 } },
      { at: 0, fault: { type: 'clock', node: 'S2', offset: -8_000 } },
      { at: 20_000, node: 'C1', command: { type: 'commit', server: 'S1' } },
      { at: 35_000, node: 'C2', command: { type: 'commit', server: 'S2' } },
    ],
  },
  violates: ['external-consistency'],
  order: 2,
};

export default scenario;
