/** A lesson as a lecture: each step in a few beats, its question put to the room before the reply is there. Pure. */
import type { RunSpec } from '../../engine/runspec.ts';
import { givenRun } from '../../lessons/claims.ts';
import type { Inline } from '../../lessons/markdown.ts';
import { inlines } from '../../lessons/markdown.ts';
import type { DoStep, ExplainStep, Lesson, PredictStep, Step } from '../../lessons/types.ts';
import type { Showing } from '../lesson/host.ts';
import { askedHere, type Prediction } from './script.ts';

export type Beat =
  | { readonly kind: 'title' }
  /** What a step says, beside its picture. */
  | { readonly kind: 'words'; readonly step: Step }
  /** The picture alone: it plays, or is played with. */
  | { readonly kind: 'picture'; readonly step: Step }
  | { readonly kind: 'vote'; readonly step: Step; readonly prediction: Prediction }
  /** What became of a prediction, and what the room had thought. */
  | { readonly kind: 'reply'; readonly step: PredictStep; readonly prediction: Prediction }
  /** A solution of an exercise, or the event that was asked for. */
  | { readonly kind: 'answer'; readonly step: DoStep | ExplainStep }
  | { readonly kind: 'end' };

export function beatsOf(lesson: Lesson): readonly Beat[] {
  return [{ kind: 'title' }, ...lesson.steps.flatMap((step) => ofStep(lesson, step)), { kind: 'end' }];
}

function ofStep(lesson: Lesson, step: Step): readonly Beat[] {
  const words: Beat = { kind: 'words', step };
  const picture: Beat = { kind: 'picture', step };
  switch (step.kind) {
    case 'watch':
      return [words, picture];
    case 'predict': {
      const prediction = questionOf(lesson.id, step);
      return [words, { kind: 'vote', step, prediction }, picture, { kind: 'reply', step, prediction }];
    }
    default:
      return [words, picture, { kind: 'answer', step }];
  }
}

function questionOf(lesson: string, step: PredictStep): Prediction {
  return {
    kind: 'prediction',
    id: `${lesson} ${step.id}`,
    step: 0,
    words: plain(step.ask),
    more: '',
    options: step.choices.map(({ text }) => plain(text)),
    answer: step.choices.findIndex(({ right }) => right),
    fixed: true,
  };
}

/** A question of the lecturer's own after a beat; before the first step it is about that. */
export function asking(lesson: Lesson, beat: Beat, n: number): Beat {
  const step = 'step' in beat ? beat.step : (lesson.steps[0] as Step);
  return { kind: 'vote', step, prediction: askedHere(`${lesson.id} own ${n}`, 0) };
}

/** The first beat of a step, by its index; at the end of the lesson the last. */
export function beatOf(lesson: Lesson, beats: readonly Beat[], index: number): number {
  const step = lesson.steps[index];
  if (step === undefined) return beats.length - 1;
  if (index === 0) return 0;
  return Math.max(
    0,
    beats.findIndex((beat) => 'step' in beat && beat.step === step),
  );
}

/** The sentence of a beat. */
export function wordsOf(lesson: Lesson, beat: Beat): string {
  switch (beat.kind) {
    case 'title':
      return lesson.card.title;
    case 'vote':
      return beat.prediction.words;
    case 'reply':
      return plain(beat.step.ask);
    case 'end':
      return 'The idea';
    case 'answer':
      return beat.step.kind === 'do'
        ? `One way: ${beat.step.solutions[0]?.name ?? ''}`
        : plain(beat.step.ask);
    case 'picture':
      if (beat.step.kind === 'do') return plain(beat.step.goal);
      return beat.step.kind === 'explain' ? plain(beat.step.ask) : beat.step.title;
    case 'words':
      return beat.step.title;
  }
}

/** A line without its marks. Text that was not checked is left as it is. */
export function plain(line: string): string {
  try {
    return flat(inlines(line));
  } catch {
    return line;
  }
}

export function flat(parts: readonly Inline[]): string {
  return parts.map((part) => ('of' in part ? flat(part.of) : part.text)).join('');
}

/** What is there of a beat's run, and where it comes to stand: `end` if it plays there, else `time`. */
export function showingOf(
  lesson: Lesson,
  beat: Beat,
  made: ReadonlyMap<string, RunSpec>,
  reached: ReadonlyMap<string, RunSpec>,
): Showing & { readonly end: number | null } {
  const last = beat.kind === 'end';
  const step = 'step' in beat ? beat.step : (lesson.steps[last ? lesson.steps.length - 1 : 0] as Step);
  const spec = givenRun(lesson, step, (id) => reached.get(id));
  const base = { title: lesson.card.title, spec, plan: false, end: null };
  switch (step.kind) {
    case 'watch':
      return {
        ...base,
        cover: step.to,
        time: step.from,
        end: beat.kind === 'picture' || last ? step.to : null,
      };
    case 'predict':
      if (beat.kind === 'picture' || beat.kind === 'reply' || last)
        return { ...base, cover: step.to, time: step.at, end: step.to };
      return { ...base, cover: step.at, plan: step.plan, time: step.at };
    case 'explain':
      return { ...base, cover: step.to, time: step.from };
    case 'do': {
      const own = beat.kind === 'picture' ? made.get(step.id) : undefined;
      const solved = beat.kind === 'answer' || last ? (step.solutions[0]?.spec ?? spec) : undefined;
      return {
        ...base,
        spec: own ?? solved ?? spec,
        original: spec,
        cover: null,
        time: step.from,
        end: solved === undefined ? null : spec.until,
      };
    }
  }
}
