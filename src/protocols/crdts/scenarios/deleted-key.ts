import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'deleted-key',
  title: 'A deleted key',
  claim: 'In a LWW-Map a delete is a write like any other, and the later one counts',
  notes:
    'R1 deletes the key while R2, cut off, sets it. The later stamp wins, here the one of R2, which had made another update ' +
    'before. The deleted entry must stay as a tombstone with its stamp: without it an old copy would bring it back.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'lww-map', replication: 'state', latency: [20_000, 30_000] },
    variants: [],
    until: 1_300_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'put', key: 'milk', value: '2' } },
      { at: 300_000, fault: { type: 'partition', groups: [['R1'], ['R2', 'R3']], until: 800_000 } },
      { at: 400_000, node: 'R1', command: { type: 'delete', key: 'milk' } },
      { at: 420_000, node: 'R2', command: { type: 'put', key: 'eggs', value: '6' } },
      { at: 500_000, node: 'R2', command: { type: 'put', key: 'milk', value: '3' } },
    ],
  },
  violates: [],
  order: 22,
};

export default scenario;
