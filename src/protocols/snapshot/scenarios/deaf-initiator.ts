import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'deaf-initiator',
  title: 'Who begins forgets to listen',
  claim: 'The one who begins must record its channels too',
  notes:
    'It is easy to forget, for nobody sends it a first marker: with this rule broken, P1 writes down its state, sends ' +
    'markers, and takes all its channels for empty. The four tokens from P2 are lost to the snapshot.',
  spec: {
    schema: 1,
    protocol: 'snapshot',
    seed: 1,
    nodes: { process: 2 },
    params: { moves: 0, snapshotAt: 0, latency: [20_000, 20_000] },
    variants: ['initiatorDeaf'],
    until: 150_000,
    inputs: [
      { at: 20_000, node: 'P2', command: { type: 'give', to: 'P1', tokens: 4 } },
      { at: 30_000, node: 'P1', command: { type: 'snapshot' } },
    ],
  },
  violates: ['conservation'],
  order: 7,
};

export default scenario;
