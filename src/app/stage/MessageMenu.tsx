import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { NO_NODE } from '../../engine/trace.ts';
import { messageTitle, nodeId } from '../describe.ts';
import { dropChip, openForm } from '../faults/open.ts';
import { sessionStore } from '../stores/session.ts';
import type { Point } from './geometry.ts';
import css from './hand.module.css';

const DEEDS = [
  { type: 'drop', word: 'Lose it' },
  { type: 'delay', word: 'Delay it' },
  { type: 'duplicate', word: 'Duplicate it' },
  { type: 'reorder', word: 'Let the next overtake it' },
  { type: 'corrupt', word: 'Corrupt it' },
] as const;

/** From the message, px. */
const GAP = 14;
const EDGE = 8;

/** What can be done to a message in flight, beside it. */
export function MessageMenu(props: {
  readonly send: number;
  /** Of the message, in the picture's pixels. */
  readonly at: Point;
  readonly picture: SVGSVGElement;
  /** `refocus`: the keyboard goes back to the message. */
  onClose(refocus: boolean): void;
}) {
  const { send, at, picture, onClose } = props;
  const { run, meta } = sessionStore.getState();
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Point | null>(null);
  const closeNow = useRef(onClose);
  closeNow.current = onClose;

  useLayoutEffect(() => {
    const own = box.current;
    if (own === null) return;
    const frame = picture.getBoundingClientRect();
    const scale = frame.width / (picture.viewBox.baseVal.width || frame.width);
    const x = frame.left + at.x * scale;
    const y = frame.top + at.y * scale;
    const { offsetWidth, offsetHeight } = own;
    // On a wall everything is drawn larger.
    const zoom = offsetWidth > 0 ? own.getBoundingClientRect().width / offsetWidth : 1;
    const right = x + GAP + offsetWidth * zoom <= window.innerWidth - EDGE;
    const left = Math.max(EDGE, right ? x + GAP : x - GAP - offsetWidth * zoom);
    const top = Math.max(EDGE, Math.min(y - 20, window.innerHeight - EDGE - offsetHeight * zoom));
    setPlace({ x: left / zoom, y: top / zoom });
  }, [at, picture]);

  const placed = place !== null;
  useEffect(() => {
    if (placed) box.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus({ preventScroll: true });
  }, [placed]);

  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) closeNow.current(false);
    };
    document.addEventListener('pointerdown', onDown, true);
    return () => document.removeEventListener('pointerdown', onDown, true);
  }, []);

  if (run === null || meta === null) return null;
  const { node, peer, time } = run.trace.columns;
  const ends = `${nodeId(run, node[send] ?? NO_NODE)} → ${nodeId(run, peer[send] ?? NO_NODE)}`;
  const title = messageTitle(meta, run, send);
  const target = { at: time[send] ?? 0, send };
  const choose = (deed: () => void) => {
    onClose(false);
    deed();
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const now = items.indexOf(document.activeElement as HTMLElement);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: (now + 1) % items.length,
      ArrowUp: (now - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    if (event.key === 'Escape' || event.key === 'Tab') onClose(true);
    else if (to[event.key] !== undefined) items[to[event.key] as number]?.focus();
    else {
      // The page's own keys rest while the menu is open.
      if (event.key.length === 1 && event.key !== ' ') event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={box}
      className={css.menu}
      role="menu"
      aria-label={`The ${title} ${ends}`}
      tabIndex={-1}
      style={place === null ? { visibility: 'hidden' } : { left: place.x, top: place.y }}
      onKeyDown={onKey}
    >
      <p className={css.menuTitle} aria-hidden="true">
        {title} {ends}
      </p>
      {DEEDS.map(({ type, word }) => (
        <button
          key={type}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => choose(() => dropChip(type, target))}
        >
          {word}
        </button>
      ))}
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        onClick={() => choose(() => openForm('drop', target))}
      >
        More exactly…
      </button>
    </div>
  );
}
