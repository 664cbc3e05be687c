import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'server-is-wrong',
  title: 'The server is wrong',
  claim: 'Who asks one server is as wrong as that server',
  notes:
    'The clock of S1 is 100 ms ahead. Both clients follow it, within their few milliseconds, and agree with one another ' +
    'perfectly. To notice one would have to ask several servers, and to outvote one liar, three.',
  spec: {
    schema: 1,
    protocol: 'timesync',
    seed: 1,
    nodes: {},
    params: { polls: 0, latency: [20_000, 20_000] },
    variants: [],
    until: 120_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'S1', offset: 100_000 } },
      { at: 20_000, node: 'C1', command: { type: 'ask' } },
      { at: 30_000, node: 'C2', command: { type: 'ask' } },
    ],
  },
  violates: ['error-bounded', 'error-is-asymmetry'],
  order: 8,
};

export default scenario;
