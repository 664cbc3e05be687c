import { expect, test } from 'vitest';
import type { Meta } from '../engine/meta.ts';
import { meta as raft } from '../protocols/raft/meta.ts';
import { type Document, parseDocument } from './document.ts';
import { decodeLink, encodeLink } from './link.ts';

const metas: ReadonlyMap<string, Meta> = new Map([[raft.id, raft]]);
const run = { schema: 1, protocol: 'raft', seed: 7 };
const partition = {
  type: 'partition',
  groups: [
    ['S1', 'S2'],
    ['S3', 'S4', 'S5'],
  ],
  until: 600_000,
};
const fiveInputs = {
  ...run,
  seed: 4242,
  until: 1_200_000,
  inputs: [
    { at: 83_000, node: 'C1', command: { type: 'write', key: 'x', value: 3 } },
    {
      at: 181_500,
      fault: {
        type: 'partition',
        groups: [
          ['C1', 'S1', 'S2'],
          ['S3', 'S4', 'S5'],
        ],
        until: 702_300,
      },
    },
    { at: 441_200, node: 'C1', command: { type: 'write', key: 'x', value: 7, via: 'S1' } },
    { at: 512_345, fault: { type: 'crash', node: 'S3', until: 812_000 } },
    { at: 733_211, fault: { type: 'clock', node: 'S5', driftPpm: 300_000 } },
  ],
};
/** The greatest payload each may have: some slack above what it has today, far below the 400 that were promised. */
const cases: readonly [string, number, unknown][] = [
  ['nothing but a seed', 40, run],
  [
    'a partition and a write',
    60,
    {
      ...run,
      until: 900_000,
      inputs: [
        { at: 180_000, fault: partition },
        { at: 330_000, node: 'C1', command: { type: 'write', key: 'x', value: 7, via: 'S1' } },
      ],
    },
  ],
  ['five inputs at times from a mouse', 150, fiveInputs],
  [
    'five inputs, a title, a claim and a cursor',
    240,
    {
      kind: 'run',
      spec: fiveInputs,
      title: 'A leader on the wrong side',
      claim: 'A deposed leader cannot commit, whatever it believes',
      cursor: { time: 500_000 },
      view: { from: 0, to: 900_000 },
    },
  ],
];

test.each(cases)('the link of %s has a payload of at most %d characters', (name, most, json) => {
  const opened = parseDocument(json, metas);
  if (!opened.ok) throw new Error(opened.why);
  const link = encodeLink(opened.document as Document, raft);
  const payload = link.slice('#/lab/raft?s='.length);
  console.info(`${name}: ${payload.length} characters`);
  expect(payload.length).toBeLessThanOrEqual(most);
  expect(decodeLink(link, metas)).toEqual(opened);
});
