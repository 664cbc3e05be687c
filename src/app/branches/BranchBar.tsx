/** The runs of the document as tabs. Not there while there is but one. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { MAX_BRANCH_NAME } from '../../spec/bounds.ts';
import { Icon } from '../../widgets/icons.tsx';
import { useDocument } from '../stores/use.ts';
import { branchHere, compareWith, deleteRun, renameRun, turnTo } from './actions.ts';
import { compareStore, namingStore } from './compareStore.ts';
import { type Branch, isFull, runsOf, shownId } from './runs.ts';
import './branches.css';

export default function BranchBar() {
  const document = useDocument((d) => d.document);
  const comparing = useStore(compareStore, (s) => s.other !== null);
  const naming = useStore(namingStore, (s) => s.naming);
  /** Where the tab of the run that gets a name stands. */
  const [place, setPlace] = useState<{ readonly left: number; readonly width: number } | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>(`[data-run="${naming}"]`);
    setPlace(
      tab && list.current ? { left: tab.offsetLeft - list.current.scrollLeft, width: tab.offsetWidth } : null,
    );
  }, [naming]);
  useEffect(() => () => setNaming(null), []);
  const takeFocus = useRef(false);
  useEffect(() => {
    if (!takeFocus.current) return;
    takeFocus.current = false;
    list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  });
  const selected = document === null ? -1 : shownId(document);
  // Tabs that do not fit are scrolled; the one on show is never out of sight.
  useEffect(() => {
    list.current
      ?.querySelector(`[data-run="${selected}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
  if (document === null) return null;
  const runs = runsOf(document);
  const shown = shownId(document);
  const current = runs.find((run) => run.id === shown);
  const onKey = (event: React.KeyboardEvent) => {
    const at = runs.findIndex((run) => run.id === shown);
    const to = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: runs.length - 1,
    }[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (to !== undefined) turnTo((runs[(to + runs.length) % runs.length] as Branch).id);
    else if (event.key === 'F2' || event.key === 'Enter') setNaming(shown);
    else if (event.key === 'Delete' || event.key === 'Backspace') deleteRun(shown);
    else return;
    event.preventDefault();
    event.stopPropagation();
    takeFocus.current = naming === null && event.key !== 'F2' && event.key !== 'Enter';
  };
  const done = (name: string | null, byKey: boolean) => {
    if (naming !== null && name !== null) renameRun(naming, name);
    setNaming(null);
    // Whoever left with the pointer has put the focus elsewhere.
    takeFocus.current = byKey;
  };
  return (
    <nav className="branch-bar" aria-label="Branches">
      <div className="branch-tabs" role="tablist" aria-label="Runs of this document" ref={list}>
        {runs.map((run) => (
          <button
            key={run.id}
            type="button"
            role="tab"
            className="branch-tab"
            aria-selected={run.id === shown}
            tabIndex={run.id === shown ? 0 : -1}
            title={run.id === shown ? `${run.name} (Enter: rename, Delete: delete)` : run.name}
            onClick={() => turnTo(run.id)}
            data-run={run.id}
            onDoubleClick={() => setNaming(run.id)}
            onKeyDown={onKey}
          >
            {run.name}
          </button>
        ))}
      </div>
      {place !== null && (
        <NameField
          name={runs.find((run) => run.id === naming)?.name ?? ''}
          left={place.left}
          width={place.width}
          onDone={done}
        />
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={`Rename ${current?.name ?? ''}`}
        title="Rename (Enter on its tab)"
        onClick={() => setNaming(shown)}
      >
        <Icon name="write" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`Delete ${current?.name ?? ''}`}
        title="Delete (Delete on its tab); undo brings it back"
        onClick={() => {
          deleteRun(shown);
          takeFocus.current = true;
        }}
      >
        <Icon name="close" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Branch from here"
        title={isFull(document) ? 'Eight runs are as many as fit' : 'Branch from here (b)'}
        disabled={isFull(document)}
        onClick={branchHere}
      >
        <Icon name="plus" />
      </button>
      <span className="spring" />
      <button
        type="button"
        className="button small"
        aria-pressed={comparing}
        title="Both runs on one time axis (v)"
        onClick={() => compareWith()}
      >
        Compare with…
      </button>
    </nav>
  );
}

function setNaming(naming: number | null): void {
  namingStore.setState({ naming });
}

function NameField({
  name,
  left,
  width,
  onDone,
}: {
  readonly name: string;
  /** px: where the tab stands. */
  readonly left: number;
  readonly width: number;
  onDone(name: string | null, byKey: boolean): void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const finished = useRef(false);
  const [full, setFull] = useState(false);
  useEffect(() => field.current?.select(), []);
  const end = (text: string | null, byKey: boolean) => {
    if (finished.current) return;
    finished.current = true;
    onDone(text, byKey);
  };
  return (
    <>
      <input
        ref={field}
        className="branch-name"
        aria-label="Name of the branch"
        style={{ left, width: Math.max(140, width) }}
        defaultValue={name}
        maxLength={MAX_BRANCH_NAME}
        onInput={(event) => setFull(event.currentTarget.value.length >= MAX_BRANCH_NAME)}
        onBlur={(event) => end(event.currentTarget.value, false)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          end(event.key === 'Enter' ? event.currentTarget.value : null, true);
        }}
      />
      <span className="branch-full" role="status" style={{ left }}>
        {full && `${MAX_BRANCH_NAME} letters are as many as fit.`}
      </span>
    </>
  );
}
