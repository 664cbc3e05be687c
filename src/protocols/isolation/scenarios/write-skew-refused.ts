import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'write-skew-refused',
  title: 'Write skew refused',
  claim: 'Serializable snapshots find the circle and refuse one of the two',
  notes:
    'The same statements at serializable. Reads leave SIREAD locks, notes of what was read, which block nobody. From them the database knows that each session missed what the other wrote. T1 commits first, so T2 is refused at its commit; just before it, Conflicts shows the circle.',
  spec: spec({
    engine: 'postgres',
    level: 'serializable',
    turns: `
      T1 begin
      T2 begin
      T1 select * from test where id in (1, 2)
      T2 select * from test where id in (1, 2)
      T1 update test set value = 11 where id = 1
      T2 update test set value = 21 where id = 2
      T1 commit
      T2 commit`,
  }),
  violates: [],
  order: 4,
};

export default scenario;
