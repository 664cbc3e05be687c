import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'your-own-text',
  title: 'Your own text, in three places',
  claim: 'Type anywhere, also when cut off: when all have heard of everything, all read the same',
  notes:
    'Each replica has an editor. Put the cursor into one and type: every letter is an update of that replica, right after the ' +
    'moment on show, and time goes on until the others have it. Cut a replica off, type there and elsewhere, and reconnect it. ' +
    'The small flags are the places of the others: each is tied to a character, not to a position, so it moves with the text ' +
    'around it. Then let two words be typed backwards for you, once in RGA and once in Fugue.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 3 },
    params: {
      type: 'fugue',
      replication: 'operations',
      partner: 'everyone',
      latency: [20_000, 30_000],
    },
    variants: [],
    until: 500_000,
    inputs: [{ at: 50_000, node: 'R1', command: { type: 'type', at: 0, text: 'Dear all, ' } }],
  },
  violates: [],
  order: 23,
};

export default scenario;
