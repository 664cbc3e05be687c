/** The rules of the paper, in its words. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const PAPER = 'Lamport, “Time, Clocks, and the Ordering of Events in a Distributed System”, 1978';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'clock',
      title: 'The clock C of a process',
      source: `${PAPER}: IR1 and IR2`,
      lines: [
        { text: 'between any two events: C ← C + 1', rule: 'lamport.tick' },
        { text: 'a message m bears the time of its sending: Tm = C', rule: 'lamport.tick' },
        { text: 'on receiving m: C ← max(C, Tm) + 1', rule: 'lamport.receive' },
      ],
    },
    {
      id: 'order',
      title: 'The total order ⇒',
      source: PAPER,
      lines: [
        { text: 'a of Pi ⇒ b of Pj iff C(a) < C(b),' },
        { text: '  or C(a) = C(b) and Pi comes before Pj in a fixed order' },
      ],
    },
    {
      id: 'exclusion',
      title: 'One resource',
      source: `${PAPER}: the five rules`,
      lines: [
        { text: '1. to request: put Tm:Pi on its queue,', rule: 'lamport.request' },
        { text: '   send “Tm:Pi requests” to every other process', rule: 'lamport.request' },
        { text: '2. on “Tm:Pi requests”: put it on its queue,', rule: 'lamport.enqueue' },
        { text: '   send Pi a timestamped acknowledgement', rule: 'lamport.enqueue' },
        { text: '3. to release: take its request off its queue,', rule: 'lamport.release' },
        { text: '   send “Pi releases” to every other process', rule: 'lamport.release' },
        { text: '4. on “Pi releases”: take every request of Pi off its queue', rule: 'lamport.remove' },
        { text: '5. granted when (i) its own request comes first in its queue', rule: 'lamport.grant' },
        { text: '   and (ii) every other process sent something later than Tm', rule: 'lamport.grant' },
      ],
    },
  ],
};

export default rules;
