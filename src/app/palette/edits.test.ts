import { expect, test } from 'vitest';
import { minority } from '../run.test-data.ts';
import { createDocumentStore } from '../stores/document.ts';
import { editsOf, jumpBy } from './edits.ts';

function store() {
  const documents = createDocumentStore();
  documents.getState().load({ title: '', claim: '', notes: '', spec: minority });
  for (const seed of [11, 12, 13, 14]) {
    documents.getState().edit(`seed ${seed}`, (spec) => ({ ...spec, seed }));
  }
  return documents;
}
const seedOf = (documents: ReturnType<typeof store>) => documents.getState().document?.spec.seed;

test('the last edit stands first; those undone stand above it', () => {
  const documents = store();
  documents.getState().undo();
  expect(editsOf(documents.getState())).toEqual([
    { by: 1, name: 'seed 14', done: false },
    { by: 0, name: 'seed 13', done: true },
    { by: -1, name: 'seed 12', done: true },
    { by: -2, name: 'seed 11', done: true },
  ]);
});

test('from any point one jumps to right after any edit, and to the beginning', () => {
  for (let undone = 0; undone <= 4; undone++) {
    for (let target = 0; target < 4; target++) {
      const documents = store();
      for (let i = 0; i < undone; i++) documents.getState().undo();
      const edit = editsOf(documents.getState()).find(({ name }) => name === `seed ${11 + target}`);
      jumpBy(documents.getState(), edit?.by ?? Number.NaN);
      expect(seedOf(documents)).toBe(11 + target);
      const { past } = documents.getState();
      jumpBy(documents.getState(), -past.length);
      expect(documents.getState().document?.spec).toBe(minority);
      expect(documents.getState().future).toHaveLength(4);
    }
  }
});
