import { expect, test } from 'vitest';
import { refuse } from '../base/result.ts';
import { loadFiles } from '../lessons/content.ts';
import { readLesson } from '../lessons/read.ts';
import type { DoStep } from '../lessons/types.ts';
import { parseDocument } from '../spec/document.ts';
import { METAS } from './catalog.ts';
import { grade, gradeOne, parseGrade } from './grade.ts';

async function graded(args: readonly string[], files: Readonly<Record<string, unknown>>) {
  const call = parseGrade(args);
  if (!call.ok) return { code: 2, lines: [call.why] };
  const lines: string[] = [];
  const read = (file: string) => {
    const parsed = parseDocument(files[file], METAS);
    return parsed.ok ? { ok: true as const, open: parsed } : refuse(parsed.why);
  };
  const code = await grade(call.call, read, {
    out: (line) => void lines.push(line),
    err: (line) => void lines.push(line),
  });
  return { code, lines };
}

async function attempts() {
  const found = await loadFiles('first-election');
  if (found === null) throw new Error('no lesson');
  const read = readLesson({ ...found.folder, files: found.files }, METAS);
  const step = read.ok ? read.lesson.steps.find(({ id }) => id === 'another') : undefined;
  if (step?.kind !== 'do') throw new Error('no exercise');
  return { right: step.solutions[0]?.spec, wrong: step.wrongTurns[0]?.spec };
}

test('each submission has its line, and the worst gives the exit code', async () => {
  const { right, wrong } = await attempts();
  const files = { right, wrong, seed: { ...right, seed: 3 }, other: { schema: 1, protocol: 'lww' }, bad: 7 };
  const good = await graded(['first-election', '--step', 'another', 'right'], files);
  expect(good).toEqual({
    code: 0,
    lines: ['{"submission":"right","lesson":"first-election","step":"another","met":true}'],
  });
  const some = await graded(
    ['first-election', '--step', 'another', 'right', 'wrong', 'seed', 'other'],
    files,
  );
  expect(some.code).toBe(1);
  expect(some.lines.map((line) => JSON.parse(line).met)).toEqual([true, false, false, false]);
  expect(some.lines[1]).toContain('Strike before 174 ms');
  expect(some.lines[2]).toContain('seed stays');
  expect((await graded(['first-election', '--step', 'another', 'bad'], files)).code).toBe(2);
});

test('a call that names too little is refused with one sentence', async () => {
  expect((await graded(['first-election'], {})).lines[0]).toContain('one submission');
  expect((await graded(['first-electon', 'x'], {})).lines[0]).toContain('Did you mean "first-election"?');
  expect((await graded(['first-election', 'x'], {})).lines[0]).toContain('--step another or second');
  expect((await graded(['first-election', '--step', 'anther', 'x'], {})).lines[0]).toContain(
    'Did you mean "another"?',
  );
  expect((await graded(['first-election', '--stop', 'x'], {})).lines[0]).toContain('no option');
});

test('of a document with several runs the one on show counts, and one that reaches the goal is enough', async () => {
  const { right, wrong } = await attempts();
  const several = (first: unknown, second: unknown, shown: number) => ({
    kind: 'run',
    spec: first,
    branches: [{ name: 'try', spec: second }],
    ...(shown === 0 ? {} : { shown }),
  });
  const files = { a: several(wrong, right, 1), b: several(right, wrong, 1), c: several(wrong, wrong, 0) };
  const { lines } = await graded(['first-election', '--step', 'another', 'a', 'b', 'c'], files);
  expect(lines.map((line) => JSON.parse(line).met)).toEqual([true, true, false]);
});

test('runs of other lessons, runs made by hand and broken ones each get their line', async () => {
  const { right } = await attempts();
  const other = await loadFiles('figure-8');
  const strange = JSON.parse(
    Object.entries(other?.files ?? {}).find(([path]) => path.startsWith('runs/'))?.[1] ?? '{}',
  );
  const files = {
    strange,
    nothing: {},
    list: [],
    longer: { ...right, until: 3_600_000_000 },
    crowd: { ...right, nodes: { server: 7, client: 0 } },
    lie: { kind: 'run', spec: right, met: true },
    broken: { ...right, inputs: [{ at: -5, fault: { type: 'crash', node: 'S4' } }] },
    ghost: { ...right, inputs: [{ at: 5, fault: { type: 'crash', node: 'S9' } }] },
    rule: { ...right, variants: ['volatileVote'] },
  };
  const names = Object.keys(files);
  const { code, lines } = await graded(['first-election', '--step', 'another', ...names], files);
  expect(code).toBe(2);
  const graded_ = lines.map(
    (line) => JSON.parse(line) as { submission: string; met: boolean | null; why?: string },
  );
  expect(graded_.map(({ submission }) => submission)).toEqual(names);
  expect(graded_.every(({ met, why }) => met !== true && why !== undefined && /[.?]$/.test(why))).toBe(true);
  expect(graded_.map(({ met }) => met)).toEqual([false, null, null, false, false, null, null, null, false]);
});

test('an exercise that goes on with an earlier one is graded whatever was made there', async () => {
  const found = await loadFiles('first-election');
  const read = found && readLesson({ ...found.folder, files: found.files }, METAS);
  if (!read?.ok) throw new Error('no lesson');
  const [first] = read.lesson.steps.filter((step) => step.kind === 'do');
  if (first?.kind !== 'do') throw new Error('no exercise');
  // A second exercise that lets clocks be bent and nothing else, on the run that the first left.
  const second: DoStep = {
    ...first,
    id: 'on',
    run: { of: first.id },
    may: { ...first.may, faults: ['clock'], change: false },
  };
  const lesson = { ...read.lesson, steps: [...read.lesson.steps, second] };
  for (const { spec } of first.solutions) {
    const clock = { at: 1000, fault: { type: 'clock', node: 'S1', offset: 5 } } as const;
    const parsed = parseDocument({ ...spec, inputs: [...spec.inputs, clock] }, METAS);
    if (!parsed.ok) throw new Error(parsed.why);
    expect(await gradeOne(lesson, second, parsed)).toEqual({ met: true });
  }
  const parsed = parseDocument({ ...first.solutions[0]?.spec, seed: 3 }, METAS);
  expect(parsed.ok && (await gradeOne(lesson, second, parsed)).met).toBe(false);
});
