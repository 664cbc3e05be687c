import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunSpec } from '../../engine/runspec.ts';
import { type Branch, branchedOff, renamed, runsOf, shownId, without } from '../branches/runs.ts';
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
  test('of one burst are one entry, until something else is done or undone', () => {
    const store = loaded();
    const { amend, edit, undo } = store.getState();
    amend('typing', seed(1));
    amend('typing', seed(2));
    expect(store.getState().past.map((e) => e.name)).toEqual(['typing']);
    edit('other', seed(3));
    amend('typing', seed(4));
    expect(store.getState().past.map((e) => e.name)).toEqual(['typing', 'other', 'typing']);
    undo();
    expect(store.getState().document?.spec.seed).toBe(3);
    undo();
    amend('typing', seed(5));
    expect(store.getState().past.map((e) => e.name)).toEqual(['typing', 'typing']);
    expect(store.getState().future).toEqual([]);
    undo();
    expect(store.getState().document?.spec.seed).toBe(2);
    undo();
    expect(store.getState().document).toBe(document);
  });

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

describe('branches', () => {
  const branch = (store: ReturnType<typeof loaded>, id: number) =>
    store.getState().revise('branch', (d) => branchedOff(d, id));
  const now = (store: ReturnType<typeof loaded>) => {
    const d = store.getState().document as LabDocument;
    return { shown: shownId(d), seeds: runsOf(d).map((run) => run.spec.seed) };
  };

  test('are edited apart, and turning to another loses nothing and is no edit', () => {
    const store = loaded();
    branch(store, 5);
    store.getState().edit('in the branch', seed(1));
    store.getState().turnTo(0);
    expect(now(store)).toEqual({ shown: 0, seeds: [7, 1] });
    store.getState().edit('in the main run', seed(2));
    store.getState().turnTo(5);
    expect(now(store)).toEqual({ shown: 5, seeds: [2, 1] });
    expect(store.getState().past.map((e) => e.name)).toEqual(['branch', 'in the branch', 'in the main run']);
  });

  test('share one history, which brings back the run it speaks of', () => {
    const store = loaded();
    branch(store, 5);
    store.getState().edit('in the branch', seed(1));
    store.getState().turnTo(0);
    store.getState().edit('in the main run', seed(2));
    store.getState().turnTo(5);
    store.getState().undo();
    expect(now(store)).toEqual({ shown: 0, seeds: [7, 1] });
    store.getState().undo();
    expect(now(store)).toEqual({ shown: 5, seeds: [7, 7] });
    store.getState().turnTo(0);
    store.getState().redo();
    expect(now(store)).toEqual({ shown: 5, seeds: [7, 1] });
    store.getState().turnTo(0);
    store.getState().undo();
    expect(now(store)).toEqual({ shown: 5, seeds: [7, 7] });
    store.getState().undo();
    expect(store.getState().document).toEqual(document);
    store.getState().redo();
    expect(now(store)).toEqual({ shown: 5, seeds: [7, 7] });
  });

  test('give up a gesture when another is turned to', () => {
    const store = loaded();
    branch(store, 5);
    store.getState().preview(seed(9));
    store.getState().turnTo(0);
    expect(store.getState().gesture).toBeNull();
    expect(now(store)).toEqual({ shown: 0, seeds: [7, 7] });
  });

  test('any edits and turns, undone to the last, give the document as it was', () => {
    const act = fc.oneof(
      fc.record({ do: fc.constant('edit' as const), n: fc.nat(9) }),
      fc.record({ do: fc.constantFrom('turn', 'branch', 'delete', 'name', 'undo', 'redo'), n: fc.nat(9) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const store = loaded();
        let id = 1;
        for (const { do: what, n } of acts) {
          const s = store.getState();
          const runs = runsOf(s.document as LabDocument);
          const some = (runs[n % runs.length] as Branch).id;
          if (what === 'edit') s.edit('edit', seed(n));
          else if (what === 'turn') s.turnTo(some);
          else if (what === 'branch') s.revise('branch', (d) => branchedOff(d, id++));
          else if (what === 'delete') s.revise('delete', (d) => without(d, some));
          else if (what === 'name') s.revise('name', (d) => renamed(d, some, `n${n}`));
          else if (what === 'undo') s.undo();
          else s.redo();
          const d = store.getState().document as LabDocument;
          const after = runsOf(d);
          expect(new Set(after.map((run) => run.id)).size).toBe(after.length);
          expect(after.find((run) => run.id === shownId(d))?.spec).toBe(d.spec);
        }
        const end = runsOf(store.getState().document as LabDocument);
        const depth = store.getState().past.length;
        for (let i = 0; i < depth; i++) store.getState().undo();
        expect(runsOf(store.getState().document as LabDocument)).toEqual(runsOf(document));
        for (let i = 0; i < depth; i++) store.getState().redo();
        expect(runsOf(store.getState().document as LabDocument)).toEqual(end);
      }),
      { numRuns: 300 },
    );
  });
});
