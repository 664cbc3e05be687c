import { describe, expect, test } from 'vitest';
import type { Card, Scenario } from '../../engine/meta.ts';
import { cards } from '../cards.ts';
import { loadScenarios } from '../catalog.ts';
import { createSearch, type Entry, isForTeaching } from './search.ts';

const entries: Entry[] = [];
for (const card of cards) {
  entries.push({ card, scenario: null });
  for (const scenario of await loadScenarios(card.id)) entries.push({ card, scenario });
}
const search = createSearch(entries);
const ids = (query: string) =>
  search.find(query).entries.map(({ card, scenario }) => scenario?.id ?? card.id);

describe('search', () => {
  test('a protocol is found by its title before its runs, a run by its own', () => {
    for (const card of cards) expect(ids(card.title)[0]).toBe(card.id);
    for (const { card, scenario } of entries) {
      if (scenario !== null)
        expect([card.id, ids(scenario.title)]).toEqual([card.id, expect.arrayContaining([scenario.id])]);
    }
    expect(ids('split vote')[0]).toBe('split-vote');
  });

  test('every word must be there, as far as it is written; letter case, accents and signs are nothing', () => {
    expect(ids('VÓTE spl')).toEqual(ids('split vote'));
    expect(ids('raft zebra')).toEqual([]);
    expect(ids('  “split” – vote!')).toEqual(ids('split vote'));
    expect(ids('')).toEqual([]);
    expect(ids('(((')).toEqual([]);
  });

  test('a track finds what belongs to it, a kind of fault the runs it is in', () => {
    expect(ids('agreement')[0]).toBe('raft');
    const struck = entries.filter(({ scenario }) =>
      scenario?.spec.inputs.some((input) => 'fault' in input && input.fault.type === 'partition'),
    );
    for (const { scenario } of struck) expect(ids('partition')).toContain(scenario?.id);
  });

  test('where nothing is found, a word is offered that finds something', () => {
    const { entries: none, meant } = search.find('leadder');
    expect([none, meant]).toEqual([[], 'leader']);
    expect(search.find('qqqqqq').meant).toBeNull();
    expect(search.ideas.length).toBeGreaterThan(2);
    for (const idea of search.ideas) expect(ids(idea).length).toBeGreaterThan(0);
  });

  test('equally good ones keep their order, and there may be very many', () => {
    const card: Card = { id: 'p', track: 'T1', title: 'P', family: '', summary: '', order: 1, opens: 'one' };
    const made = Array.from({ length: 800 }, (_, i): Entry => {
      const scenario = {
        id: `r${i}`,
        title: 'The same',
        claim: '',
        notes: '',
        spec: { inputs: [], variants: [] },
      };
      return { card, scenario: scenario as unknown as Scenario };
    });
    const found = createSearch(made)
      .find('same')
      .entries.map(({ scenario }) => scenario?.id);
    expect(found).toEqual(made.map(({ scenario }) => scenario?.id));
  });
});

describe('search beside the runs', () => {
  const page = { id: 'matrix', title: 'The matrix', about: 'Each anomaly on each engine' };
  const card: Card = {
    id: 'p',
    track: 'T6',
    title: 'P',
    family: 'F',
    summary: '',
    order: 1,
    opens: 'one',
    pages: [page],
  };

  test('a page of a protocol is found by its own words', () => {
    const pages = createSearch([
      { card, scenario: null },
      { card, scenario: null, page },
    ]);
    expect(pages.find('anomaly engine').entries).toEqual([{ card, scenario: null, page }]);
    expect(pages.find('p').entries).toHaveLength(2);
  });

  test('words of lessons and terms may have been meant, if they find one', () => {
    const beside = { texts: ['Write skew'], finds: (words: string) => words === 'skew' };
    expect(createSearch([{ card, scenario: null }], beside).find('skeww').meant).toBe('skew');
    expect(createSearch([{ card, scenario: null }]).find('skeww').meant).toBeNull();
    expect(
      createSearch([{ card, scenario: null }], { ...beside, finds: () => false }).find('skeww').meant,
    ).toBeNull();
  });
});

test('whoever teaches is told of lists by the words they would try, and nobody else', () => {
  for (const query of [
    'lecture',
    'Lectures',
    'teaching',
    'present',
    'presentation',
    'slides',
    'course',
    'lists',
  ])
    expect([query, isForTeaching(query)]).toEqual([query, true]);
  for (const query of ['', 'leader', 'not listening', 'crash', 'pres'])
    expect([query, isForTeaching(query)]).toEqual([query, false]);
});
