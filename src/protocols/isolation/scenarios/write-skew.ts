import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'write-skew',
  title: 'Write skew',
  claim: 'Snapshots alone do not make transactions serializable',
  notes:
    'Each session reads both rows and then changes the one the other did not. No row is written twice, so nobody is in anybody’s way, and both commit. No serial order explains it: whoever went second would have seen what the first wrote.',
  spec: spec({
    engine: 'postgres',
    level: 'repeatable read',
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
  order: 3,
};

export default scenario;
