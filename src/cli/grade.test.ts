import { expect, test } from 'vitest';
import { refuse } from '../base/result.ts';
import { loadFiles } from '../lessons/content.ts';
import { readLesson } from '../lessons/read.ts';
import { parseDocument } from '../spec/document.ts';
import { METAS } from './catalog.ts';
import { grade, parseGrade } from './grade.ts';

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
