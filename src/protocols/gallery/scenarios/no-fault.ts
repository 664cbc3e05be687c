import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'no-fault',
  title: 'Nothing goes wrong',
  claim: 'Without a fault every promise holds',
  notes:
    'C1 has a note for both keepers every 80 ms; each stores it and confirms, and C1 waits for both before it sends the next. ' +
    'Every 40 ms the keepers tell each other that they are alive. Learn what this looks like: every other run in the gallery is ' +
    'this one, or a smaller one, with a single fault. Nothing here is sent again, checked or repaired, so nothing hides what ' +
    'the fault did.',
  spec: {
    schema: 1,
    protocol: 'gallery',
    seed: 1,
    nodes: { client: 1, keeper: 2 },
    params: {},
    variants: [],
    until: 600_000,
    inputs: [],
  },
  violates: [],
  order: 1,
};

export default scenario;
