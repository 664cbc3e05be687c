/** Schedules of what a database shows too early, or only in part: G0, G1, OTV, PMP. */
import { type MatrixSchedule, schedule, steps } from './schedule.ts';

export const DIRTY: readonly MatrixSchedule[] = [
  schedule({
    id: 'G0',
    anomalies: ['G0'],
    title: 'Write cycle',
    tale: 'T1 and T2 both write both rows. In the end both rows must be of the same transaction.',
    steps: steps`
      T1 begin
      T2 begin
      T1 update test set value = 11 where id = 1
      T2 update test set value = 12 where id = 1
      T1 update test set value = 21 where id = 2
      T1 commit
      T2 update test set value = 22 where id = 2
      T2 commit`,
    textbook: steps`
      T1 begin
      T2 begin
      T1 update test set value = 11 where id = 1
      T2 update test set value = 12 where id = 1
      T2 update test set value = 22 where id = 2
      T1 update test set value = 21 where id = 2
      T1 commit
      T2 commit`,
  }),
  schedule({
    id: 'G1a',
    anomalies: ['G1a'],
    title: 'Aborted read',
    tale: 'T1 writes 101 and takes it back. T2 must never see it.',
    steps: steps`
      T1 begin
      T2 begin
      T1 update test set value = 101 where id = 1
      T2 select * from test
      T1 rollback
      T2 select * from test
      T2 commit`,
  }),
  schedule({
    id: 'G1b',
    anomalies: ['G1b'],
    title: 'Intermediate read',
    tale: 'T1 writes 101 and then 11. T2 must never see the 101 in between.',
    steps: steps`
      T1 begin
      T2 begin
      T1 update test set value = 101 where id = 1
      T2 select * from test
      T1 update test set value = 11 where id = 1
      T1 commit
      T2 select * from test
      T2 commit`,
  }),
  schedule({
    id: 'G1c',
    anomalies: ['G1c'],
    title: 'Circular information flow',
    tale: 'Each writes a row and then reads the row of the other. They must not both see what is new.',
    steps: steps`
      T1 begin
      T2 begin
      T1 update test set value = 11 where id = 1
      T2 update test set value = 22 where id = 2
      T1 select * from test where id = 2
      T2 select * from test where id = 1
      T1 commit
      T2 commit`,
  }),
  schedule({
    id: 'OTV',
    anomalies: ['OTV'],
    title: 'Observed transaction vanishes',
    tale: 'T1 and T2 both write both rows. Once T3 has seen a row as T2 left it, it must not see the other without T2.',
    steps: steps`
      T1 begin
      T2 begin
      T3 begin
      T1 update test set value = 11 where id = 1
      T1 update test set value = 19 where id = 2
      T2 update test set value = 12 where id = 1
      T1 commit
      T3 select * from test where id = 1
      T2 update test set value = 18 where id = 2
      T3 select * from test where id = 2
      T2 commit
      T3 select * from test where id = 2
      T3 select * from test where id = 1
      T3 commit`,
    mysql: steps`
      T1 begin
      T2 begin
      T3 begin
      T1 update test set value = 11 where id = 1
      T1 update test set value = 19 where id = 2
      T2 update test set value = 12 where id = 1
      T1 commit
      T3 select * from test
      T2 update test set value = 18 where id = 2
      T3 select * from test
      T2 commit
      T3 select * from test
      T3 commit`,
    textbook: steps`
      T1 begin
      T2 begin
      T3 begin
      T1 update test set value = 11 where id = 1
      T1 update test set value = 19 where id = 2
      T1 commit
      T2 update test set value = 12 where id = 1
      T3 select * from test where id = 1
      T3 select * from test where id = 2
      T2 update test set value = 18 where id = 2
      T2 commit
      T3 commit`,
  }),
  schedule({
    id: 'PMP',
    anomalies: ['PMP'],
    title: 'Predicate-many-preceders',
    tale: 'T1 searches twice, T2 inserts a row that meets both conditions. Both searches must see it, or neither.',
    steps: steps`
      T1 begin
      T2 begin
      T1 select * from test where value = 30
      T2 insert into test (id, value) values (3, 30)
      T2 commit
      T1 select * from test where value % 3 = 0
      T1 commit`,
  }),
  schedule({
    id: 'PMP-write',
    anomalies: ['PMP'],
    title: 'Predicate-many-preceders, searching to write',
    tale: 'T1 adds 10 to every row while T2 deletes those of 20. After that T2 must not find a row of 20.',
    steps: steps`
      T1 begin
      T2 begin
      T1 update test set value = value + 10
      T2 delete from test where value = 20
      T1 commit
      T2 select * from test where value = 20
      T2 commit`,
    mysql: steps`
      T1 begin
      T2 begin
      T1 update test set value = value + 10
      T2 select * from test where value = 20
      T2 delete from test where value = 20
      T1 commit
      T2 select * from test
      T2 commit`,
    textbook: steps`
      T1 begin
      T2 begin
      T2 select * from test where value = 20
      T1 update test set value = value + 10
      T1 commit
      T2 delete from test where value = 20
      T2 commit`,
  }),
];
