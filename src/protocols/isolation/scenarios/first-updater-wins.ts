import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'first-updater-wins',
  title: 'The first updater wins',
  claim: 'A snapshot does not let a transaction write over what it has not seen',
  notes:
    'The same statements at repeatable read. T2 waits for T1 as before, but its snapshot is older than what T1 commits: it is refused with 40001, and has to begin again. Had T1 rolled back, T2 would have gone on.',
  spec: spec({
    engine: 'postgres',
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
  order: 2,
};

export default scenario;
