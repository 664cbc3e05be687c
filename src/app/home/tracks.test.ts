import { describe, expect, test } from 'vitest';
import type { Card } from '../../engine/meta.ts';
import { cards } from '../cards.ts';
import { loadScenarios } from '../catalog.ts';
import { shelves, TRACKS } from './tracks.ts';

const card = (id: string, track: string): Card => ({
  id,
  track,
  title: id,
  family: '',
  summary: '',
  order: 1,
  opens: 'one',
});

test('there are ten tracks, by the names of the curriculum', () => {
  expect(TRACKS.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => `T${i + 1}`));
});

test('a track is on a shelf if something is in it; what belongs to none comes last', () => {
  const found = shelves([card('d', 'T99'), card('a', 'T7'), card('b', 'T1'), card('c', 'T7')]);
  expect(found.map(({ track, cards: own }) => [track?.id, own.map(({ id }) => id)])).toEqual([
    ['T1', ['b']],
    ['T7', ['a', 'c']],
    [undefined, ['d']],
  ]);
  expect(shelves([])).toEqual([]);
});

describe('the cards that are here', () => {
  test.each(cards.map((own) => [own.id, own] as const))(
    '%s belongs to a track, and what it names is there',
    async (id, own) => {
      expect(TRACKS.map((track) => track.id)).toContain(own.track);
      const scenarios = (await loadScenarios(id)).map((scenario) => scenario.id);
      for (const named of [own.door, own.showpiece])
        if (named !== undefined) expect(scenarios).toContain(named);
    },
  );

  test('one has a door, and one a run to be played', () => {
    expect(cards.some(({ door }) => door !== undefined)).toBe(true);
    expect(cards.some(({ showpiece }) => showpiece !== undefined)).toBe(true);
  });
});
