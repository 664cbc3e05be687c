import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'drawn-by-hand',
  title: 'Draw it yourself',
  claim: 'Stamps follow the messages, not the time',
  notes:
    'Every lane is a process, every point an event. Click on a lane to put an event there; press on a lane and draw to another ' +
    'to send a message; take an event and slide it. The stamps follow while you draw. Slide P2’s lone event to and fro: as ' +
    'long as it passes no other event of its lane, no stamp changes, for nobody can tell.',
  cursor: 100_000,
  spec: {
    schema: 1,
    protocol: 'diagram',
    seed: 1,
    nodes: {},
    params: {},
    variants: [],
    until: 100_000,
    inputs: [
      { at: 10_000, node: 'P1', command: { type: 'send', to: 'P2', after: 14_000 } },
      { at: 40_000, node: 'P2', command: { type: 'local' } },
      { at: 30_000, node: 'P3', command: { type: 'local' } },
      { at: 56_000, node: 'P2', command: { type: 'send', to: 'P3', after: 15_000 } },
      { at: 50_000, node: 'P1', command: { type: 'local' } },
      { at: 64_000, node: 'P1', command: { type: 'send', to: 'P3', after: 20_000 } },
    ],
  },
  violates: [],
  order: 1,
};

export default scenario;
