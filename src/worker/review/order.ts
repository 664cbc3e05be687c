/** Before, after or concurrent? Two events of a random diagram; the answer is that of their vector stamps. */
import { compareStamps } from '../../query/stamps.ts';
import { chainBetween, judgeOrder, type Order, pairToAsk } from '../../query/stamps-exercise.ts';
import type { Question } from '../../review/question.ts';
import { drawn, pictureOf, readable } from './drawings.ts';
import { heldProtocol } from './held.ts';
import { labOf, seedFrom } from './runs.ts';

const CHOICES: readonly (readonly [Order, string])[] = [
  ['before', 'a happened before b'],
  ['after', 'b happened before a'],
  ['concurrent', 'Neither: they are concurrent'],
];

export function orderQuestion(seed: number): Question {
  for (let n = 0; ; n++) {
    const drawing = drawn(seedFrom(seed, n));
    const pair = pairToAsk(seedFrom(seed, n + 500), drawing.events);
    // Some drawings have too little in them.
    if (pair === null || drawing.events.length < 7 || !readable(drawing)) continue;
    const [a, b] = pair;
    const order = compareStamps(a.stamp, b.stamp) as Order;
    const { why } = judgeOrder(pair, order, ['a', 'b'], drawing.ids);
    const chain = chainBetween(drawing.events, a, b);
    const [first, second] = order === 'after' ? ['b', 'a'] : ['a', 'b'];
    const steps =
      order === 'concurrent'
        ? 'No way along lanes and messages leads from one to the other. To be further left is not to be before.'
        : `A way along lanes and messages leads from ${first} to ${second}; it is drawn.`;
    return {
      kind: 'order',
      seed,
      lead: '',
      ask: 'How do a and b stand to each other?',
      picture: pictureOf(
        drawing,
        ({ stamp }) => ({
          name: stamp.step === a.stamp.step ? 'a' : stamp.step === b.stamp.step ? 'b' : '',
          stamp: '',
        }),
        chain,
      ),
      choices: CHOICES.map(([id, text]) => ({
        text,
        right: id === order,
        why: id === order ? '' : wrong(id, order, first as string, second as string),
      })),
      evidence: [steps, why],
      lab: labOf(
        heldProtocol('diagram'),
        drawing.spec,
        'Before, after or concurrent?',
        'One event is before another if a way along lanes and messages leads from it to the other',
      ),
    };
  }
}

function wrong(chosen: Order, order: Order, first: string, second: string): string {
  if (order === 'concurrent') return 'Nothing that the one did can have reached the other.';
  if (chosen === 'concurrent') return `What happened at ${first} can have reached ${second}.`;
  return `The arrows run the other way: from ${first} to ${second}.`;
}
