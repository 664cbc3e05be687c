/** A list while it is made. Every change is kept at once. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { MOST_ABOUT, MOST_TITLE } from '../../lessons/list/read.ts';
import type { LessonList, ListItem, Subject } from '../../lessons/list/types.ts';
import { useArrival } from '../arrival.ts';
import { Add } from './Add.tsx';
import { areKept, type Draft, removeDraft, saveDraft } from './drafts.ts';
import { ItemEditor } from './ItemEditor.tsx';
import { full, itemOf, moved, type Row, rowsOf } from './rows.ts';
import { ShareList } from './ShareList.tsx';
import { useShown } from './useShown.ts';

let keys = 0;
const fresh = () => ++keys;

interface Taken {
  readonly item: ListItem;
  readonly at: number;
  readonly title: string;
}

export function Editor({ draft }: { readonly draft: Draft }) {
  const heading = useArrival<HTMLHeadingElement>();
  const [list, setList] = useState<LessonList>(draft.list);
  const [rows, setRows] = useState<readonly Row[]>(() => rowsOf(draft.list, [], fresh));
  const [said, setSaid] = useState('');
  const [taken, setTaken] = useState<Taken | null>(null);
  const written = useRef(draft.list);
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
    if (draft.list === written.current) return;
    if (JSON.stringify(draft.list) === JSON.stringify(written.current)) return;
    written.current = draft.list;
    setList(draft.list);
    setRows((before) => rowsOf(draft.list, before, fresh));
  }, [draft.list]);
  useLayoutEffect(() => {
    if (focus.current === null) return;
    box.current?.querySelector<HTMLElement>(`[data-row="${focus.current}"] .list-grip`)?.focus();
    focus.current = null;
  });

  const put = (change: Partial<Omit<LessonList, 'items'>>, next: readonly Row[] = rows) => {
    const now = { ...list, ...change, items: next.map(({ item }) => item) };
    written.current = now;
    setList(now);
    setRows(next);
    saveDraft({ id: draft.id, list: now, changedAt: Date.now() });
  };
  const move = (from: number, to: number) => {
    const next = moved(rows, from, to);
    if (next === rows) return;
    focus.current = rows[from]?.key ?? null;
    put({}, next);
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
    put({}, rows.toSpliced(at, 1));
    if (rows.length === 1) heading.current?.focus();
  };
  const putBack = () => {
    if (taken === null) return;
    const row = { key: fresh(), item: taken.item };
    focus.current = row.key;
    put({}, rows.toSpliced(Math.min(taken.at, rows.length), 0, row));
    setTaken(null);
    setSaid(`${taken.title} is back.`);
  };
  /** @returns why it was not added, or null */
  const add = (subject: Subject, name: string): string | null => {
    const why = full(rows.length);
    if (why !== null) return why;
    put({}, [...rows, { key: fresh(), item: itemOf(subject) }]);
    setTaken(null);
    setSaid(`${name} was added as number ${rows.length + 1}.`);
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
                onChange={(item) => put({}, rows.with(at, { ...row, item }))}
              />
            ))}
          </ol>
        )}
        <p className="list-said">
          <span role="status">{taken === null ? said : `${taken.title} was taken out.`}</span>{' '}
          {taken !== null && (
            <button type="button" className="text-button" onClick={putBack}>
              Put it back
            </button>
          )}
          {!areKept() && (
            <span className="fault-text">
              This browser keeps nothing: save the list as a file before you leave.
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
      <Add
        add={add}
        has={
          new Set(
            list.items.flatMap((item) =>
              'lesson' in item ? item.lesson : 'scenario' in item ? item.scenario : [],
            ),
          )
        }
      />
    </main>
  );
}
