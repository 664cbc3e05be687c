import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'read-only-anomaly',
  title: 'A reader makes the difference',
  claim: 'A transaction that only reads can turn a serializable run into one that is not',
  notes:
    'Fekete, O’Neil and O’Neil, 2004. Row 1 is a checking account, row 2 the savings. T1 deposits 20; T2 withdraws with a fee because it saw no deposit; T3 reads both in between. Without T3 they could have gone T2, T1. T3 has seen the deposit and not the withdrawal, and so T2 is refused.',
  spec: spec({
    engine: 'postgres',
    level: 'serializable',
    turns: `
      D1 create table test (id int primary key, value int); insert into test values (1, 0), (2, 0)
      T2 begin
      T2 select * from test where id in (1, 2)
      T1 begin
      T1 select * from test where id = 2
      T1 update test set value = 20 where id = 2
      T1 commit
      T3 begin
      T3 select * from test where id in (1, 2)
      T3 commit
      T2 update test set value = -11 where id = 1
      T2 commit`,
  }),
  violates: [],
  order: 7,
};

export default scenario;
