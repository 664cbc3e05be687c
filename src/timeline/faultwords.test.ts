import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, type FaultType } from '../engine/faultkinds.ts';
import type { Fault, NthFault, WriteFault } from '../engine/runspec.ts';
import { faultEnds, faultHits, faultStarts } from './faultevents.ts';
import { formOf } from './faultforms.ts';
import { faultCaption, faultName } from './faultwords.ts';
import { META } from './fixture.test-data.ts';
import { describeInput, lasts } from './words.ts';

const SAMPLES: Readonly<Record<FaultType, Fault>> = {
  crash: { type: 'crash', node: 'S2' },
  amnesia: { type: 'amnesia', node: 'S2' },
  outage: { type: 'outage', nodes: ['S1', 'S2', 'S3'] },
  pause: { type: 'pause', node: 'S2' },
  slow: { type: 'slow', node: 'S2', each: [20_000, 40_000] },
  byzantine: { type: 'byzantine', node: 'S2', behaviour: 'yes' },
  partition: { type: 'partition', groups: [['S1', 'S2'], ['S3']], oneWay: true },
  partial: {
    type: 'partial',
    links: [
      ['S1', 'S2'],
      ['S1', 'S3'],
    ],
    flap: { down: 5_000, up: 7_000 },
  },
  block: { type: 'block', from: 'S1', to: 'S2' },
  link: { type: 'link', from: 'S1', to: '*', latency: [5_000, 9_000], loss: 0.2, corrupt: 0.01 },
  drop: { type: 'drop', from: 'S1', to: 'S2' },
  delay: { type: 'delay', from: 'S1', to: 'S2', nth: 3, by: 100_000 },
  duplicate: { type: 'duplicate', from: 'S1', to: 'S2' },
  reorder: { type: 'reorder', from: 'S1', to: 'S2' },
  corrupt: { type: 'corrupt', from: 'S1', to: 'S2', nth: 2 },
  clock: { type: 'clock', node: 'S2', step: -5_000, driftPpm: 300_000 },
  lostWrite: { type: 'lostWrite', node: 'S2' },
  tornWrite: { type: 'tornWrite', node: 'S2', nth: 2 },
  misdirectedWrite: { type: 'misdirectedWrite', node: 'S2' },
  bitRot: { type: 'bitRot', node: 'S2', record: 'log[3]' },
  latentError: { type: 'latentError', node: 'S2' },
  diskFull: { type: 'diskFull', node: 'S2' },
  slowFsync: { type: 'slowFsync', node: 'S2', by: [50_000, 80_000] },
};

describe('every kind of fault', () => {
  it.each(FAULT_KINDS.map((kind) => [kind.type, kind] as const))(
    '%s is told in plain words',
    (type, kind) => {
      const fault = SAMPLES[type];
      const said = [
        faultName(fault),
        faultCaption(fault, META),
        faultStarts(fault, META),
        faultEnds(fault),
        faultEnds(fault, false),
        describeInput({ at: 0, fault }, META),
        ...(kind.lasts === 'next'
          ? [faultHits(fault as NthFault | WriteFault, 'The vote request to S2')]
          : []),
      ];
      for (const text of said) {
        expect(text).toMatch(/^\S.*\S$/);
        expect(text).not.toMatch(/[{}]|undefined|NaN|\[object| {2}|[.]$/);
      }
      // A sentence says whom it strikes.
      expect(faultStarts(fault, META)).toMatch(/S\d/);
    },
  );

  it.each(FAULT_KINDS.map((kind) => [kind.type, kind] as const))(
    '%s lasts on the timeline as it does in the run',
    (type, kind) => {
      expect(lasts({ at: 0, fault: SAMPLES[type] })).toBe(kind.lasts === 'span');
      expect(formOf(type).waits === true).toBe(kind.lasts === 'next');
      expect(formOf(type).form === 'message').toBe(kind.family === 'message');
    },
  );
});

it('says what happens as the field would', () => {
  expect(faultStarts(SAMPLES.lostWrite, META)).toBe('S2’s disk loses its next write');
  expect(faultStarts(SAMPLES.bitRot, META)).toBe('Entry 4 of log on S2’s disk changes by itself');
  expect(faultStarts({ type: 'latentError', node: 'S2', record: 'votedFor' }, META)).toBe(
    'The record votedFor on S2’s disk can no longer be read',
  );
  expect(faultStarts(SAMPLES.outage, META)).toBe('S1, S2 and S3 crash together');
  expect(faultStarts(SAMPLES.partition, META)).toBe('The network is cut one way: S1\u00a0S2\u00a0⇥ S3');
  expect(faultStarts(SAMPLES.partial, META)).toBe('The links S1–S2, S1–S3 are cut');
  expect(faultStarts(SAMPLES.clock, META)).toBe('S2’s clock runs 30 % fast and jumps 5 ms back');
  expect(faultStarts(SAMPLES.slowFsync, META)).toBe('S2’s disk becomes slow: a write takes 50–80 ms');
  expect(faultHits(SAMPLES.delay as NthFault, 'The vote request to S2')).toBe(
    'The vote request to S2 is held up by 100 ms',
  );
  // With no other to land on it is lost: what is said is true of both.
  expect(faultHits(SAMPLES.misdirectedWrite as WriteFault, '')).toBe(
    'S2’s disk says it has stored this write, and has not put its last record where it belongs',
  );
  expect(faultEnds(SAMPLES.tornWrite, false)).toBe('No write of S2 came in time to be torn');
  expect(faultName(SAMPLES.corrupt)).toBe('corruption of the 2nd message S1 → S2');
  expect(describeInput({ at: 1_000, fault: SAMPLES.link }, META)).toBe(
    'Worse link S1 → any, 5–9 ms, 20 % lost, 1 % damaged, 1 ms to the end',
  );
});
