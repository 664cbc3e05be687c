import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'forgotten-channels',
  title: 'Forgotten channels',
  claim: 'Without the channels, what is on its way is lost',
  notes:
    'The run of “Tokens on the way”, but nobody writes down what comes along a channel: 10 + 6 = 16. Four tokens are ' +
    'missing that the game never lost. An auditor who asked each bank for its balance, and forgot the cheques in the post, ' +
    'would find the same.',
  spec: {
    schema: 1,
    protocol: 'snapshot',
    seed: 1,
    nodes: { process: 2 },
    params: { moves: 0, snapshotAt: 0, latency: [20_000, 20_000] },
    variants: ['forgetChannelState'],
    until: 150_000,
    inputs: [
      { at: 20_000, node: 'P2', command: { type: 'give', to: 'P1', tokens: 4 } },
      { at: 30_000, node: 'P1', command: { type: 'snapshot' } },
    ],
  },
  violates: ['conservation'],
  order: 6,
};

export default scenario;
