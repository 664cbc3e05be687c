import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'small-states',
  title: 'Small states',
  claim: 'Deltas are as small as operations and as easy to please as states',
  notes:
    'What travels are small states that hold only what is new. One is lost: R2 never confirms it, so the next message holds ' +
    'both. They can come late or twice, like whole states, because they are merged like them.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: { type: 'or-map', replication: 'deltas', latency: [20_000, 30_000] },
    variants: [],
    until: 1_000_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'item', key: 'tea', by: 1 } },
      { at: 150_000, fault: { type: 'drop', from: 'R1', to: 'R2', nth: 1 } },
      { at: 160_000, node: 'R1', command: { type: 'item', key: 'tea', by: 1, note: 'green' } },
      { at: 300_000, node: 'R2', command: { type: 'item', key: 'jam', by: 1 } },
      { at: 460_000, node: 'R1', command: { type: 'item', key: 'milk', by: 1 } },
    ],
  },
  violates: [],
  order: 32,
};

export default scenario;
