import { beforeEach, expect, test } from 'vitest';
import { scenario as forgotten } from '../../protocols/raft/scenarios/forgotten-vote.ts';
import { raft, raftRun } from '../run.test-data.ts';
import { answerOf, askedOf, countHand, handsStore, revise, saneHands, setCount, shareOf } from './hands.ts';
import { askedHere, type Prediction, scriptOf } from './script.ts';

const { run } = raftRun();
const slides = scriptOf(raft, run, { title: 'A title', claim: 'A claim' });

beforeEach(() => handsStore.setState({ of: {} }));

test('a script opens with the claim, asks, goes from stop to stop in order, and ends with the promises', () => {
  expect(slides[0]).toMatchObject({ kind: 'title', words: 'A claim', more: 'A title' });
  expect(slides[1]).toMatchObject({ kind: 'prediction', answer: 0 });
  const moments = slides.filter(({ kind }) => kind === 'moment');
  expect(moments.length).toBeGreaterThan(5);
  expect(moments.map(({ step }) => step)).toEqual([...moments.map(({ step }) => step)].sort((a, b) => a - b));
  expect(moments.some(({ words }) => words.includes('S3 becomes leader of term 2'))).toBe(true);
  expect(slides.at(-1)).toMatchObject({
    kind: 'promises',
    words: 'Every promise held',
    step: run.trace.steps - 1,
  });
  for (const { words, more } of slides) expect(`${words} ${more}`).not.toMatch(/undefined|\.\./);
});

test('where promises break, the answer and the last slide say so, and the moment says which', () => {
  const broken = raftRun(forgotten.spec).run;
  const script = scriptOf(raft, broken, { title: 'T', claim: '' });
  expect(script[0]).toMatchObject({ words: 'T', more: '' });
  expect(script[1]).toMatchObject({ answer: 2 });
  expect(script.at(-1)?.words).toMatch(/^Broken: /);
  expect(script.some(({ kind, more }) => kind === 'moment' && more.includes('Breaks: '))).toBe(true);
});

test('hands are counted, and the answer holds only for the question as it was written', () => {
  const question = slides[1] as Prediction;
  setCount(question, 0, 30);
  setCount(question, 1, 10);
  setCount(question, 2, -5);
  setCount(question, 2, Number.NaN);
  const asked = askedOf(question);
  expect(asked.counts).toEqual([30, 10, 0]);
  expect([shareOf(asked, 0), shareOf(asked, 1), shareOf(asked, 2)]).toEqual([0.75, 0.25, 0]);
  expect(answerOf(question, asked)).toBe(0);
  revise(question, (a) => ({ ...a, options: a.options.with(0, 'Perhaps') }));
  expect(answerOf(question, askedOf(question))).toBeNull();
  expect(answerOf(askedHere('7', 3), askedOf(askedHere('7', 3)))).toBeNull();
});

test('a key counts one hand, with Shift one less, and never below none or for an option that is not there', () => {
  const question = slides[1] as Prediction;
  countHand(question, 1, 1);
  countHand(question, 1, 1);
  countHand(question, 0, -1);
  countHand(question, 8, 1);
  countHand(question, 1, -1);
  expect(askedOf(question).counts).toEqual([0, 1, 0]);
});

test('hands that were kept over a reload are read; what could not have been counted is left out', () => {
  const asked = { words: 'Who wins?', options: ['S1', 'S2'], counts: [3, 4], locked: true };
  const broken = [
    null,
    7,
    { ...asked, counts: [3] },
    { ...asked, counts: [3, '4'] },
    { ...asked, locked: 1 },
  ];
  const stored = { good: asked, ...Object.fromEntries(broken.map((one, i) => [`bad${i}`, one])) };
  expect(saneHands(JSON.parse(JSON.stringify(stored)))).toEqual({ good: asked });
  for (const json of [null, 3, 'x', []]) expect(saneHands(json)).toEqual({});
});
