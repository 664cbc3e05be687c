/** Stories as the student has them, and what searches came to. It outlives its page: whoever comes back from the lab finds all as it was. */
import { createStore } from 'zustand/vanilla';
import { tellIsolation } from '../../client/isolation.ts';
import type { ColumnView, SearchView, StoryView } from '../../worker/isolation/wire.ts';
import { loading } from '../idle.ts';
import { type Draft, draftOf, programOf, sameDraft } from './script.ts';

export type Search =
  | { readonly state: 'waiting' }
  | { readonly state: 'running'; readonly points: number; readonly statements: number }
  | { readonly state: 'done'; readonly result: SearchView }
  /** The programs make no sense at this level, or the worker died. */
  | { readonly state: 'failed'; readonly why: string };

export interface Stories {
  readonly stories: readonly StoryView[];
  readonly columns: readonly ColumnView[];
  /** Why there are none, in a sentence. */
  readonly why: string;
  /** By story, as it was changed. */
  readonly drafts: Readonly<Record<string, Draft>>;
  /** By story, by index of the column; of the draft as it is. */
  readonly searches: Readonly<Record<string, Readonly<Record<number, Search>>>>;
  /** The level that is looked at. */
  readonly column: number;
  readonly running: boolean;
}

/** PostgreSQL at read committed: what most programs run on. */
const FIRST_COLUMN = { engine: 'postgres', level: 'read committed' };

export const storiesStore = createStore<Stories>(() => ({
  stories: [],
  columns: [],
  why: '',
  drafts: {},
  searches: {},
  column: 0,
  running: false,
}));

let loadingStories = false;

export function loadStories(): void {
  if (loadingStories || storiesStore.getState().stories.length > 0) return;
  loadingStories = true;
  storiesStore.setState({ why: '' });
  const loaded = loading();
  tellIsolation(
    { ask: 'stories' },
    (part) => {
      if (part.type !== 'stories') return;
      const { stories, columns } = part;
      const column = columns.findIndex(
        ({ engine, level }) => engine === FIRST_COLUMN.engine && level === FIRST_COLUMN.level,
      );
      storiesStore.setState({ stories, columns, column: Math.max(0, column) });
    },
    new AbortController().signal,
  )
    .then(({ why }) => storiesStore.setState({ why: why ?? '' }))
    .finally(() => {
      loadingStories = false;
      loaded();
    });
}

export function draftFor(story: StoryView, { drafts }: Pick<Stories, 'drafts'>): Draft {
  return drafts[story.id] ?? draftOf(story);
}

export function isEdited(story: StoryView, { drafts }: Pick<Stories, 'drafts'>): boolean {
  const draft = drafts[story.id];
  return draft !== undefined && !sameDraft(draft, draftOf(story));
}

/** What was found of the draft before is not true of this one. */
export function changeDraft(story: StoryView, draft: Draft): void {
  stopSearch();
  const { drafts, searches } = storiesStore.getState();
  storiesStore.setState({
    drafts: { ...drafts, [story.id]: draft },
    searches: { ...searches, [story.id]: {} },
  });
}

/** What must hold, for people: of a story that was changed, by the query. */
export function holdsSentence(story: StoryView, draft: Draft): string {
  if (draft.holds === null) return 'Some serial order gives the same answers and leaves the same tables.';
  const { sql, is, value } = draft.holds;
  const { invariant } = story;
  const same = invariant?.sql === sql && invariant.is === is && String(invariant.value) === value;
  return same ? invariant.sentence : `${sql} ${is} ${value}.`;
}

/** Gives up the search under way, if there is one. */
let giveUp: () => void = () => {};

export function stopSearch(): void {
  giveUp();
}

/** Searches the levels, one after the other; a search under way is given up. */
export function searchLevels(story: StoryView, columns: readonly number[]): void {
  stopSearch();
  const draft = draftFor(story, storiesStore.getState());
  const read = programOf(draft, holdsSentence(story, draft));
  if (!read.ok) return;
  const abort = new AbortController();
  const put = (column: number, search: Search | undefined) => {
    const { searches } = storiesStore.getState();
    const { [column]: _, ...others } = searches[story.id] ?? {};
    const changed = search === undefined ? others : { ...others, [column]: search };
    storiesStore.setState({ searches: { ...searches, [story.id]: changed } });
  };
  for (const column of columns) put(column, { state: 'waiting' });
  storiesStore.setState({ running: true });
  const loaded = loading();
  let ended = false;
  /** Whatever has not come to its end was not searched. */
  const end = (why: string | null) => {
    if (ended) return;
    ended = true;
    for (const column of columns) {
      const state = storiesStore.getState().searches[story.id]?.[column]?.state;
      if (state === 'waiting' || state === 'running') {
        put(column, why === null ? undefined : { state: 'failed', why });
      }
    }
    storiesStore.setState({ running: false });
    loaded();
  };
  giveUp = () => {
    abort.abort();
    end(null);
  };
  tellIsolation(
    { ask: 'search', title: story.title, program: read.program, columns },
    (part) => {
      if (part.type === 'progress') {
        put(part.column, { state: 'running', points: part.points, statements: part.statements });
      } else if (part.type === 'searched') {
        const { result } = part;
        put(
          part.column,
          result.ok ? { state: 'done', result: result.result } : { state: 'failed', why: result.why },
        );
      }
    },
    abort.signal,
  ).then(({ why }) => end(why));
}
