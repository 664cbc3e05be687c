/** Vector clocks. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const MATTERN = 'Mattern, “Virtual Time and Global States of Distributed Systems”, 1988; Fidge 1988';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'clock',
      title: 'The vector V of member i',
      source: MATTERN,
      lines: [
        { text: 'on receiving m: V[k] ← max(V[k], Vm[k]) for all k', rule: 'vectors.merge' },
        { text: 'at every event, receipts included: V[i] ← V[i] + 1', rule: 'vectors.tick' },
        { text: 'a message bears the vector of its sending: Vm = V', rule: 'vectors.send' },
      ],
    },
    {
      id: 'order',
      title: 'How two events stand to each other',
      source: MATTERN,
      lines: [
        { text: 'a < b iff V(a)[k] ≤ V(b)[k] for all k, and not all equal', rule: 'vectors.compare' },
        { text: 'a happened before b iff V(a) < V(b)', rule: 'vectors.compare' },
        { text: 'neither less than the other: concurrent', rule: 'vectors.compare' },
      ],
    },
  ],
};

export default rules;
