import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'unvalidated',
  title: 'Nobody asks at the end',
  claim: 'Optimistic control is nothing without its last look',
  notes:
    'The same statements as in “Nobody waits, one is refused”, and nobody looks who has committed since. T2 writes over T1’s change.',
  spec: spec({
    engine: 'occ',
    level: 'serializable',
    variants: ['noValidation'],
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
  violates: ['no-lost-update', 'serializable-order'],
  order: 20,
};

export default scenario;
