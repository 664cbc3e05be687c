// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { branchedOff } from '../branches/runs.ts';
import { minority } from '../run.test-data.ts';
import { createDocumentStore, type LabDocument } from '../stores/document.ts';
import { anyEditsKept, keepEdits, keptEdits } from './keptEdits.ts';

const opened: LabDocument = { title: 'A run', claim: 'It holds', notes: '', spec: minority };
const RUN = '#/lab/raft?s=one';

/** A document edited three times, one of them undone. */
function edited() {
  const store = createDocumentStore();
  store.getState().load(opened);
  for (const seed of [2, 3, 4]) store.getState().edit(`seed ${seed}`, (spec) => ({ ...spec, seed }));
  store.getState().undo();
  return store.getState();
}

beforeEach(() => sessionStorage.clear());

describe('edits that a tab keeps', () => {
  test('are found again by the run they led to, both ways', () => {
    const { document, past, future } = edited();
    expect(anyEditsKept()).toBe(false);
    keepEdits(RUN, document as LabDocument, { past, future });
    expect(anyEditsKept()).toBe(true);
    // As it comes from its link: the same run, other objects.
    const again = structuredClone(document) as LabDocument;
    const found = keptEdits(RUN, again);
    expect(found).toEqual({ past, future });
    const store = createDocumentStore();
    store.getState().load(again, opened);
    store.setState(found ?? {});
    store.getState().redo();
    expect(store.getState().document?.spec.seed).toBe(4);
    for (let i = 0; i < 3; i++) store.getState().undo();
    expect(store.getState().document).toEqual(opened);
  });

  test('are nothing to another run, or to one whose branches go by other names', () => {
    const { document, past, future } = edited();
    keepEdits(RUN, document as LabDocument, { past, future });
    expect(keptEdits('#/lab/raft?s=two', document as LabDocument)).toBeNull();
    expect(keptEdits(RUN, branchedOff(document as LabDocument, 7))).toBeNull();
  });

  test('are forgotten with the last of them, and where they are too many', () => {
    const { document, past, future } = edited();
    keepEdits(RUN, document as LabDocument, { past, future });
    keepEdits(RUN, document as LabDocument, { past: [], future: [] });
    expect(anyEditsKept()).toBe(false);
    keepEdits(RUN, document as LabDocument, { past, future });
    const long = { ...opened, notes: 'x'.repeat(1_000_001) };
    keepEdits(RUN, document as LabDocument, {
      past: [{ name: 'a', before: long, from: 0, after: 0 }],
      future,
    });
    expect(anyEditsKept()).toBe(false);
    const many = Array.from({ length: 60 }, () => past[0] as (typeof past)[number]);
    keepEdits(RUN, document as LabDocument, { past: many, future });
    expect(keptEdits(RUN, document as LabDocument)?.past).toHaveLength(50);
  });

  test.each([
    'nonsense',
    '7',
    '{}',
    '{"version":"","run":"#/lab/raft?s=one","branches":[0],"past":[null],"future":[]}',
    '{"version":"","run":"#/lab/raft?s=one","branches":[0],"past":[{"name":"a","before":{}}],"future":[]}',
    '{"version":"older","run":"#/lab/raft?s=one","branches":[0],"past":[],"future":[]}',
  ])('%s gives none', (text) => {
    sessionStorage.setItem('faultline.edits', text);
    expect(keptEdits(RUN, opened)).toBeNull();
  });
});
