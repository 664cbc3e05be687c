import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'lost-update',
  title: 'A lost update',
  claim: 'At read committed an update can be lost without a word',
  notes:
    'Both sessions read row 1 and both write what they computed from it. T2 has to wait for T1, and then writes over it: PostgreSQL re-reads the row after the wait, but T2 never asks what it holds. This is allowed at read committed, so no promise is broken.',
  spec: spec({
    engine: 'postgres',
    level: 'read committed',
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
  order: 1,
};

export default scenario;
