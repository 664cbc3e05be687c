/** Figure 5 of the paper. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const PAPER =
  'Kulkarni et al., “Logical Physical Clocks and Consistent Snapshots in Globally Distributed Databases”, 2014';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'send',
      title: 'Send or local event',
      source: `${PAPER}, Figure 5`,
      lines: [
        { text: 'l′ ← l;  l ← max(l′, pt)', rule: 'hlc.send' },
        { text: 'if l = l′: c ← c + 1, else c ← 0', rule: 'hlc.send' },
        { text: 'timestamp the event, or the message, with l, c', rule: 'hlc.send' },
      ],
    },
    {
      id: 'receive',
      title: 'Receive event of message m',
      source: `${PAPER}, Figure 5`,
      lines: [
        { text: 'l′ ← l;  l ← max(l′, l.m, pt)', rule: 'hlc.receive' },
        { text: 'if l = l′ = l.m: c ← max(c, c.m) + 1', rule: 'hlc.receive' },
        { text: 'else if l = l′: c ← c + 1', rule: 'hlc.receive' },
        { text: 'else if l = l.m: c ← c.m + 1', rule: 'hlc.receive' },
        { text: 'else: c ← 0', rule: 'hlc.receive' },
      ],
    },
    {
      id: 'reject',
      title: 'Before that',
      source: `${PAPER}: resilience to wrong clocks`,
      lines: [{ text: 'if l.m − pt > ε: do not take m', rule: 'hlc.reject' }],
    },
  ],
};

export default rules;
