import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'invented-proof',
  title: 'A proof that proves nothing',
  claim: 'Nobody can claim in a view-change what the others have not signed',
  notes:
    'R1 does not react for a while, and the backups ask for view 2. R4 lies in its view-change: it claims that a null request was ' +
    'prepared as number 1. It cannot sign for R1 and R2, so its view-change is refused, and view 2 begins with those of R1, R2 and R3.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: { latency: [10_000, 10_000] },
    variants: [],
    until: 700000,
    inputs: [
      {
        at: 0,
        fault: { type: 'byzantine', node: 'R4', behaviour: 'lieInViewChange', options: { lie: 'invents' } },
      },
      { at: 5000, fault: { type: 'pause', node: 'R1', until: 425_000 } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
    ],
  },
  violates: [],
  order: 32,
};

export default scenario;
