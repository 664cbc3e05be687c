import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'behind-the-message',
  title: 'A message from ahead',
  claim: 'Where the wall clock would put a receipt before its sending, c orders them',
  notes:
    'N1 is 15 ms fast and sends at 35, by its own clock; the message takes 10 ms and comes when N2’s clock shows 30. By the ' +
    'wall it was received before it was sent. N2 stamps it (35, 1). Its next events are (35, 2) and, once its clock is past ' +
    '35, (50, 0).',
  spec: {
    schema: 1,
    protocol: 'hlc',
    seed: 1,
    nodes: { node: 2 },
    params: { messages: 0, latency: [10_000, 10_000] },
    variants: [],
    until: 100_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'N1', offset: 15_000 } },
      { at: 20_000, node: 'N1', command: { type: 'send', to: 'N2' } },
      { at: 32_000, node: 'N2', command: { type: 'event' } },
      { at: 50_000, node: 'N2', command: { type: 'event' } },
    ],
  },
  violates: [],
  order: 2,
};

export default scenario;
