import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'overtaken-request',
  title: 'An acknowledgement overtakes a request',
  claim: 'The algorithm needs links that keep order',
  notes:
    'Links do not keep order here. P1 requests at 1, and this message is slow. P2 requests at 1 as well; P1 acknowledges, ' +
    'and its acknowledgement is fast. P2 now has something later than 1 from P1 and has never heard of the request before ' +
    'it: it takes the resource, out of turn. When the slow request arrives P2 acknowledges, and P1 takes the resource too. ' +
    'Switch “links keep order” on and the same run holds.',
  spec: {
    schema: 1,
    protocol: 'lamport',
    seed: 1,
    nodes: { process: 2 },
    params: { rounds: 0, latency: [10_000, 10_000], fifo: false, use: 100_000 },
    variants: [],
    until: 300_000,
    inputs: [
      { at: 15_000, fault: { type: 'delay', from: 'P1', to: 'P2', by: 45_000 } },
      { at: 20_000, node: 'P1', command: { type: 'request' } },
      { at: 25_000, node: 'P2', command: { type: 'request' } },
    ],
  },
  violates: ['mutual-exclusion', 'granted-in-order'],
  order: 8,
};

export default scenario;
