import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'unseen-phantoms',
  title: 'Rows that were not there',
  claim: 'SIREAD locks on rows alone miss the rows that come later',
  notes:
    'Both sessions look for values divisible by three and find none; both put one in. SIREAD locks, notes of what was read, on the whole table would find the circle. With locks on rows only there was no row to lock, and both commit.',
  spec: spec({
    engine: 'postgres',
    level: 'serializable',
    variants: ['noIndexSIREAD'],
    turns: `
      T1 begin
      T2 begin
      T1 select * from test where value % 3 = 0
      T2 select * from test where value % 3 = 0
      T1 insert into test values (3, 30)
      T2 insert into test values (4, 42)
      T1 commit
      T2 commit`,
  }),
  violates: ['serializable-order'],
  order: 16,
};

export default scenario;
