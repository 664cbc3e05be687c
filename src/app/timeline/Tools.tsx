/** The buttons in the foot of the timeline: the key to its signs, and zoom. */
import { useLayoutEffect, useRef } from 'react';
import type { Meta } from '../../engine/meta.ts';
import { Key } from './Key.tsx';

/** Room kept between the buttons and what is written in the foot, px. */
const CLEAR = 6;

export function Tools({
  meta,
  whole,
  onZoom,
  onWhole,
  onWidth,
}: {
  readonly meta: Meta;
  /** The whole run is in view. */
  readonly whole: boolean;
  onZoom(factor: number): void;
  onWhole(): void;
  /** How much of the foot the buttons take, px: no label is written there. */
  onWidth(width: number): void;
}) {
  const root = useRef<HTMLDivElement>(null);
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
      <Key meta={meta} />
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
