/**
 * Logs that the browser keeps, so that a reload or a way back finds them: the text and how it is read, under a short name that the
 * entry of the history holds. They never leave the machine. A database, not the small storage of preferences: a log may be
 * megabytes, and writing those there would hold up the page.
 */
import { type Draft, NO_DRAFT } from './draft.ts';

/** Characters of a log that is kept. Longer ones can be drawn all the same. */
export const MAX_KEPT = 16_000_000;
/** Logs that are kept: the latest. */
export const MAX_LOGS = 6;

export interface KeptLog {
  readonly id: string;
  readonly draft: Draft;
  /** The log that was put aside for this one, an example say; null for none. */
  readonly aside: string | null;
}

/** Where records are kept. Everything may fail: a private window may have no storage, and a disk may be full. */
export interface Store {
  write(record: KeptLog): Promise<void>;
  read(id: string): Promise<unknown>;
  /** The one written last; null if there is none. */
  latest(): Promise<unknown>;
  remove(id: string): Promise<void>;
}

export interface Shelf {
  /** What is wrong with keeping it, in one sentence; '' if it is kept. */
  keep(record: KeptLog): Promise<string>;
  find(id: string): Promise<KeptLog | null>;
  latest(): Promise<KeptLog | null>;
}

const millions = (characters: number) => (Math.ceil(characters / 100_000) / 10).toString();

/** @param open called once, at the first use */
export function createShelf(open: () => Promise<Store> = openDatabase): Shelf {
  /** What this page has seen is found without the store, too. */
  const seen = new Map<string, KeptLog>();
  let store: Promise<Store> | null = null;
  const opened = () => {
    store ??= open();
    return store;
  };
  return {
    async keep(record) {
      seen.set(record.id, record);
      hold(record);
      const { length } = record.draft.text;
      try {
        if (length > MAX_KEPT) {
          await (await opened()).remove(record.id);
          return `This log has ${millions(length)} million characters; up to ${millions(MAX_KEPT)} are kept in this browser, so a reload will lose it.`;
        }
        await (await opened()).write(record);
        return '';
      } catch {
        return 'This browser keeps nothing for this page now, so a reload will lose the log.';
      }
    },
    async find(id) {
      const known = seen.get(id);
      if (known !== undefined) return known;
      const here = held();
      if (here?.id === id) return here;
      try {
        return saneRecord(await (await opened()).read(id));
      } catch {
        return null;
      }
    },
    async latest() {
      try {
        return saneRecord(await (await opened()).latest());
      } catch {
        return null;
      }
    },
  };
}

const HELD = 'faultline-log';
/** Characters that can be written down at once without anybody noticing. */
const HELD_MAX = 200_000;

/** The database answers later, and a page that is left at once does not wait for it: the tab holds a short log as well. */
function hold(record: KeptLog): void {
  try {
    if (record.draft.text.length > HELD_MAX) sessionStorage.removeItem(HELD);
    else sessionStorage.setItem(HELD, JSON.stringify(record));
  } catch {
    // No storage, or none left: then the database alone has to do.
  }
}

function held(): KeptLog | null {
  try {
    return saneRecord(JSON.parse(sessionStorage.getItem(HELD) ?? 'null'));
  } catch {
    return null;
  }
}

/** What is stored may be old or tampered with. */
export function saneRecord(stored: unknown): KeptLog | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { id, draft, aside } = stored as { id?: unknown; draft?: unknown; aside?: unknown };
  if (typeof id !== 'string' || typeof draft !== 'object' || draft === null) return null;
  const { name, text, pattern, delimiter } = draft as { readonly [K in keyof Draft]?: unknown };
  if (typeof text !== 'string') return null;
  return {
    id,
    aside: typeof aside === 'string' ? aside : null,
    draft: {
      ...NO_DRAFT,
      text,
      name: typeof name === 'string' ? name : '',
      pattern: typeof pattern === 'string' ? pattern : null,
      delimiter: typeof delimiter === 'string' ? delimiter : null,
    },
  };
}

const TEXTS = 'logs';
/** When each was written, apart from the texts: to find the oldest without reading megabytes. */
const TIMES = 'times';

async function openDatabase(): Promise<Store> {
  const request = indexedDB.open('faultline-logs', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(TEXTS, { keyPath: 'id' });
    request.result.createObjectStore(TIMES, { keyPath: 'id' }).createIndex('at', 'at');
  };
  const database = await done(request);
  // A later version in another tab shall not wait for this one.
  database.onversionchange = () => database.close();
  const begin = (mode: IDBTransactionMode) => {
    const transaction = database.transaction([TEXTS, TIMES], mode);
    return {
      texts: transaction.objectStore(TEXTS),
      times: transaction.objectStore(TIMES),
      // Told to end at once: a page that is being left does not come back to end it.
      end: () => {
        transaction.commit();
        return new Promise<void>((resolve, reject) => {
          transaction.oncomplete = () => resolve();
          transaction.onabort = () => reject(transaction.error);
        });
      },
    };
  };
  const order = async () => {
    const keys = await done(begin('readonly').times.index('at').getAllKeys());
    return keys.map(String);
  };
  const remove = async (ids: readonly string[]) => {
    const { texts, times, end } = begin('readwrite');
    for (const id of ids) {
      texts.delete(id);
      times.delete(id);
    }
    await end();
  };
  const old = (await order()).slice(0, -MAX_LOGS);
  if (old.length > 0) await remove(old);
  return {
    async write(record) {
      const { texts, times, end } = begin('readwrite');
      texts.put(record);
      times.put({ id: record.id, at: Date.now() });
      await end();
    },
    read: async (id) => done(begin('readonly').texts.get(id)),
    async latest() {
      const newest = (await order()).at(-1);
      return newest === undefined ? null : done(begin('readonly').texts.get(newest));
    },
    remove: (id) => remove([id]),
  };
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
