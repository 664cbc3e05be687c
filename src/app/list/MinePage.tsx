/** The lists that somebody is making, and the making of one. */

import { useEffect, useSyncExternalStore } from 'react';
import { EMPTY } from '../../lessons/list/types.ts';
import { useArrival } from '../arrival.ts';
import { LearnHead } from '../pages/TopicHead.tsx';
import { Trouble } from '../pages/Trouble.tsx';
import { allDrafts, areKept, freshId, onDrafts, saveDraft } from './drafts.ts';
import { Editor } from './Editor.tsx';
import '../lesson/lessons.css';
import './list.css';

export default function MinePage({ draft }: { readonly draft: string | null }) {
  const drafts = useSyncExternalStore(onDrafts, allDrafts);
  const open = drafts.find(({ id }) => id === draft);
  if (draft !== null && open === undefined)
    return <Trouble why="There is no such list in this browser; a list is kept only where it was made." />;
  return (
    <div className="page">
      <LearnHead here="#/lists">
        {open !== undefined && (
          <a className="page-link" href="#/lists">
            All your lists
          </a>
        )}
      </LearnHead>
      {open === undefined ? <All /> : <Editor key={open.id} draft={open} />}
    </div>
  );
}

function All() {
  const drafts = useSyncExternalStore(onDrafts, allDrafts);
  const heading = useArrival<HTMLHeadingElement>();
  useEffect(() => {
    document.title = 'Your lists · Faultline';
  }, []);
  const make = () => {
    const id = freshId();
    saveDraft({ id, list: EMPTY, changedAt: Date.now() });
    location.hash = `#/lists/${id}`;
  };
  return (
    <main className="lessons">
      <h1 ref={heading} tabIndex={-1}>
        Your lists
      </h1>
      <p className="lessons-lead">
        Lessons and runs for a lecture or a course, in your order, with your notes. One link hands a list to
        students, and in the hall the same list is presented with a clicker.
      </p>
      <p className="list-doing">
        <button type="button" className="button primary" onClick={make}>
          New list
        </button>
        {!areKept() && (
          <span className="fault-text">This browser does not keep your lists: save them as files.</span>
        )}
      </p>
      <ul className="lessons-list list-items">
        {drafts.map(({ id, list }) => (
          <li key={id} className="lessons-row">
            <a href={`#/lists/${id}`}>{list.title || 'Without a title'}</a>
            <span className="lessons-progress num">
              {list.items.length === 1 ? '1 item' : `${list.items.length} items`}
            </span>
            {list.about !== '' && <p>{list.about}</p>}
          </li>
        ))}
      </ul>
      <section className="lessons-more" aria-label="Where lists are kept">
        <p>
          Lists stay in this browser until you share them. A list saved as a file opens when it is dropped on
          any page.
        </p>
      </section>
    </main>
  );
}
