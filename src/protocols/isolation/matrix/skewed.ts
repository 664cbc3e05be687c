/** Schedules of what was written on the strength of something old: P4, G-single, G2. */
import { type MatrixSchedule, schedule, steps } from './schedule.ts';

export const SKEWED: readonly MatrixSchedule[] = [
  schedule({
    id: 'P4',
    anomalies: ['P4'],
    title: 'Lost update',
    tale: 'Both read the same row and then write it. The second must not write over what it has not seen.',
    steps: steps`
      T1 begin
      T2 begin
      T1 select * from test where id = 1
      T2 select * from test where id = 1
      T1 update test set value = 11 where id = 1
      T2 update test set value = 11 where id = 1
      T1 commit
      T2 commit`,
  }),
  schedule({
    id: 'G-single',
    anomalies: ['G-single'],
    title: 'Read skew',
    tale: 'T2 changes both rows between two reads of T1. T1 must not see one before and one after the change.',
    steps: steps`
      T1 begin
      T2 begin
      T1 select * from test where id = 1
      T2 select * from test where id = 1
      T2 select * from test where id = 2
      T2 update test set value = 12 where id = 1
      T2 update test set value = 18 where id = 2
      T2 commit
      T1 select * from test where id = 2
      T1 commit`,
  }),
  schedule({
    id: 'G-single-predicate',
    anomalies: ['G-single'],
    title: 'Read skew, searching',
    tale: 'T2 changes a row from meeting the first condition of T1 to meeting its second. T1 must not find it twice.',
    steps: steps`
      T1 begin
      T2 begin
      T1 select * from test where value % 5 = 0
      T2 update test set value = 12 where value = 10
      T2 commit
      T1 select * from test where value % 3 = 0
      T1 commit`,
  }),
  schedule({
    id: 'G-single-write',
    anomalies: ['G-single'],
    title: 'Read skew, searching to write',
    tale: 'T1 has read a row before T2 changes both. What T1 then deletes must be searched for in the same state.',
    steps: steps`
      T1 begin
      T2 begin
      T1 select * from test where id = 1
      T2 select * from test
      T2 update test set value = 12 where id = 1
      T2 update test set value = 18 where id = 2
      T2 commit
      T1 delete from test where value = 20
      T1 commit`,
    mysql: steps`
      T1 begin
      T2 begin
      T1 select * from test where id = 1
      T2 select * from test
      T2 update test set value = 12 where id = 1
      T2 update test set value = 18 where id = 2
      T2 commit
      T1 delete from test where value = 20
      T1 select * from test where id = 2
      T1 commit`,
  }),
  schedule({
    id: 'G2-item',
    anomalies: ['G2-item'],
    title: 'Write skew',
    tale: 'Both read both rows, and each writes one. One of them must have seen what the other wrote.',
    steps: steps`
      T1 begin
      T2 begin
      T1 select * from test where id in (1, 2)
      T2 select * from test where id in (1, 2)
      T1 update test set value = 11 where id = 1
      T2 update test set value = 21 where id = 2
      T1 commit
      T2 commit`,
  }),
  schedule({
    id: 'G2',
    anomalies: ['G2'],
    title: 'Write skew of searches',
    tale: 'Both search for a row and find none, and each inserts one. One of them must have found what the other inserted.',
    steps: steps`
      T1 begin
      T2 begin
      T1 select * from test where value % 3 = 0
      T2 select * from test where value % 3 = 0
      T1 insert into test (id, value) values (3, 30)
      T2 insert into test (id, value) values (4, 42)
      T1 commit
      T2 commit`,
  }),
  schedule({
    id: 'G2-two-edges',
    anomalies: ['G2', 'G2-item'],
    title: 'Read-only transaction anomaly',
    tale: 'T3 only reads: it sees T2 and not T1, who had read before T2 wrote. Without T3 there would be an order.',
    steps: steps`
      T1 begin
      T1 select * from test
      T2 begin
      T2 update test set value = value + 5 where id = 2
      T2 commit
      T3 begin
      T3 select * from test
      T3 commit
      T1 update test set value = 0 where id = 1
      T1 commit`,
  }),
];
