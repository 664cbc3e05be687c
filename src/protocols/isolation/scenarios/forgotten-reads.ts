import type { Scenario } from '../../../engine/meta.ts';
import { spec } from './parts/turns.ts';

export const scenario: Scenario = {
  id: 'forgotten-reads',
  title: 'Reads forgotten too soon',
  claim: 'What a transaction has read matters after it has committed',
  notes:
    'T1 reads both rows and changes row 1. It commits before T2 changes row 2, which it had read. With its SIREAD locks (notes of what was read, which block nobody) gone at the commit, T2’s write finds nobody who read the row, and write skew goes through.',
  spec: spec({
    engine: 'postgres',
    level: 'serializable',
    variants: ['dropSIREADatCommit'],
    turns: `
      T1 begin
      T2 begin
      T2 select * from test where id in (1, 2)
      T1 select * from test where id in (1, 2)
      T1 update test set value = 11 where id = 1
      T1 commit
      T2 update test set value = 21 where id = 2
      T2 commit`,
  }),
  violates: ['serializable-order'],
  order: 17,
};

export default scenario;
