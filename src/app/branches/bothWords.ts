/** An event that two runs share and that goes on differently in each. Pure. */
import type { StepText } from '../describe.ts';

/**
 * How the two go apart, and where: "A: the heartbeat to S1 is held up by 100 ms (S4’s heartbeat timer runs out)". Where both say the
 * same (only what a message carries differs) it is what both say.
 */
export function bothWords(a: StepText, b: StepText): string {
  if (a.headline !== b.headline) return `${a.headline} / ${b.headline}`;
  const [onlyA, onlyB] = [apart(a, b), apart(b, a)];
  const said = [onlyA === '' ? '' : `A: ${onlyA}`, onlyB === '' ? '' : `B: ${onlyB}`].filter(Boolean);
  return said.length === 0 ? a.headline : `${said.join('; ')} (${a.headline})`;
}

/** What the one says and the other does not. */
function apart(one: StepText, other: StepText): string {
  return one.more
    .filter((sentence) => !other.more.includes(sentence))
    .map((sentence) => (sentence.startsWith('The ') ? `the ${sentence.slice(4)}` : sentence))
    .join(', ');
}
