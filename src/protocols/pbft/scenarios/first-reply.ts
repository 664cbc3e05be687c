import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'first-reply',
  title: 'The first reply is good enough',
  claim: 'A client that believes the first reply believes whatever the fastest liar says',
  notes:
    'The same run with a client that takes the first reply. R2’s lie comes first, and the client reads 666 where 1 was written.',

  spec: {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: 4, client: 1 },
    params: { latency: [10_000, 10_000] },
    variants: ['oneReply'],
    until: 400000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'R2', behaviour: 'replyLies' } },
      { at: 0, fault: { type: 'link', from: 'R2', to: 'C1', latency: [2_000, 2_000] } },
      { at: 10000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
      { at: 150000, node: 'C1', command: { type: 'read', key: 'x' } },
    ],
  },
  violates: ['client-not-misled'],
  order: 14,
};

export default scenario;
