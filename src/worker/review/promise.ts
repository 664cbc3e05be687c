/** Which promise breaks? A rule is broken on purpose; the run says what comes of it. */
import type { Protocol } from '../../engine/api.ts';
import { drawer } from '../../query/stamps-drawing.ts';
import type { Question } from '../../review/question.ts';
import { ran, seedFrom } from './runs.ts';
import type { BrokenRun } from './wire.ts';

/** @throws RangeError if nothing breaks: then there is no question */
export function promiseQuestion(seed: number, protocol: Protocol, broken: BrokenRun): Question {
  const { meta } = protocol;
  const trace = ran(protocol, broken.spec);
  const first = trace.violations[0];
  const property = meta.properties.find(({ id }) => id === first?.property);
  const variant = meta.variants.find(({ id }) => id === broken.variant);
  if (first === undefined || property === undefined || variant === undefined)
    throw new RangeError('Nothing breaks in this run.');
  const fell = new Set(trace.violations.map(({ property: id }) => id));
  // What the broken rule may break in another run would be half an answer; what shall come to pass some time may not have yet.
  const held = meta.properties.filter(
    ({ id, kind }) => !fell.has(id) && !variant.breaks.includes(id) && kind === 'always',
  );
  const draw = drawer(seed);
  const others = held
    .map((one, i) => ({ one, key: drawer(seedFrom(seed, i))(0, 1_000_000) }))
    .sort((a, b) => a.key - b.key)
    .slice(0, 3)
    .map(({ one }) => ({
      text: one.title,
      right: false,
      why: 'The run was checked after every step: this one held to the end.',
    }));
  const choices = [{ text: property.title, right: true, why: '' }, ...others];
  const turn = draw(0, choices.length - 1);
  const more = [...fell].flatMap((id) => meta.properties.find((one) => one.id === id) ?? []).slice(1);
  return {
    kind: 'promise',
    seed,
    lead: `${meta.title}, with one rule broken on purpose: “${variant.title}.” It is shown by the run “${broken.title}”.`,
    ask: 'Which of these promises does not hold there?',
    picture: null,
    choices: choices.slice(turn).concat(choices.slice(0, turn)),
    evidence: [
      `At ${Math.round((trace.columns.time[first.event] as number) / 1000)} ms: ${first.why}`,
      ...(more.length === 0 ? [] : [`Later there also falls: ${more.map(({ title }) => title).join('; ')}.`]),
    ],
    lab: broken.lab,
  };
}
