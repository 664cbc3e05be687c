import { expect, test } from 'vitest';
import type { Protocol } from '../../engine/api.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { protocol as gallery } from '../../protocols/gallery/protocol.ts';
import { scenarios as galleryRuns } from '../../protocols/gallery/scenarios.ts';
import { protocol as raftProtocol } from '../../protocols/raft/protocol.ts';
import { scenarios as raftRuns } from '../../protocols/raft/scenarios.ts';
import { resolve, simulate } from '../../testkit/simulate.ts';
import { indexTrace } from '../../timeline/build.ts';
import { describeStep } from '../describe.ts';
import { raft, raftRun, stepWith } from '../run.test-data.ts';
import { makeRun, type Run } from '../stores/session.ts';
import { deedsBehind, otherDeeds } from './behind.ts';

function runOf(protocol: Protocol, spec: RunSpec): Run {
  const { trace } = simulate(protocol, spec);
  return makeRun(1, resolve(protocol, spec), trace, indexTrace(trace));
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

const runs = [
  ...raftRuns.map((scenario) => ({ protocol: raftProtocol as Protocol, scenario })),
  ...galleryRuns.map((scenario) => ({ protocol: gallery as Protocol, scenario })),
];

test.each(runs)(
  '$scenario.id: every promise that breaks has something done on purpose behind it',
  ({ protocol, scenario }) => {
    const run = runOf(protocol, scenario.spec);
    for (const { step } of run.trace.violations) {
      const deeds = deedsBehind(run, step);
      const others = otherDeeds(run, step);
      expect(deeds.length + others.length + scenario.spec.variants.length).toBeGreaterThan(0);
      for (const { input } of others) expect(deeds.map((deed) => deed.input)).not.toContain(input);
      for (const deed of deeds) expect(deed.step).toBeLessThanOrEqual(step);
    }
  },
);

test.each(runs)(
  '$scenario.id: a fault is behind a step if it is behind one that led to it',
  ({ protocol, scenario }) => {
    const run = runOf(protocol, scenario.spec);
    for (let step = 0; step < run.trace.steps; step += 7) {
      const from = run.index.causeStep[step] ?? -1;
      if (from < 0) continue;
      const behind = new Set(deedsBehind(run, step).map((deed) => deed.input));
      // What ate a message as it was sent stands in the step that sent it, and stays there.
      for (const { input, step: at } of deedsBehind(run, from))
        if (at < from) expect(behind).toContain(input);
    }
  },
);
