/** A list while it is made. Every change is kept at once. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { MOST_ABOUT, MOST_TITLE } from '../../lessons/list/read.ts';
import type { LessonList, ListItem, Subject } from '../../lessons/list/types.ts';
import { useArrival } from '../arrival.ts';
import { Add, idOf } from './Add.tsx';
import { areKept, type Draft, removeDraft, saveDraft } from './drafts.ts';
import { ItemEditor } from './ItemEditor.tsx';
import { minutesIn } from './minutes.ts';
import { freshKey, full, itemOf, moved, type Row, rowsOf } from './rows.ts';
import { ShareList } from './ShareList.tsx';
import { useShown } from './useShown.ts';

interface Made {
  readonly list: LessonList;
  readonly rows: readonly Row[];
}

function makeOf(list: LessonList, before: readonly Row[]): Made {
  return { list, rows: rowsOf(list, before) };
}

interface Taken {
  readonly item: ListItem;
  readonly at: number;
  readonly title: string;
}

export function Editor({ draft }: { readonly draft: Draft }) {
  const heading = useArrival<HTMLHeadingElement>();
  const [{ list, rows }, setMade] = useState<Made>(() => makeOf(draft.list, []));
  /** What was last put: somebody who adds a file waits for it, and goes on writing. */
  const made = useRef<Made>({ list, rows });
  const [said, setSaid] = useState('');
  const [taken, setTaken] = useState<Taken | null>(null);
  const box = useRef<HTMLOListElement>(null);
  /** Row whose handle should have the focus once it is drawn. */
  const focus = useRef<number | null>(null);
  const shown = useShown(list.items, '#/lists');
  const title = list.title || 'Without a title';
  useEffect(() => {
    document.title = `${title} · Faultline`;
  }, [title]);
  // Another tab has changed it: what it says now is what there is.
  useEffect(() => {
    const { list: own, rows: before } = made.current;
    if (draft.list === own || JSON.stringify(draft.list) === JSON.stringify(own)) return;
    made.current = makeOf(draft.list, before);
    setMade(made.current);
  }, [draft.list]);
  useLayoutEffect(() => {
    if (focus.current === null) return;
    box.current?.querySelector<HTMLElement>(`[data-row="${focus.current}"] .list-grip`)?.focus();
    focus.current = null;
  });

  const put = (
    change: Partial<Omit<LessonList, 'items'>>,
    rowsThen: (rows: readonly Row[]) => readonly Row[] = (same) => same,
  ) => {
    const next = rowsThen(made.current.rows);
    const now = { ...made.current.list, ...change, items: next.map(({ item }) => item) };
    made.current = { list: now, rows: next };
    setMade(made.current);
    saveDraft({ id: draft.id, list: now, changedAt: Date.now() });
  };
  const move = (from: number, to: number) => {
    if (moved(rows, from, to) === rows) return;
    focus.current = rows[from]?.key ?? null;
    put({}, (now) => moved(now, from, to));
    setSaid(
      `${shown[from]?.title ?? 'It'} is now ${Math.max(0, Math.min(rows.length - 1, to)) + 1} of ${rows.length}.`,
    );
  };
  const remove = (at: number) => {
    const row = rows[at];
    if (row === undefined) return;
    setTaken({ item: row.item, at, title: shown[at]?.title ?? 'The item' });
    setSaid('');
    focus.current = (rows[at + 1] ?? rows[at - 1])?.key ?? null;
    put({}, (now) => now.filter(({ key }) => key !== row.key));
    if (rows.length === 1) heading.current?.focus();
  };
  const putBack = () => {
    if (taken === null) return;
    const key = freshKey(made.current.rows);
    focus.current = key;
    put({}, (now) => now.toSpliced(Math.min(taken.at, now.length), 0, { key, item: taken.item }));
    setTaken(null);
    setSaid(`${taken.title} is back.`);
  };
  /** @returns why it was not added, or null */
  const add = (subject: Subject, name: string): string | null => {
    const why = full(made.current.rows.length);
    if (why !== null) return why;
    put({}, (now) => [...now, { key: freshKey(now), item: itemOf(subject) }]);
    setTaken(null);
    setSaid(`${name} was added as number ${made.current.rows.length}.`);
    return null;
  };
  const drop = () => {
    const gone = { ...draft, list };
    removeDraft(draft.id);
    location.hash = '#/lists';
    void import('../share/notice.ts').then(({ showNotice, clearNotice }) =>
      showNotice(`The list “${title}” was deleted.`, {
        name: 'Put it back',
        run: () => {
          saveDraft(gone);
          clearNotice();
        },
      }),
    );
  };
  return (
    <main className="list-edit">
      <h1 ref={heading} tabIndex={-1} className="visually-hidden">
        {title}
      </h1>
      <div className="list-made">
        <label className="list-field">
          Title
          <input
            className="share-input list-title"
            value={list.title}
            maxLength={MOST_TITLE}
            placeholder="Week 3: agreement"
            onChange={(event) => put({ title: event.target.value })}
          />
        </label>
        <label className="list-field">
          About
          <textarea
            className="share-input"
            rows={2}
            value={list.about}
            maxLength={MOST_ABOUT}
            placeholder="What it is about, and for whom; students read it first."
            onChange={(event) => put({ about: event.target.value })}
          />
        </label>
        {rows.length === 0 ? (
          <p className="list-empty">Nothing is in it yet. Add lessons and runs; the order is yours.</p>
        ) : (
          <ol ref={box} className="list-rows" aria-label="Items">
            {rows.map((row, at) => (
              <ItemEditor
                key={row.key}
                row={row}
                at={at}
                of={rows.length}
                shown={shown[at] ?? null}
                onMove={(to) => move(at, to)}
                onRemove={() => remove(at)}
                onChange={(item) =>
                  put({}, (now) => now.map((one) => (one.key === row.key ? { ...one, item } : one)))
                }
              />
            ))}
          </ol>
        )}
        {rows.length > 0 && <p className="list-length muted num">{minutesIn(list.items)}</p>}
        <p className="list-said">
          <span role="status">{taken === null ? said : `${taken.title} was taken out.`}</span>{' '}
          {taken !== null && (
            <button type="button" className="text-button" onClick={putBack}>
              Put it back
            </button>
          )}
          {!areKept() && (
            <span className="fault-text">
              This browser does not keep this list: save it as a file before you leave.
            </span>
          )}
        </p>
        <ShareList list={list} />
        <p className="list-delete">
          <button type="button" className="text-button" onClick={drop}>
            Delete this list
          </button>
        </p>
      </div>
      <Add add={add} has={new Set(list.items.map(idOf))} />
    </main>
  );
}
