import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'replication',
  title: 'A write becomes permanent',
  claim: 'A client is told “done” only after a majority has stored its write',
  notes:
    'S1 leads. The client writes x, writes it again and reads it back. For each command the leader appends an entry and sends it to the others. Once ' +
    'three of five have stored the entry, the leader commits it, applies it and answers. The others learn of the commit from the next message.',
  cursor: 0,
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 3,
    nodes: { server: 5, client: 1 },
    params: {},
    variants: [],
    until: 700_000,
    inputs: [
      { at: 5_000, fire: { node: 'S1', timer: 'election' } },
      { at: 110_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 260_000, node: 'C1', command: { type: 'write', key: 'x', value: 2 } },
      { at: 420_000, node: 'C1', command: { type: 'read', key: 'x' } },
    ],
  },
  violates: [],
  order: 3,
};

export default scenario;
