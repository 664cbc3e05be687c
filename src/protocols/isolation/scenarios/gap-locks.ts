import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'gap-locks',
  title: 'Locks where nothing is',
  claim: 'Gap locks keep others from putting rows where one has looked',
  notes:
    'T1 asks, with a lock, for a row that is not there. InnoDB, the engine inside MySQL, locks the gap in which it would stand, and T2, which wants to put one in, has to wait. T3 is not in the way: it puts in its row before the first.',
  spec: spec({
    engine: 'mysql',
    level: 'repeatable read',
    turns: `
      T1 begin
      T2 begin
      T3 begin
      T1 select * from test where id = 5 for update
      T3 insert into test values (0, 5)
      T2 insert into test values (7, 70)
      T1 commit
      T2 commit
      T3 commit`,
  }),
  violates: [],
  order: 9,
};

export default scenario;
