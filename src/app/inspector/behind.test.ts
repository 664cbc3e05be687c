import { expect, test } from 'vitest';
import type { Protocol } from '../../engine/api.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { isNodeStep, K } from '../../engine/trace.ts';
import { meta as galleryMeta } from '../../protocols/gallery/meta.ts';
import { protocol as gallery } from '../../protocols/gallery/protocol.ts';
import { scenarios as galleryRuns } from '../../protocols/gallery/scenarios.ts';
import { protocol as raftProtocol } from '../../protocols/raft/protocol.ts';
import { scenarios as raftRuns } from '../../protocols/raft/scenarios.ts';
import { resolve, simulate } from '../../testkit/simulate.ts';
import { indexTrace } from '../../timeline/build.ts';
import { describeStep, stepNode, stepRows } from '../describe.ts';
import { raft, raftRun, stepWith } from '../run.test-data.ts';
import { makeRun, type Run, stepTime } from '../stores/session.ts';
import { deedsBehind } from './behind.ts';

function runOf(protocol: Protocol, spec: RunSpec): Run {
  const { trace } = simulate(protocol, spec);
  return makeRun(1, resolve(protocol, spec), trace, indexTrace(trace));
}

/** What a step was, in whatever run: when, whose, and what all rows of its node say. */
function print(run: Run, step: number): string {
  const [from, to] = stepRows(run, step);
  const { content, kind } = run.trace.columns;
  const rows: string[] = [];
  for (let row = from; row < to; row++) {
    // What the network did to its messages and writes stands in the step too, and is not of it.
    if (kind[row] !== K.fault && kind[row] !== K.lost && kind[row] !== K.corrupt)
      rows.push(`${kind[row]}:${content[row]}`);
  }
  return [stepTime(run, step), stepNode(run, step), ...rows].join(' ');
}

test('behind a second leader stands the cut that kept the first from its voters', () => {
  const { run } = raftRun();
  const leads = stepWith(run, 'S3 becomes leader of term 2', (s) => describeStep(raft, run, s).headline);
  const cut = run.resolved.spec.inputs.findIndex((i) => 'fault' in i && i.fault.type === 'partition');
  expect(deedsBehind(run, leads).map((deed) => deed.input)).toContain(cut);
  expect(deedsBehind(run, 0)).toEqual([]);
});

test('a crash is behind what the node says after it, and not behind what nobody told it', () => {
  const { run } = raftRun({
    ...raftRun().run.resolved.spec,
    inputs: [
      { at: 5_000, fire: { node: 'S1', timer: 'election' } },
      { at: 300_000, fault: { type: 'crash', node: 'S5', until: 350_000 } },
    ],
  });
  const first = stepWith(run, 'S1 becomes leader', (s) => describeStep(raft, run, s).headline);
  expect(deedsBehind(run, first)).toEqual([]);
  const restart = stepWith(run, 'S5 restarts', (s) => describeStep(raft, run, s).headline);
  expect(deedsBehind(run, restart).map((deed) => deed.input)).toEqual([1]);
});

/** Without a fault that is not behind a step, the step is the same. Sampled: every run, every fault, a few dozen steps. */
const all = [
  ...raftRuns.map((scenario) => ({ protocol: raftProtocol as Protocol, scenario })),
  ...galleryRuns.map((scenario) => ({ protocol: gallery as Protocol, scenario })),
];
test.each(all)(
  '$scenario.id: a step without a fault behind it happens without the fault',
  ({ protocol, scenario }) => {
    const run = runOf(protocol, scenario.spec);
    scenario.spec.inputs.forEach((input, index) => {
      if (!('fault' in input)) return;
      const without = runOf(protocol, {
        ...scenario.spec,
        inputs: scenario.spec.inputs.filter((_, i) => i !== index),
      });
      const there = new Set(Array.from({ length: without.trace.steps }, (_, s) => print(without, s)));
      const stride = Math.max(1, Math.floor(run.trace.steps / 60));
      for (let step = 0; step < run.trace.steps; step += stride) {
        if (!isNodeStep(run.trace.columns.kind[run.heads[step] ?? 0] ?? -1)) continue;
        if (deedsBehind(run, step).some((deed) => deed.input === index)) continue;
        expect(there.has(print(run, step)), `${print(run, step)} at ${stepTime(run, step)}`).toBe(true);
      }
    });
    expect(galleryMeta.id).toBe('gallery');
  },
);
