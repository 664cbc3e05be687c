import { describe, expect, test } from 'vitest';
import type { RunSpec } from '../../engine/runspec.ts';
import { createDocumentStore, isChanged, type LabDocument } from './document.ts';

const spec: RunSpec = {
  schema: 1,
  protocol: 'raft',
  seed: 7,
  nodes: { server: 5, client: 1 },
  params: {},
  variants: [],
  until: 900_000,
  inputs: [],
};
const document: LabDocument = { title: 'T', claim: 'C', notes: '', spec };
const seed = (n: number) => (s: RunSpec) => ({ ...s, seed: n });

function loaded() {
  const store = createDocumentStore();
  store.getState().load(document);
  return store;
}

describe('edits', () => {
  test('are undone and redone one by one, and keep their names', () => {
    const store = loaded();
    store.getState().edit('first', seed(1));
    store.getState().edit('second', seed(2));
    expect(store.getState().past.map((e) => e.name)).toEqual(['first', 'second']);
    store.getState().undo();
    expect(store.getState().document?.spec.seed).toBe(1);
    expect(store.getState().future.map((e) => e.name)).toEqual(['second']);
    store.getState().undo();
    expect(store.getState().document).toBe(document);
    store.getState().undo();
    expect(store.getState().document).toBe(document);
    store.getState().redo();
    store.getState().redo();
    expect(store.getState().document?.spec.seed).toBe(2);
    expect(store.getState().past.map((e) => e.name)).toEqual(['first', 'second']);
  });

  test('after an undo forget what was undone', () => {
    const store = loaded();
    store.getState().edit('first', seed(1));
    store.getState().undo();
    store.getState().edit('other', seed(3));
    store.getState().redo();
    expect(store.getState().document?.spec.seed).toBe(3);
    expect(store.getState().future).toEqual([]);
  });

  test('that change nothing leave no entry', () => {
    const store = loaded();
    store.getState().edit('nothing', (s) => ({ ...s, inputs: [] }));
    expect(store.getState().past).toEqual([]);
    expect(store.getState().document).toBe(document);
  });

  test('keep title and claim', () => {
    const store = loaded();
    store.getState().edit('first', seed(1));
    expect(store.getState().document).toMatchObject({ title: 'T', claim: 'C' });
  });
});

describe('a gesture', () => {
  test('is one entry however many moves it has', () => {
    const store = loaded();
    for (const n of [1, 2, 3]) store.getState().preview(seed(n));
    expect(store.getState().document?.spec.seed).toBe(3);
    expect(store.getState().past).toEqual([]);
    store.getState().commit('move');
    expect(store.getState().past.map((e) => e.name)).toEqual(['move']);
    store.getState().undo();
    expect(store.getState().document).toBe(document);
  });

  test('applies each move to the document before it, not to the last move', () => {
    const store = loaded();
    const add = (s: RunSpec) => ({ ...s, seed: s.seed + 1 });
    store.getState().preview(add);
    store.getState().preview(add);
    expect(store.getState().document?.spec.seed).toBe(8);
  });

  test('given up leaves nothing behind', () => {
    const store = loaded();
    store.getState().preview(seed(1));
    store.getState().cancel();
    expect(store.getState().document).toBe(document);
    expect(store.getState().gesture).toBeNull();
    store.getState().commit('late');
    expect(store.getState().past).toEqual([]);
  });

  test('that ends where it began is no entry', () => {
    const store = loaded();
    store.getState().preview(seed(1));
    store.getState().preview(seed(7));
    store.getState().commit('there and back');
    expect(store.getState().past).toEqual([]);
    expect(store.getState().document).toBe(document);
  });

  test('is given up by an undo', () => {
    const store = loaded();
    store.getState().edit('first', seed(1));
    store.getState().preview(seed(9));
    store.getState().undo();
    expect(store.getState().document).toBe(document);
  });
});

describe('a run that is no longer the one its words are about', () => {
  test('is told by its content, not by the edits it went through', () => {
    const store = loaded();
    expect(isChanged(store.getState())).toBe(false);
    store.getState().edit('first', seed(1));
    expect(isChanged(store.getState())).toBe(true);
    store.getState().edit('back by hand', seed(7));
    expect(isChanged(store.getState())).toBe(false);
    store.getState().edit('again', seed(2));
    store.getState().undo();
    expect(isChanged(store.getState())).toBe(false);
  });

  test('is judged against the document loaded last', () => {
    const store = loaded();
    store.getState().edit('first', seed(1));
    store.getState().load({ ...document, spec: { ...spec, seed: 1 } });
    expect(isChanged(store.getState())).toBe(false);
  });
});
