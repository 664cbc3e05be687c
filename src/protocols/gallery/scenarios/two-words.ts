import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'two-words',
  title: 'Byzantine: two words for one note',
  claim: 'A client that lies makes honest keepers disagree',
  notes:
    'C1 sends each note to three keepers, but to K2 it says “stones”. Each keeper stores faithfully what it was sent, and nobody ' +
    'can see the lie alone. The keepers would have to ask one another what they were told before they believe it: that is what ' +
    'Byzantine broadcast does.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 3 },
    params: { notes: 2 },
    variants: [],
    until: 300_000,
    inputs: [
      { at: 0, fault: { type: 'byzantine', node: 'C1', behaviour: 'twoWords', options: { to: 'K2' } } },
    ],
  },
  violates: ['one-word'],
  order: 9,
};

export default scenario;
