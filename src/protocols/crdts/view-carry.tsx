/** One copy carried onto another, to be merged there: drag the handle, or press it and pick. */
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import css from './view-play.module.css';

interface CarryProps {
  readonly from: string;
  readonly all: readonly string[];
  readonly up: boolean;
  onMerge(into: string): void;
}

/** Less than this is a press, px. */
const NEAR = 5;

export function Carry({ from, all, up, onMerge }: CarryProps) {
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const dragged = useRef(false);
  const handle = useRef<HTMLButtonElement>(null);
  const others = all.filter((id) => id !== from);

  const over = (event: PointerEvent): string | null => {
    const row = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-node]');
    const id = row?.dataset.node;
    return id !== undefined && others.includes(id) ? id : null;
  };
  const mark = (id: string | null) => {
    for (const row of document.querySelectorAll<HTMLElement>('li[data-node]')) {
      if (row.dataset.node === id) row.dataset.over = '';
      else delete row.dataset.over;
    }
  };
  const end = () => {
    start.current = null;
    setAt(null);
    mark(null);
  };
  const dragging = at !== null;
  useEffect(() => {
    if (!dragging) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      start.current = null;
      setAt(null);
      for (const row of document.querySelectorAll<HTMLElement>('li[data-over]')) delete row.dataset.over;
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [dragging]);

  return (
    <span className={css.carry}>
      <button
        ref={handle}
        type="button"
        className={css.small}
        data-handle=""
        disabled={!up}
        aria-expanded={open}
        aria-label={`Merge ${from} into another replica`}
        title={`Drag the state of ${from} onto another replica, or press and pick one`}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          start.current = { x: event.clientX, y: event.clientY };
          dragged.current = false;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (start.current === null) return;
          const far = Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y);
          if (!dragged.current && far < NEAR) return;
          dragged.current = true;
          // In the page's pixels, where it is drawn larger than the window's.
          const { offsetWidth } = event.currentTarget;
          const zoom = offsetWidth > 0 ? event.currentTarget.getBoundingClientRect().width / offsetWidth : 1;
          setAt({ x: event.clientX / zoom, y: event.clientY / zoom });
          mark(over(event));
        }}
        onPointerUp={(event) => {
          const into = start.current !== null && dragged.current ? over(event) : null;
          end();
          if (into !== null) onMerge(into);
        }}
        onPointerCancel={end}
        onClick={() => {
          if (!dragged.current) setOpen(!open);
          dragged.current = false;
        }}
      >
        Merge
      </button>
      {open && (
        <span role="group" aria-label={`Merge ${from} into`} className={css.choice}>
          {others.map((id) => (
            <button
              key={id}
              type="button"
              className={css.small}
              aria-label={`Merge ${from} into ${id}`}
              onClick={() => {
                setOpen(false);
                handle.current?.focus();
                onMerge(id);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return;
                event.stopPropagation();
                setOpen(false);
                handle.current?.focus();
              }}
            >
              {id}
            </button>
          ))}
        </span>
      )}
      {at !== null && (
        <span className={css.ghost} style={{ left: at.x, top: at.y }} aria-hidden="true">
          {from}
        </span>
      )}
    </span>
  );
}
