/** A log as somebody is preparing it, and what the browser's history remembers of the page that shows it. */

export interface Draft {
  /** What the log is called: a file's name, an example's title. */
  readonly name: string;
  readonly text: string;
  /** Null: the one in its first line, or the preset that fits. */
  readonly pattern: string | null;
  /** Null: the one in its second line, if it has a header. */
  readonly delimiter: string | null;
}

export const NO_DRAFT: Draft = { name: '', text: '', pattern: null, delimiter: null };

export function sameDraft(a: Draft, b: Draft): boolean {
  return a.name === b.name && a.text === b.text && a.pattern === b.pattern && a.delimiter === b.delimiter;
}

/** Which execution of a drawn log is on show, and which of its steps are picked; −1 for none. */
export interface Place {
  readonly execution: number;
  readonly first: number;
  readonly second: number;
}

export const NOWHERE: Place = { execution: 0, first: -1, second: -1 };

/** What an entry of the history holds of this page: the log by its name on the shelf, and where in it one was. */
export interface Entry {
  readonly id: string;
  /** Null: the form is on show. */
  readonly place: Place | null;
  /** The log whose form the entry before this one shows; null if it shows something else. */
  readonly below: string | null;
}

const ID = /^[a-z0-9-]{1,40}$/;

/** @param state of the history: this page's own, another page's, or null. Null if it is not this page's. */
export function entryOf(state: unknown): Entry | null {
  const log = field(state, 'log');
  const id = field(log, 'id');
  if (typeof id !== 'string' || !ID.test(id)) return null;
  const below = field(log, 'below');
  const place = field(log, 'place');
  const number = (name: string, least: number) => {
    const value = field(place, name);
    return Number.isInteger(value) && (value as number) >= least ? (value as number) : least;
  };
  return {
    id,
    below: typeof below === 'string' ? below : null,
    place:
      typeof place === 'object' && place !== null
        ? { execution: number('execution', 0), first: number('first', -1), second: number('second', -1) }
        : null,
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Writes what this entry of the history holds; `push` makes a new one, which the browser's Back leaves again. */
export function writeEntry(entry: Entry, push = false): void {
  if (push) history.pushState({ log: entry }, '');
  else history.replaceState({ log: entry }, '');
}
