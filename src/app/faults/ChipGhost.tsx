import { createPortal } from 'react-dom';
import type { Dragged } from './dragging.ts';
import { sayDrop } from './open.ts';
import type { HeldChip } from './Palette.tsx';

/** The chip in the hand, with what letting go would do, on the side of the pointer that has room for it. */
export function ChipGhost({
  drag,
  chip,
  refused,
}: {
  readonly drag: Dragged;
  readonly chip: HeldChip;
  readonly refused: boolean;
}) {
  const deed = drag.target === null ? null : sayDrop(drag.chip, drag.target);
  return createPortal(
    <div
      className="chip chip-ghost"
      data-somewhere={(drag.target !== null && !refused) || undefined}
      data-refused={refused || undefined}
      data-left={drag.x > window.innerWidth / 2 || undefined}
      style={{ left: drag.x, top: drag.y }}
      aria-hidden="true"
    >
      {chip.icon}
      {deed ?? chip.name}
    </div>,
    document.body,
  );
}
