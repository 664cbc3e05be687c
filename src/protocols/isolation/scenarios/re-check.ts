import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 're-check',
  title: 'A row re-checked after waiting',
  claim: 'At read committed a delete can miss a row that is there before and after it',
  notes:
    'T1 raises all values by ten. T2 wants to delete the row with 20: in its snapshot that is row 2, for which it waits; after T1’s commit row 2 holds 30 and is spared, and row 1, which now holds 20, was no row with 20 when the statement began.',
  spec: spec({
    engine: 'postgres',
    level: 'read committed',
    turns: `
      T1 begin
      T2 begin
      T1 update test set value = value + 10
      T2 delete from test where value = 20
      T1 commit
      T2 select * from test where value = 20
      T2 commit`,
  }),
  violates: [],
  order: 6,
};

export default scenario;
