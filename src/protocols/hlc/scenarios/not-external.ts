import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'not-external',
  title: 'Later, with a smaller stamp',
  claim: 'Without a message between them, a later event may have the smaller stamp',
  notes:
    'N1 is 15 ms fast and has an event; 5 ms later, by true time, N2 has one, and its stamp is smaller. Nobody told N2, so ' +
    'no rule was broken: hybrid clocks keep the order of causes, not the order of time. If somebody had telephoned in ' +
    'between, the two would be in the wrong order. Against that helps only waiting (see TrueTime).',
  spec: {
    schema: 1,
    protocol: 'hlc',
    seed: 1,
    nodes: { node: 2 },
    params: { messages: 0, latency: [10_000, 10_000] },
    variants: [],
    until: 80_000,
    inputs: [
      { at: 0, fault: { type: 'clock', node: 'N1', offset: 15_000 } },
      { at: 30_000, node: 'N1', command: { type: 'event' } },
      { at: 35_000, node: 'N2', command: { type: 'event' } },
    ],
  },
  violates: [],
  order: 9,
};

export default scenario;
