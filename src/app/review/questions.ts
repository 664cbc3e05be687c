/** Where questions come from: the worker, and of a broken rule the run that shows it. */
import { type BrokenRun, createQuestions, type Questions } from '../../client/review.ts';
import { breakable, pickBreakable } from '../../review/broken.ts';
import type { KindItem } from '../../review/deck.ts';
import { missingQuestion } from '../../review/missing.ts';
import type { Question } from '../../review/question.ts';
import { loadMeta, loadRules, loadScenario } from '../catalog.ts';
import { counted } from '../idle.ts';
import { labHref } from '../router.ts';

let worker: Questions | null = null;

/** @param protocols those whose rules may be asked about */
export function make(
  { kind }: KindItem,
  seed: number,
  protocols: readonly string[],
): Promise<Question | { readonly why: string }> {
  return counted(async () => {
    if (kind.id === 'line') return missingLine(seed, protocols);
    const broken = kind.id === 'promise' ? await brokenRun(seed, protocols) : null;
    if (broken !== null && 'why' in broken) return broken;
    worker ??= createQuestions();
    const made = await worker.make({ kind: kind.id, seed, broken });
    return made.ok ? made.question : { why: made.why };
  });
}

async function brokenRun(
  seed: number,
  protocols: readonly string[],
): Promise<BrokenRun | { readonly why: string }> {
  try {
    const metas = await Promise.all(protocols.map(loadMeta));
    const picked = pickBreakable(seed, breakable(metas.filter((meta) => meta !== null)));
    const scenario = picked === null ? null : await loadScenario(picked.protocol, picked.scenario);
    if (picked === null || scenario === null)
      return { why: 'None of the protocols of your lessons has a rule that can be broken.' };
    return {
      spec: scenario.spec,
      variant: picked.variant,
      title: scenario.title,
      lab: labHref(picked.protocol, scenario.id),
    };
  } catch {
    return { why: 'The run for this question could not be fetched.' };
  }
}

async function missingLine(
  seed: number,
  protocols: readonly string[],
): Promise<Question | { readonly why: string }> {
  try {
    const books = await Promise.all(
      protocols.map(async (protocol) => {
        const [meta, rules] = await Promise.all([loadMeta(protocol), loadRules(protocol)]);
        return meta === null || rules === null ? [] : [{ protocol, title: meta.title, rules }];
      }),
    );
    const question = missingQuestion(seed, books.flat(), (protocol) => labHref(protocol));
    return question ?? { why: 'None of the protocols of your lessons has pseudocode to ask about.' };
  } catch {
    return { why: 'The pseudocode for this question could not be fetched.' };
  }
}
