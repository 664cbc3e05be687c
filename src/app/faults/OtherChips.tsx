import type { PointerEvent } from 'react';
import { kindsWithoutChip } from './kinds.ts';
import { held } from './MoreFaults.tsx';
import type { HeldChip } from './Palette.tsx';

/** Chips for faults that have none in the lab, where an exercise names them: to be dragged or pressed like all others. */
export default function OtherChips({
  kinds,
  onTake,
  onPress,
}: {
  /** Ids of faults; those with a chip of their own are passed over. */
  readonly kinds: readonly string[];
  onTake(chip: HeldChip, event: PointerEvent): void;
  onPress(chip: HeldChip): void;
}) {
  return kindsWithoutChip(kinds).map((kind) => {
    const chip = held(kind);
    return (
      <button
        key={kind.type}
        type="button"
        className="chip"
        title={`Drag onto ${chip.onto}, or press`}
        onPointerDown={(event) => onTake(chip, event)}
        onClick={(event) => {
          // A press by pointer was handled by the drag.
          if (event.detail === 0) onPress(chip);
        }}
      >
        {chip.icon}
        {chip.name}
      </button>
    );
  });
}
