import { expect, test } from 'vitest';
import { METAS } from '../../cli/catalog.ts';
import { FOLDERS, loadFiles } from '../../lessons/content.ts';
import { readLesson } from '../../lessons/read.ts';
import type { Lesson } from '../../lessons/types.ts';
import { beatOf, beatsOf, flat, plain, showingOf, wordsOf } from './beats.ts';

async function lessons(): Promise<readonly Lesson[]> {
  const found = await Promise.all(
    FOLDERS.map(async (folder) => {
      const files = (await loadFiles(folder.id))?.files ?? {};
      const read = readLesson({ ...folder, files }, METAS);
      // What is wrong with a lesson is found by its own test.
      return read.ok ? [read.lesson] : [];
    }),
  );
  return found.flat();
}
const none = new Map<string, never>();

test('in the hall every lesson goes step by step, asks the room, and shows nothing of the answer before', async () => {
  for (const lesson of await lessons()) {
    const beats = beatsOf(lesson);
    expect(beats[0]?.kind).toBe('title');
    expect(beats.at(-1)?.kind).toBe('end');
    let seen = 0;
    for (const [i, step] of lesson.steps.entries()) {
      const own = beats.flatMap((beat, at) => ('step' in beat && beat.step === step ? [at] : []));
      // One after the other, all of them, in the order of the steps.
      expect(own.every((at, n) => n === 0 || at === (own[n - 1] as number) + 1)).toBe(true);
      expect(own[0]).toBe(seen + 1);
      seen = own.at(-1) as number;
      expect(beatOf(lesson, beats, i)).toBe(i === 0 ? 0 : own[0]);
      if (step.kind !== 'predict') continue;
      const [words, vote, picture, reply] = own.map((at) => beats[at]);
      expect([words?.kind, vote?.kind, picture?.kind, reply?.kind]).toEqual([
        'words',
        'vote',
        'picture',
        'reply',
      ]);
      for (const beat of [words, vote]) {
        if (beat === undefined) throw new Error('no beat');
        const { cover, end } = showingOf(lesson, beat, none, none);
        expect([cover, end]).toEqual([step.at, null]);
      }
      const prediction = vote?.kind === 'vote' ? vote.prediction : null;
      expect(prediction?.options).toHaveLength(step.choices.length);
      expect(step.choices[prediction?.answer ?? -1]?.right).toBe(true);
    }
    expect(beatOf(lesson, beats, lesson.steps.length)).toBe(beats.length - 1);
    for (const beat of beats) {
      expect(wordsOf(lesson, beat)).not.toMatch(/undefined|^$|\*\*|\]\(/);
    }
    // Hands are kept by question: no two share a name.
    const ids = beats.flatMap((beat) => (beat.kind === 'vote' ? [beat.prediction.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test('what was made of an exercise is there again on its picture, and a solution on its answer', async () => {
  const lesson = (await lessons()).find(({ id }) => id === 'first-election');
  const step = lesson?.steps.find(({ id }) => id === 'another');
  if (lesson === undefined || step?.kind !== 'do') throw new Error('no exercise');
  const own = { ...(step.solutions[0]?.spec as NonNullable<unknown>), seed: 99 } as never;
  const picture = { kind: 'picture', step } as const;
  expect(showingOf(lesson, picture, new Map([[step.id, own]]), none).spec).toBe(own);
  expect(showingOf(lesson, picture, none, none).end).toBeNull();
  const answer = showingOf(lesson, { kind: 'answer', step }, new Map([[step.id, own]]), none);
  expect(answer.spec).toBe(step.solutions[0]?.spec);
  expect(answer.end).toBe(answer.spec.until);
});

test('the marks of a line are left out on the wall', () => {
  expect(plain('Only **one** of `S1` and [S2](#/glossary)')).toBe('Only one of S1 and S2');
  expect(flat([{ kind: 'em', of: [{ kind: 'text', text: 'so' }] }])).toBe('so');
  expect(plain('[broken](javascript:x)')).toBe('[broken](javascript:x)');
});
