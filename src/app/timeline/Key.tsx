/** The key: what letters, lines and marks mean, on the timeline and on the stage. From `meta` for what is the protocol's own. */
import { Suspense, useId, useRef, useState } from 'react';
import type { Meta } from '../../engine/meta.ts';
import { spare } from '../later.tsx';
import { zoomOf } from './canvas.ts';
import './key.css';

const KeyList = spare(() => import('./KeyList.tsx'));

/** px. */
const WIDTH = 620;

/** A button and the key it opens above itself. The browser's own popover: it lies over everything, and Escape closes it. */
export function Key({ meta }: { readonly meta: Meta }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  /** What is in it comes when it is first asked for. */
  const [asked, setAsked] = useState(false);
  const place = () => {
    setAsked(true);
    const box = button.current?.getBoundingClientRect();
    if (!box || !panel.current) return;
    // In the button's own pixels, which are larger than the window's where the page is.
    const zoom = zoomOf(button.current as HTMLElement);
    const room = globalThis.innerWidth / zoom;
    const width = Math.min(WIDTH, room - 16);
    panel.current.style.width = `${width}px`;
    panel.current.style.left = `${Math.max(8, Math.min(box.right / zoom, room - 8) - width)}px`;
    panel.current.style.bottom = `${(globalThis.innerHeight - box.top) / zoom + 8}px`;
    panel.current.style.maxHeight = `${box.top / zoom - 24}px`;
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="timeline-key"
        popoverTarget={id}
        onClick={place}
        title="What the signs mean"
      >
        Key
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="floating key"
        role="group"
        aria-label="Key to the signs"
        tabIndex={0}
      >
        <div className="key-columns">
          {asked && (
            <Suspense fallback={null}>
              <KeyList meta={meta} />
            </Suspense>
          )}
        </div>
      </div>
    </>
  );
}
