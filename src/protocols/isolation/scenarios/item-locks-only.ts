import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'item-locks-only',
  title: 'Locks on rows only',
  claim: 'Locks on rows do not keep phantoms out',
  notes:
    'Serializable by locking, with locks on rows and none on conditions. Both look for values divisible by three; there is nothing to lock. Both put one in: a phantom, a row that the other’s search would have found.',
  spec: spec({
    engine: '2pl',
    level: 'serializable',
    variants: ['itemLocksOnly'],
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
  order: 19,
};

export default scenario;
