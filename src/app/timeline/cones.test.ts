import { expect, test } from 'vitest';
import { K } from '../../engine/trace.ts';
import { causality } from '../../query/causality.ts';
import { cones, FUTURE, PAST } from '../../query/cones.ts';
import { minority, raftRun } from '../run.test-data.ts';
import { conesOf, flightInCones, orderOf } from './cones.ts';

const { run } = raftRun({
  ...minority,
  inputs: [
    ...minority.inputs,
    { at: 300_000, fault: { type: 'crash', node: 'S4', until: 500_000 } },
    { at: 200_000, fault: { type: 'slowFsync', node: 'S3', by: [5_000, 9_000] } },
  ],
});
const { index, trace } = run;

test('the order of a run is the one that is defined, though it is read off other columns', () => {
  const { previous, first, sources, steps } = causality(trace);
  expect(orderOf(index)).toEqual({ previous, first, sources, steps });
  expect(sources.length).toBeGreaterThan(50);
});

test('lights what may have caused a step and what it may have caused, and the messages between', () => {
  const step = run.trace.steps >> 1;
  const marks = conesOf(index, step) ?? new Uint8Array(0);
  expect(marks).toEqual(cones(causality(trace), step));
  for (let flight = 0; flight < index.flights.count; flight++) {
    const send = trace.columns.step[index.flights.send[flight] as number] as number;
    if (!flightInCones(index, marks, flight)) continue;
    expect((marks[send] as number) & (PAST | FUTURE)).toBeGreaterThan(0);
  }
});

test('a lost message has the past of its sending; a fault has none, and lights everything', () => {
  const lost = run.heads.findIndex((head) => trace.columns.kind[head] === K.lost);
  const send = trace.columns.step[trace.columns.cause[run.heads[lost] as number] as number] as number;
  const marks = conesOf(index, lost);
  expect(marks?.[send]).toBe(PAST | FUTURE);
  expect(marks?.[lost]).toBe(FUTURE);
  const fault = run.heads.findIndex((head) => trace.columns.kind[head] === K.fault);
  expect(conesOf(index, fault)).toBeNull();
  expect(conesOf(index, -1)).toBeNull();
});
