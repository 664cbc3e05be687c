import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'optimistic',
  title: 'Nobody waits, one is refused',
  claim: 'Optimistic control lets everybody work and asks at the end',
  notes:
    'Each session works on a copy of its own. T1 commits first. T2 is looked at when it wants to commit: since it began, T1 has written what T2 has read, and T2 is refused.',
  spec: spec({
    engine: 'occ',
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
  order: 11,
};

export default scenario;
