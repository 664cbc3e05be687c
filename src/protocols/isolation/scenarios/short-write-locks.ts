import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'short-write-locks',
  title: 'Locks given back too soon',
  claim: 'Write locks that end with their statement let writes cross',
  notes:
    'Two-phase locking at read uncommitted, but the locks on what is written last only as long as the statement. T2 writes row 1 over T1, T1 writes row 2 after that: each row is of another transaction.',
  spec: spec({
    engine: '2pl',
    level: 'read uncommitted',
    variants: ['shortWriteLocks'],
    turns: `
      T1 begin
      T2 begin
      T1 update test set value = 11 where id = 1
      T2 update test set value = 12 where id = 1
      T2 update test set value = 22 where id = 2
      T1 update test set value = 21 where id = 2
      T1 commit
      T2 commit`,
  }),
  violates: ['no-dirty-write'],
  order: 18,
};

export default scenario;
