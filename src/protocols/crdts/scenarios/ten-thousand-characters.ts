import type { Scenario } from '../../../engine/meta.ts';

const SENTENCE = 'Nobody asked, nobody waited, and everybody read the same. ';
/** As much as one command may carry. */
const PAGE = SENTENCE.repeat(40).slice(0, 2_000);

export const scenario: Scenario = {
  id: 'ten-thousand-characters',
  title: 'Ten thousand characters',
  claim: 'A keystroke costs the same in a long text as in a short one',
  notes:
    'R1 pastes five pages of two thousand characters. Type into any of the copies, at the end or in the middle: only the ' +
    'letter travels. A replica keeps what was typed in one go as one piece and cuts it only where somebody types into it, so ' +
    'what an update costs goes with the number of pieces.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: { type: 'fugue', replication: 'operations', partner: 'everyone', latency: [20_000, 30_000] },
    variants: [],
    until: 1_000_000,
    inputs: [
      ...Array.from({ length: 5 }, (_, i) => ({
        at: 50_000 + i * 100_000,
        node: 'R1',
        command: { type: 'type', at: i * PAGE.length, text: PAGE },
      })),
      { at: 700_000, node: 'R2', command: { type: 'type', at: 5_000, text: 'Here! ' } },
    ],
  },
  violates: [],
  order: 29,
};

export default scenario;
