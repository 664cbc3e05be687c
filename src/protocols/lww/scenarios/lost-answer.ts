import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'lost-answer',
  title: 'No answer',
  claim: 'No answer does not mean that nothing was written',
  notes:
    'C1’s write reaches R1 and is kept; the answer is lost. C1 gives up, not knowing. A read tells it: “tea” is there. Had ' +
    'it just written again, that write would have got a greater stamp, and nobody would have noticed: a register hides what ' +
    'siblings would show.',
  spec: {
    schema: 1,
    protocol: 'lww',
    seed: 1,
    nodes: { replica: 1, client: 1 },
    params: { rounds: 0, latency: [10_000, 10_000], patience: 50_000 },
    variants: [],
    until: 150_000,
    inputs: [
      { at: 15_000, fault: { type: 'drop', from: 'R1', to: 'C1' } },
      { at: 20_000, node: 'C1', command: { type: 'put', value: 'tea', replica: 'R1' } },
      { at: 90_000, node: 'C1', command: { type: 'get', replica: 'R1' } },
    ],
  },
  violates: [],
  order: 8,
};

export default scenario;
