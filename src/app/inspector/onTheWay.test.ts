import { expect, test } from 'vitest';
import type { Meta } from '../../engine/meta.ts';
import type { Input } from '../../engine/runspec.ts';
import { meta as galleryMeta } from '../../protocols/gallery/meta.ts';
import { protocol as gallery } from '../../protocols/gallery/protocol.ts';
import { scenario as slowLink } from '../../protocols/gallery/scenarios/slow-link.ts';
import { resolve, simulate } from '../../testkit/simulate.ts';
import { indexTrace } from '../../timeline/build.ts';
import { describeStep } from '../describe.ts';
import { minority, raft, raftRun, stepWith } from '../run.test-data.ts';
import { makeRun, type Run } from '../stores/session.ts';
import { onTheWay } from './onTheWay.ts';
import { whyOf } from './own.ts';

const at = (meta: Meta, run: Run, text: string) =>
  stepWith(run, text, (s) => describeStep(meta, run, s).headline);
const told = (run: Run, text: string) => onTheWay(raft, run, at(raft, run, text)).map((c) => c.sentence);
const withInputs = (inputs: readonly Input[]) =>
  raftRun({ ...minority, inputs: [{ at: 6_000, fire: { node: 'S1', timer: 'election' } }, ...inputs] }).run;

test('a timer ran out for want of what a cut kept away', () => {
  const { run } = raftRun();
  const said = told(run, 'S3 starts an election for term 2');
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(
    /^A heartbeat from S1 to S3 does not arrive, the last of \d+: Cut C1 S1 S2 \| S3 S4 S5$/,
  );
});

test('or because whoever was heard last has crashed', () => {
  const run = withInputs([{ at: 250_000, fault: { type: 'crash', node: 'S1' } }]);
  const elects = at(raft, run, 'starts an election for term 2');
  const [first] = onTheWay(raft, run, elects);
  expect(first?.sentence).toBe('S1 crashes');
  expect(whyOf(raft, run, elects).map((c) => c.sentence)).toContain('S1 crashes');
});

test('or at a lossy link, by name', () => {
  const run = withInputs([{ at: 200_000, fault: { type: 'link', from: 'S1', to: '*', loss: 1 } }]);
  const [first] = onTheWay(raft, run, at(raft, run, 'starts an election for term 2'));
  expect(first?.sentence).toMatch(
    /^A heartbeat from S1 to S\d does not arrive, the last of \d+: .*100 % lost/,
  );
});

test('a message that took too long names the slow link, and one that did not names none', () => {
  const trace = simulate(gallery, slowLink.spec).trace;
  const run = makeRun(1, resolve(gallery, slowLink.spec), trace, indexTrace(trace));
  let slowed = 0;
  for (let step = 0; step < trace.steps; step++) {
    const row = trace.columns.cause[run.heads[step] ?? 0] ?? -1;
    const sent = row < 0 ? 0 : (trace.columns.time[row] ?? 0);
    const took = (trace.columns.time[run.heads[step] ?? 0] ?? 0) - sent;
    const said = onTheWay(galleryMeta, run, step);
    const held = row >= 0 && took >= 62_000 && took <= 66_000;
    if (held) slowed++;
    expect(said.some((c) => / takes 6\d(\.\d)? ms: /.test(c.sentence))).toBe(held && said.length > 0);
    if (held) expect(said).toHaveLength(1);
  }
  expect(slowed).toBeGreaterThan(0);
});

test('a message delayed on purpose says so', () => {
  const run = withInputs([{ at: 300_000, fault: { type: 'delay', from: 'S1', to: 'S2', by: 30_000 } }]);
  const sentences = new Set<string>();
  for (let s = 0; s < run.trace.steps; s++) for (const c of onTheWay(raft, run, s)) sentences.add(c.sentence);
  expect([...sentences]).toEqual(['A heartbeat from S1 to S2 is held up by 30 ms']);
});

test('a timer that sets itself again waits for nobody: a leader’s heartbeat is not due to what it did not hear', () => {
  const { run } = raftRun();
  for (let s = 0; s < run.trace.steps; s++) {
    if (/heartbeat timer runs out/.test(describeStep(raft, run, s).headline))
      expect(onTheWay(raft, run, s)).toEqual([]);
  }
});

test('nothing is said where nothing was done', () => {
  const run = withInputs([]);
  for (let s = 0; s < run.trace.steps; s++) expect(onTheWay(raft, run, s)).toEqual([]);
});
