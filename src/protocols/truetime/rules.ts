/** TrueTime and commit wait. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const PAPER = 'Corbett et al., “Spanner: Google’s Globally-Distributed Database”, 2012';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'now',
      title: 'TrueTime',
      source: `${PAPER}, §3`,
      lines: [
        { text: 'TT.now() = [clock − ε, clock + ε]', rule: 'truetime.now' },
        { text: 'true time lies in it as long as the clock is right within ε' },
      ],
    },
    {
      id: 'commit',
      title: 'A commit at its coordinator',
      source: `${PAPER}, §4.1.2: Start and Commit Wait`,
      lines: [
        { text: 'Start: s ← TT.now().latest, and more than any s before', rule: 'truetime.start' },
        { text: 'Commit Wait: wait until TT.now().earliest > s', rule: 'truetime.wait' },
        { text: 'only then make it visible, and answer', rule: 'truetime.commit' },
      ],
    },
  ],
};

export default rules;
