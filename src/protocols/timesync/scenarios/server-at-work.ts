import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'server-at-work',
  title: 'A server that takes its time',
  claim: 'What the server needs is not delay, if it says so',
  notes:
    'Now the server works for 30 ms at the answer. Cristian’s client cannot tell that from the way there and sets its clock ' +
    '15 ms ahead. Change the method to NTP: the server notes when the question came and when the answer left, the 30 ms ' +
    'drop out, and the clock is right.',
  spec: {
    schema: 1,
    protocol: 'timesync',
    seed: 1,
    nodes: { client: 1 },
    params: { polls: 0, latency: [20_000, 20_000], method: 'Cristian', work: 30_000 },
    variants: [],
    until: 150_000,
    inputs: [{ at: 20_000, node: 'C1', command: { type: 'ask' } }],
  },
  violates: [],
  order: 4,
};

export default scenario;
