import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { MOST_NOTE, MOST_SAY } from '../../lessons/list/read.ts';
import type { ListItem } from '../../lessons/list/types.ts';
import { Icon } from '../../widgets/icons.tsx';
import type { Row } from './rows.ts';
import type { Shown } from './shown.ts';

/** One item of a list that is made: its handle, its notes, and the way out. */
export function ItemEditor({
  row,
  at,
  of,
  shown,
  onMove,
  onRemove,
  onChange,
}: {
  readonly row: Row;
  readonly at: number;
  readonly of: number;
  readonly shown: Shown | null;
  /** To a place counted from 0. */
  onMove(to: number): void;
  onRemove(): void;
  onChange(item: ListItem): void;
}) {
  const { item } = row;
  const title = shown?.title ?? '…';
  const latest = useRef({ at, onMove });
  latest.current = { at, onMove };
  const onKey = (event: KeyboardEvent) => {
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: of - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 0 && to < of) onMove(to);
  };
  /** The row follows the pointer through the others. On the window: a node that moves loses the pointer it had captured. */
  const onDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const began = at;
    const list = event.currentTarget.closest('ol');
    const follow = (moved: globalThis.PointerEvent) => {
      const rows = [...(list?.children ?? [])];
      const below = rows.findIndex((other) => {
        const { top, height } = other.getBoundingClientRect();
        return moved.clientY < top + height;
      });
      const to = below < 0 ? rows.length - 1 : below;
      const now = latest.current.at;
      if (to === now) return;
      // Only once it is past the middle of the other, so that rows of unlike height do not change places for ever.
      const other = rows[to]?.getBoundingClientRect();
      if (other === undefined) return;
      const middle = other.top + other.height / 2;
      if (to > now ? moved.clientY > middle : moved.clientY < middle) latest.current.onMove(to);
    };
    const end = () => {
      window.removeEventListener('pointermove', follow);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', cancel, true);
    };
    const cancel = (key: globalThis.KeyboardEvent) => {
      if (key.key !== 'Escape') return;
      end();
      latest.current.onMove(began);
    };
    window.addEventListener('pointermove', follow);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', cancel, true);
  };
  return (
    <li className="list-item" data-row={row.key}>
      <button
        type="button"
        className="icon-button list-grip"
        aria-label={`Move ${title}, ${at + 1} of ${of}: arrow up and down`}
        title="Drag, or press ↑ and ↓"
        onPointerDown={onDown}
        onKeyDown={onKey}
      >
        <span aria-hidden="true" className="num">
          {at + 1}
        </span>
        <span aria-hidden="true">⠿</span>
      </button>
      <div className="list-words">
        <p className="list-name">
          {shown?.href == null || 'own' in item ? title : <a href={shown.href}>{title}</a>}{' '}
          <span className="muted">{shown?.what}</span>
        </p>
        {shown?.trouble != null && <p className="fault-text">{shown.trouble}</p>}
        <Note
          label="Note to students"
          value={item.note}
          most={MOST_NOTE}
          onChange={(note) => onChange({ ...item, note })}
        />
        <Note
          label="What you want to say"
          value={item.say}
          most={MOST_SAY}
          onChange={(say) => onChange({ ...item, say })}
        />
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={`Take out ${title}`}
        title="Take out"
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function Note({
  label,
  value,
  most,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly most: number;
  onChange(value: string): void;
}) {
  return (
    <label className="list-field">
      <span className="list-label">{label}</span>
      <textarea
        className="share-input"
        rows={1}
        value={value}
        maxLength={most}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
