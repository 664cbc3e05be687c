/** What a lecture shows of a run, slide by slide: its claim, a prediction, every moment worth a stop, and what became of the promises. Pure. */
import type { Meta } from '../../engine/meta.ts';
import { describeStep, interestingSteps } from '../describe.ts';
import { type Run, stepTime } from '../stores/session.ts';
import { capital, ms } from '../text.ts';

export type Slide =
  | { readonly kind: 'title'; readonly step: number; readonly words: string; readonly more: string }
  | Prediction
  | { readonly kind: 'moment'; readonly step: number; readonly words: string; readonly more: string }
  | { readonly kind: 'promises'; readonly step: number; readonly words: string; readonly more: string };

/** The room is asked before it is shown; until then the future is covered. */
export interface Prediction {
  readonly kind: 'prediction';
  /** Of all questions of a tab: hands are kept by it. */
  readonly id: string;
  readonly step: number;
  readonly words: string;
  readonly more: '';
  readonly options: readonly string[];
  /** Which option the run bears out; null where only the lecturer knows. */
  readonly answer: number | null;
  /** It stands as it was written, and is long: a lesson's. */
  readonly fixed?: true;
}

/** More stops than this in a lecture are none: the least is left out from the middle of what happens at one instant. */
const MOST = 60;

export function scriptOf(
  meta: Meta,
  run: Run,
  words: { readonly title: string; readonly claim: string },
): readonly Slide[] {
  const stops = interestingSteps(meta, run).slice(0, MOST);
  const begin = begun(run);
  const slides: Slide[] = [
    {
      kind: 'title',
      step: begin,
      words: words.claim || words.title,
      more: words.claim === '' ? '' : words.title,
    },
  ];
  if (meta.properties.length > 0) slides.push(ofPromises(meta, run, begin));
  for (const step of stops) {
    const { headline, occasion, more } = describeStep(meta, run, step);
    const broken = run.trace.violations
      .filter((violation) => violation.step === step)
      .map(
        ({ property, why }) =>
          `Breaks: ${meta.properties.find(({ id }) => id === property)?.title ?? property} – ${why}`,
      );
    const said = [...broken, occasion, ...more].filter((sentence) => sentence !== '');
    slides.push({
      kind: 'moment',
      step,
      words: `${ms(stepTime(run, step))} · ${capital(headline)}`,
      more: said.map((sentence) => `${capital(sentence)}.`.replace(/\.\.$/, '.')).join(' '),
    });
  }
  if (meta.properties.length > 0) slides.push(verdict(meta, run));
  return slides;
}

/** The last step of the very first instant: everybody has booted. */
function begun(run: Run): number {
  let step = 0;
  while (step + 1 < run.trace.steps && stepTime(run, step + 1) === 0) step += 1;
  return step;
}

function ofPromises(meta: Meta, run: Run, step: number): Prediction {
  const one = meta.properties.length === 1;
  return {
    kind: 'prediction',
    id: `${run.trace.hash} 0`,
    step,
    words: one
      ? `Will this hold to the end: ${meta.properties[0]?.title}?`
      : 'Will every promise hold to the end?',
    more: '',
    options: one
      ? ['Yes', 'No, it breaks']
      : ['Yes, all of them', 'No, one of them breaks', 'No, several break'],
    answer: Math.min(brokenOf(run).length, one ? 1 : 2),
  };
}

/** A question of the lecturer's own, in the middle of things. */
export function askedHere(id: string, step: number): Prediction {
  return {
    kind: 'prediction',
    id,
    step,
    words: 'What happens next?',
    more: '',
    options: ['', ''],
    answer: null,
  };
}

function brokenOf(run: Run): readonly string[] {
  return [...new Set(run.trace.violations.map(({ property }) => property))];
}

function verdict(meta: Meta, run: Run): Slide {
  const broken = brokenOf(run).map((id) => meta.properties.find((p) => p.id === id)?.title ?? id);
  return {
    kind: 'promises',
    step: Math.max(0, run.trace.steps - 1),
    words: broken.length === 0 ? 'Every promise held' : `Broken: ${broken.join('; ')}`,
    more: '',
  };
}
