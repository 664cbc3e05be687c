import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'no-control',
  title: 'No control at all',
  claim: 'Without control a rollback takes back what another has committed',
  notes:
    'Nobody ever waits. T2 writes over what T1 has not committed, and commits; then T1 rolls back, and puts back what was there before it: what T2 committed is gone. The transactions ask for serializable, and nobody listens.',
  spec: spec({
    engine: 'none',
    level: 'serializable',
    turns: `
      T1 begin
      T2 begin
      T1 update test set value = 101 where id = 1
      T2 select * from test
      T2 update test set value = 102 where id = 1
      T2 commit
      T1 rollback
      T1 select * from test`,
  }),
  violates: ['no-dirty-write', 'no-dirty-read'],
  order: 12,
};

export default scenario;
