/** The key: what letters, lines and marks mean, on the timeline and on the stage. From `meta` for what is the protocol's own. */
import { lazy, Suspense, useId, useRef, useState } from 'react';
import type { Meta } from '../../engine/meta.ts';
import './key.css';

const KeyList = lazy(() => import('./KeyList.tsx'));

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
    const width = Math.min(WIDTH, globalThis.innerWidth - 16);
    panel.current.style.width = `${width}px`;
    panel.current.style.left = `${Math.max(8, Math.min(box.right, globalThis.innerWidth - 8) - width)}px`;
    panel.current.style.bottom = `${globalThis.innerHeight - box.top + 8}px`;
    panel.current.style.maxHeight = `${box.top - 24}px`;
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
        className="key"
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
