/** Which stamp does an event get? A receive in a random diagram; the wrong choices are the usual slips. */
import { drawer } from '../../query/stamps-drawing.ts';
import { type Asked, judgeStamp } from '../../query/stamps-exercise.ts';
import type { Choice, Question } from '../../review/question.ts';
import { drawn, pictureOf, readable } from './drawings.ts';
import { heldProtocol } from './held.ts';
import { labOf, seedFrom } from './runs.ts';

type Clock = 'lamport' | 'vector';

export function stampQuestion(seed: number): Question {
  const clock: Clock = drawer(seed)(0, 1) === 0 ? 'lamport' : 'vector';
  for (let n = 0; ; n++) {
    const drawing = drawn(seedFrom(seed, n));
    const receives = drawing.events.filter((event) => event.from !== null && event.before !== null);
    const asked = receives[drawer(seedFrom(seed, n + 500))(0, Math.max(0, receives.length - 1))];
    if (asked === undefined || !readable(drawing)) continue;
    const choices = choicesOf(clock, asked, drawing.ids, seed);
    if (choices.length < 3) continue;
    const given = [asked.before?.step, asked.from?.step];
    const text = ({ stamp }: Asked) => textOf(clock === 'lamport' ? [stamp.lamport] : stamp.vector);
    return {
      kind: 'stamp',
      seed,
      lead:
        clock === 'lamport'
          ? 'Every event bears its Lamport stamp; those that decide are written.'
          : 'Every event bears its vector stamp, an entry for each lane from the top; those that decide are written.',
      ask: 'Which stamp does a get?',
      picture: pictureOf(
        drawing,
        (event) => ({
          name: event === asked ? 'a' : '',
          stamp: given.includes(event.stamp.step) ? text(event) : '',
        }),
        [],
      ),
      choices,
      evidence: [ruleOf(clock, asked, drawing.ids)],
      lab: labOf(
        heldProtocol('diagram'),
        drawing.spec,
        'Stamps of a small diagram',
        clock === 'lamport'
          ? 'A receive takes the greater of own and message’s, and adds 1'
          : 'A receive takes the greater of each entry, and adds 1 to its own',
      ),
    };
  }
}

const textOf = (numbers: readonly number[]): string =>
  numbers.length === 1 ? String(numbers[0]) : `[${numbers.join(', ')}]`;

function choicesOf(clock: Clock, asked: Asked, ids: readonly string[], seed: number): readonly Choice[] {
  const { stamp, before, from } = asked;
  const right = clock === 'lamport' ? [stamp.lamport] : stamp.vector;
  const own = clock === 'lamport' ? [before?.lamport ?? 0] : (before?.vector ?? []);
  const theirs = clock === 'lamport' ? [from?.lamport ?? 0] : (from?.vector ?? []);
  const plus = (numbers: readonly number[], at: number) => numbers.map((n, i) => (i === at ? n + 1 : n));
  const lane = clock === 'lamport' ? 0 : stamp.lane;
  const most = own.map((n, i) => Math.max(n, theirs[i] ?? 0));
  const slips = [
    // The message is not looked at; it is all that is looked at; nothing is added; they are added up.
    plus(own, lane),
    plus(theirs, lane),
    most,
    plus(
      own.map((n, i) => n + (theirs[i] ?? 0)),
      lane,
    ),
  ];
  const texts = new Set([textOf(right)]);
  const wrong: Choice[] = [];
  for (const slip of slips) {
    const text = textOf(slip);
    if (texts.has(text)) continue;
    texts.add(text);
    const verdict = judgeStamp(clock, asked, slip.join(' '), ids);
    wrong.push({ text, right: false, why: verdict.right ? '' : verdict.why });
  }
  const all = [{ text: textOf(right), right: true, why: '' }, ...wrong.slice(0, 3)];
  if (clock === 'lamport') return all.sort((a, b) => Number(a.text) - Number(b.text));
  const turn = drawer(seedFrom(seed, 77))(0, all.length - 1);
  return all.slice(turn).concat(all.slice(0, turn));
}

function ruleOf(clock: Clock, { stamp, before, from }: Asked, ids: readonly string[]): string {
  if (clock === 'lamport')
    return `A receive takes the greater of its lane’s and the message’s, and adds 1: max(${before?.lamport ?? 0}, ${from?.lamport ?? 0}) + 1 = ${stamp.lamport}.`;
  const merged = (before?.vector ?? []).map((n, i) => Math.max(n, from?.vector[i] ?? 0));
  return `A receive takes the greater of each entry, ${textOf(merged)}, and adds 1 to that of its own lane, ${ids[stamp.lane]}: ${textOf(stamp.vector)}.`;
}
