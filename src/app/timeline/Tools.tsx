/** The buttons in the foot of the timeline: the key to its signs, and zoom. */
import { useLayoutEffect, useRef } from 'react';
import type { Meta } from '../../engine/meta.ts';
import { later } from '../later.tsx';
import { usePreferences } from '../stores/preferences.ts';
import { clearGhosts } from './ghostStore.ts';
import { Key } from './Key.tsx';

const StampSwitch = later(async () => (await import('../clocks/StampSwitch.tsx')).default);

/** Room kept between the buttons and what is written in the foot, px. */
const CLEAR = 6;

export function Tools({
  meta,
  whole,
  idle = false,
  ghosts = false,
  onZoom,
  onWhole,
  onWidth,
}: {
  readonly meta: Meta;
  /** The whole run is in view. */
  readonly whole: boolean;
  /** The run has idle time that can be drawn shorter. */
  readonly idle?: boolean;
  /** What used to be is on show. */
  readonly ghosts?: boolean;
  onZoom(factor: number): void;
  onWhole(): void;
  /** How much of the foot the buttons take, px: no label is written there. */
  onWidth(width: number): void;
}) {
  const root = useRef<HTMLDivElement>(null);
  const { shortIdle, set } = usePreferences();
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const read = () => onWidth(element.offsetWidth + CLEAR);
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => observer.disconnect();
  }, [onWidth]);
  return (
    <div ref={root} className="timeline-tools">
      {ghosts && (
        <button
          type="button"
          className="timeline-ghosts"
          aria-label="Hide how it was before the edit"
          title="Dashed grey: how it was before the edit. Click or Escape hides it."
          onClick={clearGhosts}
        >
          <svg width="18" height="8" viewBox="0 0 18 8" aria-hidden="true">
            <path d="M1 4h16" stroke="currentColor" strokeWidth="1.5" strokeDasharray="3 3" />
          </svg>
          before the edit
        </button>
      )}
      <StampSwitch />
      <Key meta={meta} />
      {idle && (
        <button
          type="button"
          className="timeline-idle"
          aria-label="Shorten idle time"
          aria-pressed={shortIdle}
          title={
            shortIdle ? 'Idle time is drawn shorter: draw it as long as it is' : 'Draw idle time shorter'
          }
          onClick={() => set({ shortIdle: !shortIdle })}
        >
          <svg width="16" height="12" viewBox="0 0 16 12" aria-hidden="true">
            <path
              d="M0 6h4.5M11.5 6H16M4 10.5 7.5 1.5M8.5 10.5 12 1.5"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
            />
          </svg>
        </button>
      )}
      <div className="timeline-zoom" role="group" aria-label="Zoom of the timeline">
        <button type="button" aria-label="Zoom out" disabled={whole} onClick={() => onZoom(1 / 1.6)}>
          −
        </button>
        <button type="button" aria-label="Zoom in" onClick={() => onZoom(1.6)}>
          +
        </button>
        <button type="button" aria-label="Show the whole run" disabled={whole} onClick={onWhole}>
          ↔
        </button>
      </div>
    </div>
  );
}
