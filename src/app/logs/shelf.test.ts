import { describe, expect, test } from 'vitest';
import { NO_DRAFT } from './draft.ts';
import { createShelf, type KeptLog, MAX_KEPT, type Store, saneRecord } from './shelf.ts';

const log = (id: string, text: string): KeptLog => ({ id, draft: { ...NO_DRAFT, text }, aside: null });

function memory(): Store & { readonly held: Map<string, KeptLog> } {
  const held = new Map<string, KeptLog>();
  return {
    held,
    write: async (record) => {
      held.delete(record.id);
      held.set(record.id, record);
    },
    read: async (id) => held.get(id),
    latest: async () => [...held.values()].at(-1) ?? null,
    remove: async (id) => void held.delete(id),
  };
}

describe('the shelf', () => {
  test('keeps a log for another page, under its name', async () => {
    const store = memory();
    expect(await createShelf(async () => store).keep(log('a', 'one'))).toBe('');
    expect(await createShelf(async () => store).keep(log('b', 'two'))).toBe('');
    const later = createShelf(async () => store);
    expect((await later.find('a'))?.draft.text).toBe('one');
    expect((await later.latest())?.id).toBe('b');
    expect(await later.find('c')).toBeNull();
  });

  test('says what is too long to be kept, keeps it for this page, and leaves no older text in its place', async () => {
    const store = memory();
    const shelf = createShelf(async () => store);
    await shelf.keep(log('a', 'short'));
    const why = await shelf.keep(log('a', 'x'.repeat(MAX_KEPT + 1)));
    expect(why).toBe(
      'This log has 16.1 million characters; up to 16 are kept in this browser, so a reload will lose it.',
    );
    expect(store.held.has('a')).toBe(false);
    expect((await shelf.find('a'))?.draft.text.length).toBe(MAX_KEPT + 1);
  });

  test('does without a store, and says so', async () => {
    const shelf = createShelf(() => Promise.reject(new Error('private')));
    expect(await shelf.keep(log('a', 'one'))).toMatch(
      /^This browser keeps nothing .+ reload will lose the log\.$/,
    );
    expect((await shelf.find('a'))?.draft.text).toBe('one');
    expect([await shelf.find('b'), await shelf.latest()]).toEqual([null, null]);
  });

  test('what is stored is taken only for what it is', () => {
    for (const stored of [
      null,
      'x',
      {},
      { id: 'a' },
      { id: 'a', draft: { text: 3 } },
      { id: 1, draft: { text: '' } },
    ]) {
      expect(saneRecord(stored)).toBeNull();
    }
    expect(saneRecord({ id: 'a', draft: { text: 't', pattern: 4 }, aside: {} })).toEqual(log('a', 't'));
  });
});
