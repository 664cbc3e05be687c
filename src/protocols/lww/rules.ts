/** Last write wins. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const SHAPIRO =
  'Shapiro et al., “A Comprehensive Study of Convergent and Commutative Replicated Data Types”, 2011: LWW-Register';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'stamp',
      title: 'A write at replica r',
      source: SHAPIRO,
      lines: [
        { text: 'by the wall clock: stamp ← (clock, r)', rule: 'lww.stamp.wall' },
        { text: 'hybrid: stamp ← greater than clock, and than all', rule: 'lww.stamp.hybrid' },
        { text: '  stamps that replica and writer have seen', rule: 'lww.stamp.hybrid' },
      ],
    },
    {
      id: 'merge',
      title: 'On a write, its own or another replica’s',
      source: SHAPIRO,
      lines: [
        { text: 'if its stamp is greater than that of the register:', rule: 'lww.keep' },
        { text: '  keep it instead', rule: 'lww.keep' },
        { text: 'else: drop it, though its writer was told “done”', rule: 'lww.drop' },
      ],
    },
  ],
};

export default rules;
