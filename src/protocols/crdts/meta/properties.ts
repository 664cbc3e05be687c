/** What must hold. */
import type { Meta } from '../../../engine/meta.ts';
import { DELTAS, FUGUE, LISTS, RR } from './sources.ts';

export const properties: Meta['properties'] = [
  {
    id: 'strong-convergence',
    title: 'Replicas that have the same updates are in the same state',
    source: `Strong eventual consistency; ${RR}`,
    kind: 'always',
  },
  {
    id: 'specification',
    title: 'A copy shows what its updates mean, by the specification of its type',
    source: `${RR}, §3; for texts ${FUGUE}`,
    kind: 'always',
  },
  {
    id: 'causally-closed',
    title: 'Whoever has an update has everything that its replica had seen',
    source: `Causal consistency; ${DELTAS}`,
    kind: 'always',
  },
  {
    id: 'no-element-twice',
    title: 'No element stands twice in a copy',
    source: LISTS,
    kind: 'always',
  },
  {
    id: 'intent-preserved',
    title:
      'An update shows at once where it was made, and new text stays between the neighbours it was typed between',
    source: LISTS,
    kind: 'always',
  },
  {
    id: 'replaced-stays-replaced',
    title: 'A value never comes back over one that replaced it knowingly',
    source: `Stamps consistent with causal order; ${RR}, §3.2.1`,
    kind: 'always',
  },
  {
    id: 'merge-commutative',
    title: 'Merging two states gives the same in either order',
    source: `Join semilattice; ${RR}, §2.3`,
    kind: 'always',
  },
  {
    id: 'merge-associative',
    title: 'Merging three states gives the same whichever two are merged first',
    source: `Join semilattice; ${RR}, §2.3`,
    kind: 'always',
  },
  {
    id: 'merge-idempotent',
    title: 'Merging a state with itself changes nothing',
    source: `Join semilattice; ${RR}, §2.3`,
    kind: 'always',
  },
  {
    id: 'inflationary',
    title: 'An update only goes up: merging the state before into the state after changes nothing',
    source: `Monotonic updates; ${RR}, §2.3`,
    kind: 'always',
  },
  {
    id: 'not-interleaved',
    title: 'What two replicas typed side by side, each in one go, is not mixed',
    source: FUGUE,
    kind: 'always',
  },
  {
    id: 'never-negative',
    title: 'Where nobody may go below zero, nobody is below zero',
    source: 'An invariant of the application, which no CRDT promises',
    kind: 'always',
  },
];
