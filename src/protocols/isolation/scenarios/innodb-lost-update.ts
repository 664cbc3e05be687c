import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'innodb-lost-update',
  title: 'InnoDB loses it too',
  claim: 'Repeatable read of InnoDB loses an update that PostgreSQL’s refuses',
  notes:
    'The same statements as in “The first updater wins”, in the way of InnoDB, the engine inside MySQL. Its selects have a snapshot, its updates look at the rows as they are now: T2 waits for T1 and then writes over it. Both ways bear the same name.',
  spec: spec({
    engine: 'mysql',
    level: 'repeatable read',
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
  order: 8,
};

export default scenario;
