import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'wrong-digest',
  title: 'A digest of nothing',
  claim: 'A number given to the digest of no request is refused',
  notes:
    'R1 names a wrong digest in its pre-prepares. The backups compute the digest of the request themselves, refuse, and replace R1. In ' +
    'view 2 R1 goes on with its prepares and commits: they match nothing, and the three others are a quorum without it.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: { latency: [10_000, 10_000] },
    variants: [],
    until: 700000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R1', behaviour: 'wrongDigest' } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
    ],
  },
  violates: [],
  order: 30,
};

export default scenario;
