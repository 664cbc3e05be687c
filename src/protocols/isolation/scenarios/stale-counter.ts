import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'stale-counter',
  title: 'A counter that forgets',
  claim: 'Without the re-check after waiting, even “value + 1” loses an update',
  notes:
    'Both sessions add one, at read committed. T2 waits for T1 and should then compute from what T1 has left. With this rule broken it computes from the version it saw before it waited, and one of the two is lost.',
  spec: spec({
    engine: 'postgres',
    level: 'read committed',
    variants: ['noEPQ'],
    turns: `
      T1 begin
      T2 begin
      T1 update test set value = value + 1 where id = 1
      T2 update test set value = value + 1 where id = 1
      T1 commit
      T2 commit
      T1 select * from test`,
  }),
  violates: ['update-on-newest'],
  order: 13,
};

export default scenario;
