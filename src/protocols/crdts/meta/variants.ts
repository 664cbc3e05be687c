/** Rules broken on purpose. */
import type { Meta } from '../../../engine/meta.ts';

export const variants: Meta['variants'] = [
  {
    id: 'addedCounts',
    title: 'Counters are merged by adding',
    breaks: [
      'strong-convergence',
      'specification',
      'merge-idempotent',
      'merge-associative',
      'never-negative',
    ],
    scenario: 'counter-merged-by-adding',
  },
  {
    id: 'sharedCounter',
    title: 'All replicas count in one number, and the greater is kept',
    breaks: ['specification', 'never-negative'],
    scenario: 'shared-counter',
  },
  {
    id: 'oneSet',
    title: 'A remove takes the element out of the set and leaves no trace',
    breaks: ['strong-convergence', 'specification', 'inflationary'],
    scenario: 'set-that-resurrects',
  },
  {
    id: 'nonUniqueTags',
    title: 'Tags of an OR-Set do not name their replica',
    breaks: ['specification', 'intent-preserved'],
    scenario: 'tags-that-are-not-unique',
  },
  {
    id: 'versionForgotten',
    title: 'An ORSWOT forgets that it saw what it removes',
    breaks: ['strong-convergence', 'specification', 'inflationary', 'merge-associative', 'intent-preserved'],
    scenario: 'version-forgotten',
  },
  {
    id: 'noTieBreak',
    title: 'Of two writes with equal stamps each replica keeps its own',
    breaks: ['strong-convergence', 'specification', 'merge-commutative'],
    scenario: 'no-tie-break',
  },
  {
    id: 'fuzzyStamps',
    title: 'Stamps that are close count as equal',
    breaks: ['strong-convergence', 'specification', 'merge-associative', 'replaced-stays-replaced'],
    scenario: 'stamps-nearly-equal',
  },
  {
    id: 'happensBeforeInverted',
    title: 'Of a value and the one that replaced it the older is kept',
    breaks: ['strong-convergence', 'specification', 'replaced-stays-replaced'],
    scenario: 'happened-before-inverted',
  },
  {
    id: 'ownCounters',
    title: 'RGA by operations numbers characters by a counter of each replica’s own',
    breaks: ['strong-convergence', 'specification', 'intent-preserved', 'not-interleaved'],
    scenario: 'counters-of-their-own',
  },
  {
    id: 'noDedup',
    title: 'Operations that come twice are applied twice',
    breaks: ['strong-convergence', 'specification', 'no-element-twice', 'intent-preserved'],
    scenario: 'operations-applied-twice',
  },
  {
    id: 'noCausalOrder',
    title: 'Operations are applied as they come',
    breaks: ['strong-convergence', 'specification', 'causally-closed', 'intent-preserved', 'not-interleaved'],
    scenario: 'operations-out-of-order',
  },
  {
    id: 'deltaGaps',
    title: 'A delta that was sent counts as received',
    breaks: ['causally-closed', 'specification', 'strong-convergence', 'intent-preserved'],
    scenario: 'gap-in-deltas',
  },
];
