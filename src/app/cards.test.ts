import { expect, test } from 'vitest';
import { METAS, scenariosOf } from '../cli/catalog.ts';
import { cards } from './cards.ts';
import { loadCards, loadMeta, loadScenario, loadScenarios, metasWith, protocols } from './catalog.ts';

test('every protocol has a card, which says what its meta says', async () => {
  expect(cards.map((card) => card.id).toSorted()).toEqual(protocols);
  for (const card of cards) expect(METAS.get(card.id)).toMatchObject(card);
  expect(await loadCards()).toBe(cards);
});

test('cards stand in their order, Raft first', () => {
  expect(cards.map((card) => card.order)).toEqual(cards.map((card) => card.order).toSorted((a, b) => a - b));
  expect(cards[0]?.id).toBe('raft');
});

test('what is fetched by its name is what the folder holds', async () => {
  for (const id of protocols) {
    expect(await loadMeta(id)).toBe(METAS.get(id));
    const scenarios = await loadScenarios(id);
    expect(scenarios).toBe(scenariosOf(id));
    const files = Object.keys(import.meta.glob('../protocols/*/scenarios/*.ts'))
      .filter((path) => path.includes(`/${id}/`))
      .map((path) => path.split('/').at(-1)?.replace('.ts', ''));
    expect(scenarios.map((scenario) => scenario.id).toSorted()).toEqual(files.toSorted());
    expect(METAS.get(id)?.opens).toBe(scenarios[0]?.id);
    for (const scenario of scenarios) expect(await loadScenario(id, scenario.id)).toBe(scenario);
  }
});

test('of a name nobody has there is nothing', async () => {
  expect(await loadMeta('nonsense')).toBeNull();
  expect(await loadMeta('../raft')).toBeNull();
  expect(await loadScenarios('nonsense')).toEqual([]);
  expect(await loadScenario('raft', 'nonsense')).toBeNull();
  expect([...metasWith(null).keys()]).toEqual(protocols);
  expect(metasWith(null).get('raft')).toBeUndefined();
});
