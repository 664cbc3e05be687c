/** The five orders. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const BSS = 'Birman, Schiper & Stephenson, “Lightweight Causal and Atomic Group Multicast”, 1991';
const HT = 'Hadzilacos & Toueg, “A Modular Approach to Fault-Tolerant Broadcasts”, 1994';
const LAMPORT = 'Lamport, “Time, Clocks, and the Ordering of Events in a Distributed System”, 1978';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'best',
      title: 'Best effort',
      source: HT,
      lines: [
        { text: 'to broadcast m: send m to every other process', rule: 'broadcast.send' },
        { text: 'on receiving m: deliver m', rule: 'broadcast.best' },
      ],
    },
    {
      id: 'fifo',
      title: 'FIFO',
      source: HT,
      lines: [
        { text: 'm bears its number n among its sender’s', rule: 'broadcast.send' },
        { text: 'on receiving m from Pj: hold it back until n = V[j] + 1', rule: 'broadcast.fifo' },
        { text: 'deliver m; V[j] ← V[j] + 1', rule: 'broadcast.fifo' },
      ],
    },
    {
      id: 'causal',
      title: 'Causal',
      source: BSS,
      lines: [
        { text: 'to broadcast m: V[i] ← V[i] + 1; m bears Vm = V', rule: 'broadcast.causal.send' },
        { text: 'on receiving m from Pj: hold it back until', rule: 'broadcast.causal' },
        { text: '  Vm[j] = V[j] + 1, and Vm[k] ≤ V[k] for all other k', rule: 'broadcast.causal' },
        { text: 'deliver m; V[j] ← V[j] + 1', rule: 'broadcast.causal' },
      ],
    },
    {
      id: 'sequencer',
      title: 'Total, by a sequencer',
      source: 'Kaashoek & Tanenbaum, “Group Communication in the Amoeba Distributed Operating System”, 1991',
      lines: [
        { text: 'sequencer, on m: give m the next number s,', rule: 'broadcast.number' },
        { text: '  send “m is s” to all', rule: 'broadcast.number' },
        { text: 'others: deliver m in the order of these numbers', rule: 'broadcast.byNumber' },
      ],
    },
    {
      id: 'timestamps',
      title: 'Total, by timestamps',
      source: LAMPORT,
      lines: [
        { text: 'to broadcast m: C ← C + 1; m bears T = C', rule: 'broadcast.stamps.send' },
        { text: 'on receiving m: C ← max(C, T) + 1; hold it back,', rule: 'broadcast.stamps.ack' },
        { text: '  send an acknowledgement that bears C to all', rule: 'broadcast.stamps.ack' },
        { text: 'deliver m once it is the earliest by (T, sender)', rule: 'broadcast.stamps.deliver' },
        { text: '  and something later than T came from everybody', rule: 'broadcast.stamps.deliver' },
      ],
    },
  ],
};

export default rules;
