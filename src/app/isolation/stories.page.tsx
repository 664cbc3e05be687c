/** Stories: programs that look right, and the search for the interleaving that breaks them. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useMedia } from '../../widgets/useMedia.ts';
import { useArrival } from '../arrival.ts';
import type { OwnPageProps } from '../pages/Elsewhere.tsx';
import { Editor } from './Editor.tsx';
import { Levels } from './Levels.tsx';
import { PageHead, storiesHref } from './PageHead.tsx';
import { SearchResult } from './SearchResult.tsx';
import { programOf } from './script.ts';
import {
  draftFor,
  holdsSentence,
  loadStories,
  searchLevels,
  stopSearch,
  storiesStore,
} from './storiesStore.ts';
import './stories.css';

export default function StoriesPage({ rest }: OwnPageProps) {
  const heading = useArrival<HTMLHeadingElement>();
  const state = useStore(storiesStore);
  const small = useMedia('(max-width: 759px)');
  const { stories, columns, searches, column, running, why } = state;
  const story = stories.find(({ id }) => id === rest) ?? stories[0];
  useEffect(() => {
    loadStories();
    return stopSearch;
  }, []);
  useEffect(() => {
    document.title = `${story?.title ?? 'Stories'} · Isolation · Faultline`;
  }, [story]);
  if (story === undefined)
    return (
      <div className="page iso-page">
        <PageHead here="stories" />
        <main className="topic-main">
          <h1 ref={heading} tabIndex={-1}>
            Find the interleaving that breaks it
          </h1>
          <p className="iso-status" role="status">
            {why === '' ? 'Loading…' : why}
          </p>
          {why !== '' && (
            <button type="button" className="button" onClick={loadStories}>
              Try again
            </button>
          )}
        </main>
      </div>
    );
  const draft = draftFor(story, state);
  const read = programOf(draft, holdsSentence(story, draft));
  const found = searches[story.id] ?? {};
  return (
    <div className="page iso-page">
      <PageHead here="stories" />
      <main className="topic-main iso-stories">
        <nav aria-label="Stories">
          <ul>
            {stories.map(({ id, title }) => (
              <li key={id}>
                <a href={storiesHref(id)} aria-current={id === story.id ? 'page' : undefined}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="iso-story">
          <h1 ref={heading} tabIndex={-1}>
            {story.title}
          </h1>
          <p className="topic-lead">{story.tale}</p>
          <p className="iso-holds">
            <strong>Must hold:</strong> {holdsSentence(story, draft)}
          </p>
          <Editor story={story} draft={draft} columns={columns} />
          {!read.ok && (
            <p className="iso-refusal" role="alert">
              {read.why}
            </p>
          )}
          {small && (
            <label className="iso-engines">
              Level{' '}
              <select
                value={column}
                onChange={(event) => storiesStore.setState({ column: Number(event.target.value) })}
              >
                {columns.map(({ title }, i) => (
                  <option key={title} value={i}>
                    {title}
                  </option>
                ))}
              </select>
            </label>
          )}
          <SearchResult
            story={story}
            column={columns[column]}
            search={found[column]}
            usable={read.ok}
            running={running}
            onSearch={() => searchLevels(story, [column])}
            onStop={stopSearch}
          />
        </div>
        <Levels
          columns={columns}
          searches={found}
          column={column}
          running={running}
          usable={read.ok}
          onChoose={(at) => storiesStore.setState({ column: at })}
          onSearchAll={() =>
            searchLevels(
              story,
              columns.map((_, i) => i).filter((i) => found[i]?.state !== 'done'),
            )
          }
          onStop={stopSearch}
        />
      </main>
    </div>
  );
}
