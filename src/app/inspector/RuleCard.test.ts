import { expect, test } from 'vitest';
import { rules } from '../../protocols/raft/rules.ts';
import { scenario } from '../../protocols/raft/scenarios/replication.ts';
import { describeStep } from '../describe.ts';
import { raft, raftRun, stepWith } from '../run.test-data.ts';
import { firedRules, litBlocks } from './RuleCard.tsx';

const { run } = raftRun(scenario.spec);
const litAt = (text: string) => {
  const step = stepWith(run, text, (s) => describeStep(raft, run, s).headline);
  return litBlocks(rules, firedRules(run, step)).map((block) => block.title);
};

test('a commit of a no-op answers nobody', () => {
  expect(litAt('commits up to 1')).toEqual(['On append reply']);
});

test('a commit of a client’s entry answers it, and what the step was about comes first', () => {
  expect(litAt('commits up to 2')).toEqual(['On append reply', 'On client request']);
});

test('every rule that Raft fires lights a line', () => {
  const lines = new Set(rules.blocks.flatMap((block) => block.lines.map((line) => line.rule)));
  for (const id of run.trace.ruleIds) expect(lines, id).toContain(id);
});
