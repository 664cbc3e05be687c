/** What each kind of event does to the clocks. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const LAMPORT = 'Lamport, “Time, Clocks, and the Ordering of Events in a Distributed System”, 1978';
const MATTERN = 'Mattern, “Virtual Time and Global States of Distributed Systems”, 1988; Fidge 1988';
const HLC = 'Kulkarni et al. 2014, Figure 5';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'lamport',
      title: 'Lamport’s clock L of a process',
      source: LAMPORT,
      lines: [
        { text: 'at a local event: L ← L + 1', rule: 'diagram.local' },
        { text: 'on sending m: L ← L + 1, Lm = L', rule: 'diagram.send' },
        { text: 'on receiving m: L ← max(L, Lm) + 1', rule: 'diagram.receive' },
      ],
    },
    {
      id: 'vector',
      title: 'The vector V of process i',
      source: MATTERN,
      lines: [
        { text: 'at a local event: V[i] ← V[i] + 1', rule: 'diagram.local' },
        { text: 'on sending m: V[i] ← V[i] + 1, Vm = V', rule: 'diagram.send' },
        {
          text: 'on receiving m: V[k] ← max(V[k], Vm[k]) for all k, V[i] ← V[i] + 1',
          rule: 'diagram.receive',
        },
      ],
    },
    {
      id: 'hlc',
      title: 'The hybrid clock (l, c); pt is the wall clock',
      source: HLC,
      lines: [
        { text: 'at a local event: l′ ← l, l ← max(l′, pt)', rule: 'diagram.local' },
        { text: 'on sending m: the same, lm = l, cm = c', rule: 'diagram.send' },
        { text: '  c ← c + 1 if l = l′, else 0' },
        { text: 'on receiving m: l′ ← l, l ← max(l′, lm, pt)', rule: 'diagram.receive' },
        { text: '  c ← one more than the c of whoever had l already, else 0' },
      ],
    },
  ],
};

export default rules;
