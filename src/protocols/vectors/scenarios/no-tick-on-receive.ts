import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-tick-on-receive',
  title: 'A receipt that does not count',
  claim: 'A version vector is not a vector clock',
  notes:
    'Version vectors count writes, so receiving does not raise them. Used as a clock this fails twice. Bob’s receipt has ' +
    'the very vector of Alice’s post: the order between the two is gone. And Carol’s next event comes out as later than ' +
    'Bob’s receipt, of which she knows nothing.',
  spec: {
    schema: 1,
    protocol: 'vectors',
    seed: 1,
    nodes: {},
    params: { posts: 0, latency: [20_000, 20_000] },
    variants: ['noTickOnReceive'],
    until: 150_000,
    inputs: [
      { at: 10_000, node: 'A1', command: { type: 'post', text: 'lunch?' } },
      { at: 50_000, node: 'C1', command: { type: 'event' } },
    ],
  },
  violates: ['clock-condition', 'strong-clock-condition'],
  order: 5,
};

export default scenario;
