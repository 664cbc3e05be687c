import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lying-replica',
  title: 'A replica that lies to the client',
  claim: 'A client that waits for f + 1 equal results cannot be deceived by f liars',
  notes:
    'R2 executes what it should and tells the client 666. Its replies come first, and the client waits: one replica may be lying. When ' +
    'two others say the same it knows that one of them is correct.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: { latency: [10_000, 10_000] },
    variants: [],
    until: 400000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R2', behaviour: 'replyLies' } },
      { at: 0, fault: { type: 'link', from: 'R2', to: 'C1', latency: [2_000, 2_000] } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 150000, node: 'C1', command: { type: 'read', key: 'x' } },
    ],
  },
  violates: [],
  order: 13,
};

export default scenario;
