import type { Verdict } from '../../worker/isolation/wire.ts';

/** A verdict as a shape: what happens is solid, what is prevented a line drawing of how. */
export function Shape({ verdict }: { readonly verdict: Verdict }) {
  return (
    <svg className="iso-shape" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      {DRAWN[verdict]}
    </svg>
  );
}

const DRAWN = {
  happens: <path d="M8 1 15 8 8 15 1 8Z" fill="currentColor" stroke="none" />,
  unseen: <circle cx="8" cy="8" r="5.5" />,
  waits: <path d="M3 2.5h10M3 13.5h10M4 2.5 12 13.5M12 2.5 4 13.5" />,
  refused: <path d="M3 3 13 13M13 3 3 13" />,
  deadlock: <path d="M3 6.5A5.2 5.2 0 0 1 13 6.5M13 3v3.6h-3.6M13 9.5A5.2 5.2 0 0 1 3 9.5M3 13V9.4h3.6" />,
};
