/** Grades submitted runs: does each reach the goal of an exercise, by means that it allows? */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Result, refuse } from '../base/result.ts';
import { didYouMean, excerpt, listed } from '../base/text.ts';
import type { Meta } from '../engine/meta.ts';
import type { RunSpec } from '../engine/runspec.ts';
import { givenRun } from '../lessons/claims.ts';
import { FOLDERS, loadFiles } from '../lessons/content.ts';
import { notAllowed } from '../lessons/edits.ts';
import { type LessonFiles, readLesson } from '../lessons/read.ts';
import type { DoStep, Lesson, May } from '../lessons/types.ts';
import type { OpenDocument } from '../spec/document.ts';
import { parseRunSpec } from '../spec/resolve.ts';
import { asking, finish } from '../worker/ask/ask.ts';
import { loadProtocol } from '../worker/discover.ts';
import { METAS } from './catalog.ts';
import type { TextIo } from './input.ts';

export const GRADE_USAGE = `  faultline grade LESSON [--step EXERCISE] SPEC|LINK|-…
                                           does each submitted run reach the goal of the exercise, by means that it
                                           allows? LESSON: the id of a lesson, or its folder; a line {"met": …} for each
                                           exit: 0 all do, 1 one does not, 2 bad input`;

export interface GradeCall {
  /** The id of a lesson that is here, or the path of a lesson's folder. */
  readonly lesson: string;
  /** The exercise; absent where the lesson has but one. */
  readonly step: string | null;
  readonly submissions: readonly string[];
}

export function parseGrade(args: readonly string[]): Result<{ call: GradeCall }> {
  const words: string[] = [];
  let step: string | null = null;
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (word === '--step') {
      step = args[++i] ?? null;
      if (step === null) return refuse('--step takes the id of an exercise.');
    } else if (word.startsWith('--')) return refuse(`There is no option ${word.slice(0, 40)} here.`);
    else words.push(word);
  }
  const [lesson, ...submissions] = words;
  if (lesson === undefined || submissions.length === 0)
    return refuse('Name a lesson and one submission at least: faultline grade first-election run.json');
  return { ok: true, call: { lesson, step, submissions } };
}

/** One verdict a submission. `met`: it reaches the goal; else `why` says in one sentence what is missing. */
export type Grade = { readonly met: true } | { readonly met: false; readonly why: string };

/** @param read the document in a file or in a link; refuses with one sentence */
export async function grade(
  call: GradeCall,
  read: (file: string) => Result<{ open: OpenDocument }>,
  io: Pick<TextIo, 'out' | 'err'>,
): Promise<number> {
  const lesson = await lessonCalled(call.lesson);
  if (!lesson.ok) {
    io.err(lesson.why);
    return 2;
  }
  const found = exercise(lesson.lesson, call.step);
  if (!found.ok) {
    io.err(found.why);
    return 2;
  }
  let worst = 0;
  for (const submission of call.submissions) {
    const opened = read(submission);
    const named = { submission: submission.slice(0, 200), lesson: lesson.lesson.id, step: found.step.id };
    if (!opened.ok) {
      worst = 2;
      await io.out(JSON.stringify({ ...named, met: null, why: opened.why }));
      continue;
    }
    const graded = await gradeOne(lesson.lesson, found.step, opened.open);
    if (!graded.met) worst = Math.max(worst, 1);
    await io.out(JSON.stringify({ ...named, ...graded }));
  }
  return worst;
}

export async function gradeOne(
  lesson: Lesson,
  step: DoStep,
  { document, resolved }: OpenDocument,
): Promise<Grade> {
  const meta = METAS.get(lesson.card.protocol);
  if (meta === undefined) return { met: false, why: 'The lesson’s protocol is not here.' };
  if (resolved.spec.protocol !== meta.id)
    return {
      met: false,
      why: `This is a run of ${resolved.spec.protocol}; the exercise is about ${meta.id}.`,
    };
  // Of several runs in one document the one that was on show is what was handed in; the others may have been the way there.
  const runs = [resolved.spec, ...(document.branches ?? []).map(({ spec }) => spec)];
  const shown = runs[document.shown ?? 0] ?? resolved.spec;
  const handedIn = await gradeRun(lesson, step, meta, shown);
  if (handedIn.met) return handedIn;
  for (const spec of runs) {
    if (spec !== shown && (await gradeRun(lesson, step, meta, spec)).met) return { met: true };
  }
  return handedIn;
}

async function gradeRun(lesson: Lesson, step: DoStep, meta: Meta, spec: RunSpec): Promise<Grade> {
  const protocol = await loadProtocol(meta.id);
  const made = parseRunSpec(spec, METAS);
  if (!made.ok) return { met: false, why: made.why };
  let forbidden: string | null = null;
  let missed: string | null = null;
  for (const { given, may } of startsOf(lesson, step)) {
    const why = notAllowed(given, spec, may, meta);
    if (why !== null) {
      forbidden ??= why;
      continue;
    }
    const original = parseRunSpec(given, METAS);
    if (!original.ok) return { met: false, why: original.why };
    const runs = [made.resolved, original.resolved];
    const goal = finish(asking(protocol, runs, step.until));
    if (!goal.ok) return { met: false, why: goal.why };
    if (goal.asked.finding.met) return { met: true };
    const slip = step.replies.find(({ when }) => {
      const asked = finish(asking(protocol, runs, when));
      return asked.ok && asked.asked.finding.met;
    });
    missed ??= slip?.reply ?? `The goal is not reached: ${step.goal.replace(/\.$/, '')}.`;
  }
  return { met: false, why: missed ?? forbidden ?? '' };
}

/** The runs the exercise may have begun with. One that goes on with an earlier exercise begins with what the student made there, which is not handed in. */
function startsOf(lesson: Lesson, step: DoStep): readonly { readonly given: RunSpec; readonly may: May }[] {
  const { run } = step;
  if (typeof run === 'string') return [{ given: givenRun(lesson, step), may: step.may }];
  const before = lesson.steps.find((one) => one.id === run.of);
  if (before?.kind !== 'do') return [];
  return [
    ...before.solutions.map(({ spec }) => ({ given: spec, may: step.may })),
    ...startsOf(lesson, before).map(({ given, may }) => ({ given, may: both(may, step.may) })),
  ];
}

function both(a: May, b: May): May {
  const either = <T>(x: boolean | readonly T[], y: boolean | readonly T[]): boolean | readonly T[] =>
    x === true || y === true ? true : [...(x === false ? [] : x), ...(y === false ? [] : y)];
  return {
    faults: either(a.faults, b.faults),
    params: either(a.params, b.params),
    variants: either(a.variants, b.variants),
    commands: a.commands || b.commands,
    fire: a.fire || b.fire,
    change: a.change || b.change,
    seed: a.seed || b.seed,
    nodes: a.nodes || b.nodes,
    until: a.until || b.until,
  };
}

async function lessonCalled(name: string): Promise<Result<{ lesson: Lesson }>> {
  const own = await loadFiles(name);
  if (own !== null) return readLesson({ ...own.folder, files: own.files }, METAS);
  const files = folder(name);
  if (files === null) {
    const ids = FOLDERS.map(({ id }) => id);
    return refuse(
      `There is no lesson, and no folder of one, called ${excerpt(name)}.${didYouMean(name, ids)}`,
    );
  }
  return readLesson(
    { id: name.split(/[\\/]/).findLast((part) => part !== '') ?? name, track: '', files },
    METAS,
  );
}

/** The files of a folder that has a card; null if there is no such folder. */
function folder(path: string): LessonFiles | null {
  try {
    if (!statSync(join(path, 'card.json')).isFile()) return null;
    const files: Record<string, string> = {};
    for (const name of readdirSync(path, { recursive: true }) as string[]) {
      const file = join(path, name);
      if (/\.(json|md)$/.test(name) && statSync(file).isFile())
        files[relative(path, file).replaceAll('\\', '/')] = readFileSync(file, 'utf8');
    }
    return files;
  } catch {
    return null;
  }
}

function exercise(lesson: Lesson, wanted: string | null): Result<{ step: DoStep }> {
  const exercises = lesson.steps.filter((step): step is DoStep => step.kind === 'do');
  const ids = exercises.map(({ id }) => id);
  if (wanted === null) {
    const [only, ...more] = exercises;
    if (only === undefined) return refuse('This lesson has no exercise.');
    if (more.length > 0)
      return refuse(`This lesson has several exercises; name one: --step ${listed(ids, 'or')}.`);
    return { ok: true, step: only };
  }
  const step = exercises.find(({ id }) => id === wanted);
  if (step === undefined)
    return refuse(
      `The lesson has no exercise ${excerpt(wanted)}.${didYouMean(wanted, ids) || ` It has ${listed(ids)}.`}`,
    );
  return { ok: true, step };
}
