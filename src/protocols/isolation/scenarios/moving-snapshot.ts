import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'moving-snapshot',
  title: 'A snapshot that moves',
  claim: 'A snapshot taken anew by each statement sees two states',
  notes:
    'T1 reads row 1, then T2 changes both rows and commits, then T1 reads both. At repeatable read it should see neither change; with a snapshot for each statement it sees both, beside the row it read before.',
  spec: spec({
    engine: 'postgres',
    level: 'repeatable read',
    variants: ['RRsnapshotPerStatement'],
    turns: `
      T1 begin
      T2 begin
      T1 select * from test where id = 1
      T2 update test set value = value + 5
      T2 commit
      T1 select * from test
      T1 commit`,
  }),
  violates: ['stable-reads'],
  order: 15,
};

export default scenario;
