import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'deadlock',
  title: 'Each waits for the other',
  claim: 'Whoever closes a circle of waits is the one to go',
  notes:
    'T1 has row 1 and wants row 2; T2 has row 2 and wants row 1. The wait that T2 asks for would never end, so the database refuses it at once and takes T2 back. T1 goes on with what T2 has let go.',
  spec: spec({
    engine: 'postgres',
    level: 'read committed',
    turns: `
      T1 begin
      T2 begin
      T1 update test set value = 11 where id = 1
      T2 update test set value = 22 where id = 2
      T1 update test set value = 21 where id = 2
      T2 update test set value = 12 where id = 1
      T1 commit
      T2 rollback
      T1 select * from test`,
  }),
  violates: [],
  order: 5,
};

export default scenario;
