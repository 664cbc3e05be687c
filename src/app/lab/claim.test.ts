import { expect, test } from 'vitest';
import { minority } from '../run.test-data.ts';
import { createDocumentStore, isChanged } from '../stores/document.ts';
import { reworded } from './claim.ts';
import { wordsFor } from './share.ts';

const original = { title: 'A cut', claim: 'It holds', notes: 'At length.', spec: minority };

function edited() {
  const store = createDocumentStore();
  store.getState().load(original);
  store.getState().edit('change the seed', (spec) => ({ ...spec, seed: 7 }));
  return store;
}

test('new words are about the run as it stands: it is not a changed one any more, and they go with the link', () => {
  const store = edited();
  expect(isChanged(store.getState())).toBe(true);
  const { opened, revise } = store.getState();
  revise('rewrite the claim', (document) =>
    reworded(document, opened, { title: ' Mine ', claim: 'It breaks ' }),
  );
  const { document, past } = store.getState();
  if (document === null) throw new Error('no document');
  expect(document).toMatchObject({ title: 'Mine', claim: 'It breaks', notes: '' });
  expect(isChanged(store.getState())).toBe(false);
  expect(wordsFor(document, false)).toEqual({ title: 'Mine', claim: 'It breaks' });
  // One entry for both, and it is taken back like any other.
  expect(past.map(({ name }) => name)).toEqual(['change the seed', 'rewrite the claim']);
  store.getState().undo();
  expect(store.getState().document?.claim).toBe('It holds');
  expect(isChanged(store.getState())).toBe(true);
});

test('edited on, it is a changed run again', () => {
  const store = edited();
  const { opened, revise, edit } = store.getState();
  revise('rewrite the claim', (document) =>
    reworded(document, opened, { title: 'Mine', claim: 'It breaks' }),
  );
  edit('change the seed', (spec) => ({ ...spec, seed: 8 }));
  expect(isChanged(store.getState())).toBe(true);
  edit('change the seed', (spec) => ({ ...spec, seed: 7 }));
  expect(isChanged(store.getState())).toBe(false);
});

test('the same words leave no entry; a title that is rubbed out stays, a claim goes', () => {
  const store = createDocumentStore();
  store.getState().load(original);
  const { opened, revise } = store.getState();
  revise('rewrite the claim', (document) => reworded(document, opened, original));
  expect(store.getState().past).toEqual([]);
  revise('rewrite the claim', (document) => reworded(document, opened, { title: '', claim: '' }));
  expect(store.getState().document).toMatchObject({ title: 'A cut', claim: '', notes: 'At length.' });
});
