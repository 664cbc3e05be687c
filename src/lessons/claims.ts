/**
 * What has to be true for a lesson to be sound, as questions to be put to runs: that the right choice is right in the run and the
 * wrong ones are not, that every solution reaches its goal, that the run as it was given and every wrong turn do not, and that what is
 * to be found is there. The tests ask all of them of every lesson; so does the preview.
 */
import type { RunSpec } from '../engine/runspec.ts';
import { endingAt } from './cover.ts';
import type { Lesson, Step } from './types.ts';

export type Claim =
  | {
      readonly kind: 'condition';
      /** Completes a sentence: "step “who”: the right choice". */
      readonly what: string;
      /** Run 0, and run 1 where the condition may speak of two. */
      readonly specs: readonly RunSpec[];
      readonly condition: unknown;
      readonly expected: boolean;
    }
  | {
      readonly kind: 'pattern';
      readonly what: string;
      readonly spec: RunSpec;
      readonly pattern: unknown;
    };

/** The run a step begins with. Where it goes on with the student's: `made` of that step, else the first solution. */
export function givenRun(lesson: Lesson, step: Step, made?: (step: string) => RunSpec | undefined): RunSpec {
  const { run } = step;
  if (typeof run === 'string') return (lesson.runs.get(run) as { spec: RunSpec }).spec;
  const before = lesson.steps.find(({ id }) => id === run.of);
  if (before?.kind !== 'do') throw new Error(`step ${step.id} goes on with no exercise`);
  return made?.(before.id) ?? (before.solutions[0] as { spec: RunSpec }).spec;
}

export function claimsOf(lesson: Lesson): readonly Claim[] {
  return lesson.steps.flatMap((step) => claimsOfStep(lesson, step));
}

function claimsOfStep(lesson: Lesson, step: Step): readonly Claim[] {
  const given = givenRun(lesson, step);
  const name = `step “${step.id}”`;
  if (step.kind === 'predict') {
    const spec = endingAt(given, step.to);
    return step.choices
      .filter(({ when }) => when !== null)
      .map(({ text, right, when }) => ({
        kind: 'condition',
        what: `${name}: the choice “${text}”`,
        specs: [spec],
        condition: when,
        expected: right,
      }));
  }
  if (step.kind === 'do') {
    const asked = (what: string, spec: RunSpec, expected: boolean): Claim => ({
      kind: 'condition',
      what: `${name}: ${what}`,
      specs: [spec, given],
      condition: step.until,
      expected,
    });
    return [
      asked('the run as it was given', given, false),
      ...step.solutions.map((one) => asked(`the solution “${one.name}”`, one.spec, true)),
      ...step.wrongTurns.map((one) => asked(`the wrong turn “${one.name}”`, one.spec, false)),
    ];
  }
  if (step.kind === 'explain') {
    const spec = endingAt(given, step.to);
    const patterns = [['the answer', step.answer], ...step.replies.map((r, i) => [`reply ${i + 1}`, r.when])];
    return patterns.map(([what, pattern]) => ({
      kind: 'pattern',
      what: `${name}: ${what as string}`,
      spec,
      pattern,
    }));
  }
  return [];
}

/** What is wrong, as a sentence, if the answer to a claim is this; null if it is sound. */
export function judged(
  claim: Claim,
  answer: { readonly met: boolean } | { readonly steps: readonly number[] },
): string | null {
  if ('steps' in answer) return answer.steps.length > 0 ? null : `${claim.what} is found nowhere in the run.`;
  if (claim.kind !== 'condition' || answer.met === claim.expected) return null;
  return claim.expected
    ? `${claim.what} does not meet its condition.`
    : `${claim.what} meets the condition, and should not.`;
}
