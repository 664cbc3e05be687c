/** The rules of the paper. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const PAPER = 'Chandy & Lamport, “Distributed Snapshots”, 1985';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'game',
      title: 'The token game',
      source: 'made for this lab, after the paper’s single-token system',
      lines: [
        { text: 'to give k tokens to q: have k fewer, send k along the channel', rule: 'snapshot.give' },
        { text: 'on k tokens: have k more', rule: 'snapshot.accept' },
      ],
    },
    {
      id: 'send',
      title: 'Marker-Sending Rule for a process p',
      source: PAPER,
      lines: [
        { text: 'p records its state,', rule: 'snapshot.record' },
        { text: 'and for each channel c away from p:', rule: 'snapshot.markers' },
        { text: '  sends one marker along c before any further message', rule: 'snapshot.markers' },
      ],
    },
    {
      id: 'receive',
      title: 'Marker-Receiving Rule for a process q, on a marker along c',
      source: PAPER,
      lines: [
        { text: 'if q has not recorded its state:', rule: 'snapshot.record' },
        { text: '  q records its state; the state of c is empty', rule: 'snapshot.record' },
        { text: 'else: the state of c is what q received along c', rule: 'snapshot.close' },
        { text: '  after it recorded its state and before this marker', rule: 'snapshot.channel' },
      ],
    },
    {
      id: 'collect',
      title: 'Collecting the parts',
      source: 'left open by the paper; the simplest way',
      lines: [
        { text: 'each sends its part to who began; all parts are the snapshot', rule: 'snapshot.collect' },
      ],
    },
  ],
};

export default rules;
