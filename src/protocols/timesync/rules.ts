/** Cristian and NTP. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const CRISTIAN = 'Cristian, “Probabilistic Clock Synchronization”, 1989';
const NTP = 'Mills, RFC 5905, §8: the on-wire protocol';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'ask',
      title: 'Asking for the time',
      source: NTP,
      lines: [
        { text: 'client: note t1, ask', rule: 'timesync.ask' },
        { text: 'server: note t2; when ready note t3, answer (t2, t3)', rule: 'timesync.answer' },
      ],
    },
    {
      id: 'ntp',
      title: 'NTP, when the answer comes at t4',
      source: NTP,
      lines: [
        { text: 'θ = ((t2 − t1) + (t3 − t4)) / 2', rule: 'timesync.ntp' },
        { text: 'δ = (t4 − t1) − (t3 − t2)', rule: 'timesync.ntp' },
        { text: 'θ is wrong by at most δ / 2', rule: 'timesync.ntp' },
      ],
    },
    {
      id: 'cristian',
      title: 'Cristian, when the answer comes at t4',
      source: CRISTIAN,
      lines: [
        { text: 'the time is t3 + (t4 − t1) / 2', rule: 'timesync.cristian' },
        { text: 'wrong by at most (t4 − t1) / 2 − min', rule: 'timesync.cristian' },
      ],
    },
    {
      id: 'set',
      title: 'And then',
      source: CRISTIAN,
      lines: [
        { text: 'too long a delay: do not use it, ask again', rule: 'timesync.discard' },
        { text: 'else: set the clock', rule: 'timesync.set' },
      ],
    },
  ],
};

export default rules;
