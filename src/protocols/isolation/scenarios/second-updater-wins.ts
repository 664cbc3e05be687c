import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'second-updater-wins',
  title: 'The second updater wins',
  claim: 'Snapshots without first-updater-wins lose updates',
  notes:
    'Repeatable read, with one rule broken: T2 may write a row that was changed after its snapshot. It writes over T1’s change, of which its snapshot knows nothing.',
  spec: spec({
    engine: 'postgres',
    level: 'repeatable read',
    variants: ['noFUW'],
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
  violates: ['no-lost-update'],
  order: 14,
};

export default scenario;
