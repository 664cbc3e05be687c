/** What this browser remembers of lessons. It never leaves it but in a file that somebody saves. */
import type { RunSpec } from '../../engine/runspec.ts';
import { mergedReview, saneReview } from '../../review/memory.ts';
import { keepReview, keptReview } from '../review/kept.ts';
import { createKept } from '../stores/kept.ts';
import { FRESH, type Progress, type StepPlan, startLesson } from './machine.ts';

const KEY = 'faultline.lessons';
const VERSION = 1;

export interface KeptLesson extends Progress {
  /** Steps in all, when it was last open: for the share that is shown in lists. */
  readonly of: number;
  /** Gone through to the end, ms since 1970; null if not yet. */
  readonly finishedAt: number | null;
}

export type KeptLessons = Readonly<Record<string, KeptLesson>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function only<T>(value: unknown, fits: (one: unknown) => one is T): Readonly<Record<string, T>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, T] => fits(entry[1])));
}

const isTrue = (value: unknown): value is true => value === true;
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
/** The run itself is checked where it is opened. */
const isSpec = (value: unknown): value is RunSpec => isRecord(value) && typeof value.protocol === 'string';

/** What is stored may be old, or a stranger's: each part is taken only if it could have been written here. */
export function saneLesson(stored: unknown): KeptLesson | null {
  if (!isRecord(stored) || !isCount(stored.index) || !isCount(stored.of)) return null;
  return {
    index: stored.index,
    of: stored.of,
    done: only(stored.done, isTrue),
    answers: only(stored.answers, isCount),
    hints: only(stored.hints, isCount),
    runs: only(stored.runs, isSpec),
    reached: only(stored.reached, isSpec),
    finishedAt:
      typeof stored.finishedAt === 'number' && Number.isFinite(stored.finishedAt) ? stored.finishedAt : null,
  };
}

export function saneLessons(stored: unknown): KeptLessons {
  if (!isRecord(stored) || stored.version !== VERSION || !isRecord(stored.lessons)) return {};
  const kept: Record<string, KeptLesson> = {};
  for (const [id, one] of Object.entries(stored.lessons)) {
    const sane = /^[a-z0-9][a-z0-9-]{0,47}$/.test(id) ? saneLesson(one) : null;
    if (sane !== null) kept[id] = sane;
  }
  return kept;
}

/** Of a lesson whose steps may have changed since: what speaks of steps that are gone is dropped, and one stands no further than one may. */
export function progressFor(
  kept: KeptLesson | undefined,
  steps: readonly StepPlan[],
  isRun: (spec: RunSpec) => boolean = () => true,
): Progress {
  if (kept === undefined) return FRESH;
  const valid = (runs: Readonly<Record<string, RunSpec>>) =>
    Object.fromEntries(Object.entries(runs).filter(([, spec]) => isRun(spec)));
  const ids = new Set(steps.map(({ id }) => id));
  const known = <T>(record: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)));
  const answers = Object.fromEntries(
    Object.entries(kept.answers).filter(
      ([id, choice]) => choice < (steps.find((s) => s.id === id)?.choices ?? 0),
    ),
  );
  const done = Object.fromEntries(
    Object.entries(known(kept.done)).filter(([id]) => {
      // A prediction is locked only with an answer.
      const step = steps.find((s) => s.id === id);
      return step?.kind !== 'predict' || answers[id] !== undefined;
    }),
  );
  const first = steps.findIndex(({ id }) => !done[id]);
  const reach = first < 0 ? steps.length : first;
  return {
    index: Math.min(kept.index, reach),
    done,
    answers,
    hints: known(kept.hints),
    runs: valid(known(kept.runs)),
    reached: valid(known(kept.reached)),
  };
}

const kept = createKept(KEY, saneLessons, (lessons) => ({ version: VERSION, lessons }));

export function keptLessons(): KeptLessons {
  return kept.get();
}

/** Whether the browser has refused to keep progress: it then lasts as long as the page. */
export function isRefused(): boolean {
  return kept.isRefused();
}

/** Hears of changes made here and in other tabs. */
export function onKept(listener: () => void): () => void {
  return kept.on(listener);
}

/** What another tab has written since is the ground of what is written now. */
function write(change: (now: KeptLessons) => KeptLessons): void {
  kept.write(change(kept.isRefused() ? kept.get() : kept.stored()));
}

/** @param last as the lesson was when it was last read or written here: what has come to it since was done in another tab, and stays */
export function keep(id: string, progress: Progress, of: number, now: number, last?: KeptLesson): void {
  write((lessons) => {
    const before = lessons[id];
    const { index, done, answers, hints, runs, reached } = withOthers(progress, before, last);
    const finishedAt = index >= of ? (before?.finishedAt ?? now) : (before?.finishedAt ?? null);
    return { ...lessons, [id]: { index, done, answers, hints, runs, reached, of, finishedAt } };
  });
}

function withOthers(own: Progress, before: KeptLesson | undefined, last: KeptLesson | undefined): Progress {
  if (before === undefined || before === last) return own;
  const merged = <T>(of: (progress: Progress) => Readonly<Record<string, T>>) => {
    const known = last === undefined ? {} : of(last);
    const added = Object.entries(of(before)).filter(([step]) => !Object.hasOwn(known, step));
    return { ...Object.fromEntries(added), ...of(own) };
  };
  return {
    index: own.index,
    done: merged(({ done }) => done),
    answers: merged(({ answers }) => answers),
    hints: merged(({ hints }) => hints),
    runs: merged(({ runs }) => runs),
    reached: merged(({ reached }) => reached),
  };
}

export function exported(): string {
  return JSON.stringify({ version: VERSION, lessons: keptLessons(), review: keptReview() }, null, 1);
}

/**
 * Takes the progress of a file in: of a lesson that is known here too, the one that got further; of a card, what was asked later.
 * @returns how many lessons it had, or one sentence
 */
export function imported(text: string): { readonly count: number } | { readonly why: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { why: 'This file is not JSON, so it is no progress that was saved here.' };
  }
  const found = saneLessons(json);
  const count = Object.keys(found).length;
  const cards = saneReview((json as { readonly review?: unknown } | null)?.review);
  if (count === 0 && Object.keys(cards.cards).length === 0)
    return { why: 'This file holds no progress in lessons.' };
  keepReview(mergedReview(keptReview(), cards));
  write((now) => {
    const next = { ...now };
    for (const [id, lesson] of Object.entries(found)) {
      const own = next[id];
      const further = own === undefined || Object.keys(lesson.done).length > Object.keys(own.done).length;
      const finishedAt = own?.finishedAt ?? lesson.finishedAt;
      next[id] = { ...(further ? lesson : own), finishedAt };
    }
    return next;
  });
  return { count };
}

export interface Keeping {
  now(): number;
  /** Whether a run that was kept can still be run: protocols change. */
  isRun(spec: RunSpec): boolean;
  /** False: nothing is read or written. */
  readonly store: boolean;
}

/** A lesson under way that writes down how far one is. */
export function startKept(id: string, steps: readonly StepPlan[], { now, isRun, store }: Keeping) {
  // Another tab may have got further since this page was opened.
  if (!kept.isRefused()) kept.take(kept.stored());
  let last = keptLessons()[id];
  const actor = startLesson(steps, store ? progressFor(last, steps, isRun) : FRESH);
  const stop = actor.subscribe(() => {
    if (!store) return;
    keep(id, actor.get(), steps.length, now(), last);
    last = keptLessons()[id];
  });
  return {
    ...actor,
    stop: () => {
      stop();
      actor.stop();
    },
  };
}
