import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'epsilon-too-small',
  title: 'Too sure of its clock',
  claim: 'The wait is worth as much as ε is true',
  notes:
    'The clocks are wrong by 8 ms, but servers take them to be right within 1. They wait, two milliseconds, and S1 answers ' +
    'while its timestamp is still in the future. Every TT.now() misses the true time; that an interval is narrow does not ' +
    'make it right.',
  spec: {
    schema: 1,
    protocol: 'truetime',
    seed: 1,
    nodes: {},
    params: { transactions: 0, latency: [5_000, 5_000] },
    variants: ['epsilonTooSmall'],
    until: 150_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'S1', offset: 8_000 } },
      { at: 0, fault: { type: 'clock', node: 'S2', offset: -8_000 } },
      { at: 20_000, node: 'C1', command: { type: 'commit', server: 'S1' } },
      { at: 33_000, node: 'C2', command: { type: 'commit', server: 'S2' } },
    ],
  },
  violates: ['external-consistency', 'interval-contains-time'],
  order: 3,
};

export default scenario;
