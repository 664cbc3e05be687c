/** Makes a question of any kind. The same kind, seed and run give the same one. */
import type { Protocol } from '../../engine/api.ts';
import type { KindId, Question } from '../../review/question.ts';
import { anomalyQuestion } from './anomaly.ts';
import { crashesQuestion } from './crashes.ts';
import { hold } from './held.ts';
import { liarsQuestion } from './liars.ts';
import { linearQuestion } from './linear.ts';
import { mergeQuestion } from './merge.ts';
import { orderQuestion } from './order.ts';
import { overlapQuestion } from './overlap.ts';
import { promiseQuestion } from './promise.ts';
import { stampQuestion } from './stamp.ts';
import type { BrokenRun } from './wire.ts';

const MAKERS: Readonly<Record<Exclude<KindId, 'promise' | 'line'>, (seed: number) => Question>> = {
  anomaly: anomalyQuestion,
  crashes: crashesQuestion,
  liars: liarsQuestion,
  linear: linearQuestion,
  merge: mergeQuestion,
  order: orderQuestion,
  overlap: overlapQuestion,
  stamp: stampQuestion,
};

/** @throws RangeError, with one sentence, where there is no question */
export async function makeQuestion(
  kind: KindId,
  seed: number,
  broken: BrokenRun | null,
  protocolOf: (id: string) => Promise<Protocol>,
): Promise<Question> {
  if (kind === 'line') throw new RangeError('Pseudocode is with the page.');
  if (kind !== 'promise') {
    await hold(kind, protocolOf);
    return MAKERS[kind](seed);
  }
  if (broken === null) throw new RangeError('No run was named.');
  return promiseQuestion(seed, await protocolOf(broken.spec.protocol), broken);
}
