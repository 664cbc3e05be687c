import { expect, test } from 'vitest';
import { METAS, scenariosOf } from '../../cli/catalog.ts';
import { breakable } from '../../review/broken.ts';
import { KINDS } from '../../review/kinds.ts';
import type { DiagramPicture, KindId, Question } from '../../review/question.ts';
import { decodeLink } from '../../spec/link.ts';
import { loadProtocol } from '../discover.ts';
import { makeQuestion } from './make.ts';
import { disjoint, quorums } from './overlap.ts';

const make = (kind: KindId, seed: number) => makeQuestion(kind, seed, null, loadProtocol);
const rightOf = ({ choices }: Question) => choices.find(({ right }) => right)?.text ?? '';
const MADE = KINDS.map(({ id }) => id).filter((id) => id !== 'promise' && id !== 'line');

function sound(question: Question): void {
  const { choices, evidence, ask, lab } = question;
  expect(choices.filter(({ right }) => right)).toHaveLength(1);
  expect(choices.length).toBeGreaterThanOrEqual(2);
  expect(new Set(choices.map(({ text }) => text)).size).toBe(choices.length);
  for (const { right, why, text } of choices) {
    expect(text).not.toBe('');
    expect(why === '', `${text}: ${why}`).toBe(right);
  }
  expect(ask).not.toBe('');
  expect(evidence.length).toBeGreaterThan(0);
  for (const sentence of evidence) expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
  if (lab?.includes('?s=')) expect(decodeLink(lab, METAS).ok).toBe(true);
}

test.each(MADE)(
  '%s: one choice is right, each other has its reason, and the link opens',
  async (kind) => {
    for (let seed = 1; seed <= 5; seed++) sound(await make(kind, seed * 977));
  },
  20_000,
);

test.each(MADE)('%s: the same seed asks the same', async (kind) => {
  expect(await make(kind, 5)).toEqual(await make(kind, 5));
});

test.each(MADE)(
  '%s: no answer is right nearly always',
  async (kind) => {
    const tally = new Map<string, number>();
    const rounds = kind === 'anomaly' ? 10 : 16;
    for (let seed = 1; seed <= rounds; seed++) {
      const right = rightOf(await make(kind, seed));
      tally.set(right, (tally.get(right) ?? 0) + 1);
    }
    expect(tally.size).toBeGreaterThan(1);
    expect(Math.max(...tally.values())).toBeLessThan(rounds * 0.8);
  },
  20_000,
);

/** By going along lanes and messages, one event after the other. */
function reaches({ events, messages }: DiagramPicture, from: number, to: number): boolean {
  const seen = new Set([from]);
  for (const at of seen) {
    const { lane, at: time } = events[at] as DiagramPicture['events'][number];
    events.forEach((event, i) => {
      if (event.lane === lane && event.at > time) seen.add(i);
    });
    for (const message of messages) if (message.from === at) seen.add(message.to);
  }
  return from !== to && seen.has(to);
}

test('order: as walking along the picture says', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const question = await make('order', seed);
    const picture = question.picture as DiagramPicture;
    const [a, b] = ['a', 'b'].map((name) => picture.events.findIndex((event) => event.name === name));
    const [there, back] = [
      reaches(picture, a as number, b as number),
      reaches(picture, b as number, a as number),
    ];
    const right = there
      ? 'a happened before b'
      : back
        ? 'b happened before a'
        : 'Neither: they are concurrent';
    expect(rightOf(question)).toBe(right);
    expect(picture.chain.length > 0).toBe(there || back);
  }
});

test('stamp: as counting on the picture says', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const question = await make('stamp', seed);
    const picture = question.picture as DiagramPicture;
    const a = picture.events.findIndex(({ name }) => name === 'a');
    const past = picture.events.map((_, i) => i).filter((i) => i === a || reaches(picture, i, a));
    const counts = picture.lanes.map(
      (_, lane) => past.filter((i) => picture.events[i]?.lane === lane).length,
    );
    // Lamport's time is the length of the longest way that leads there.
    const longest = (to: number): number =>
      1 +
      Math.max(
        0,
        ...picture.events.flatMap((_, from) => (reaches(picture, from, to) ? [longest(from)] : [])),
      );
    const vector = question.lead.includes('vector');
    expect(rightOf(question)).toBe(vector ? `[${counts.join(', ')}]` : String(longest(a)));
  }
});

test('overlap: sets meet exactly where R + W > N', () => {
  expect(quorums(5, 2)).toHaveLength(10);
  for (let n = 3; n <= 7; n++)
    for (let w = 1; w <= n; w++)
      for (let r = 1; r <= n; r++) expect(disjoint(n, w, r) === null).toBe(r + w > n);
});

test.each(['crashes', 'liars'] as const)(
  '%s: what was tried out agrees with what was counted',
  async (kind) => {
    let tried = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const { evidence } = await make(kind, seed);
      for (const sentence of evidence.filter((one) => one.startsWith('Tried out'))) {
        tried++;
        expect(sentence).toMatch(/is answered, with .* is not answered/);
      }
    }
    expect(tried).toBeGreaterThan(3);
  },
);

test('promise: every rule that can be broken makes a question', async () => {
  for (const { protocol, variant, scenario } of breakable([...METAS.values()])) {
    const found = scenariosOf(protocol).find(({ id }) => id === scenario);
    if (found === undefined) throw new Error(`${protocol} has no ${scenario}`);
    const broken = { spec: found.spec, variant, title: found.title, lab: `#/lab/${protocol}/${scenario}` };
    const question = await makeQuestion('promise', 3, broken, loadProtocol);
    sound(question);
    const meta = METAS.get(protocol);
    const breaks = meta?.variants.find(({ id }) => id === variant)?.breaks ?? [];
    const titles = breaks.map((id) => meta?.properties.find((one) => one.id === id)?.title);
    expect(titles).toContain(rightOf(question));
    for (const { text, right } of question.choices) expect(titles.includes(text)).toBe(right);
  }
});
