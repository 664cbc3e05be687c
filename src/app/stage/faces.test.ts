import { expect, test } from 'vitest';
import type { Fault } from '../../engine/runspec.ts';
import { raft } from '../run.test-data.ts';
import { faceOf, linesOf } from './faces.ts';
import type { Placed } from './layout.ts';

test('what is said of a node stands line by line, and what is long in two', () => {
  expect(linesOf('leader')).toEqual(['leader']);
  expect(linesOf('crashed, disk lost')).toEqual(['crashed', 'disk lost']);
  expect(linesOf('asks before it stands')).toEqual(['asks before', 'it stands']);
  expect(linesOf('asks before it stands, slow')).toEqual(['asks before', 'it stands', 'slow']);
  expect(linesOf('waiting for earlier operations')).toEqual(['waiting for', 'earlier operations']);
  expect(linesOf('incomprehensibilities')).toEqual(['incomprehensibilities']);
});

test('why a node is down: the worst of what holds it, and what keeps it from restarting', () => {
  const node: Placed = {
    id: 'S1',
    index: 0,
    role: 'server',
    x: 0,
    y: 0,
    r: 20,
    shape: 'circle',
    label: { dx: 0, dy: 0, anchor: 'start' },
  };
  const crash: Fault = { type: 'crash', node: 'S1' };
  const amnesia: Fault = { type: 'amnesia', node: 'S1' };
  const pause: Fault = { type: 'pause', node: 'S1' };
  const word = (...faults: readonly Fault[]) =>
    faceOf(
      node,
      raft,
      faults.map((fault, input) => ({ input, fault, struck: false })),
      { status: -1, epoch: 1 },
    ).word;
  expect(word(crash)).toBe('crashed');
  expect(word(crash, amnesia)).toBe('crashed, disk lost');
  expect(word(crash, pause)).toBe('crashed');
  expect(word(pause)).toBe('down, frozen');
});
