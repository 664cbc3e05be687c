import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'upgrade-deadlock',
  title: 'Two readers who both want to write',
  claim: 'Locks kept on what was read turn a lost update into a deadlock',
  notes:
    'Two-phase locking at serializable. Both sessions hold a shared lock on row 1, and neither can have it alone while the other has it. T2 closes the circle and has to go.',
  spec: spec({
    engine: '2pl',
    level: 'serializable',
    turns: `
      T1 begin
      T2 begin
      T1 select value from test where id = 1
      T2 select value from test where id = 1
      T1 update test set value = 11 where id = 1
      T2 update test set value = 12 where id = 1
      T1 commit
      T2 commit
      T1 select * from test`,
  }),
  violates: [],
  order: 10,
};

export default scenario;
