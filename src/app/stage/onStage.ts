/** Where a chip let go over the stage would land: in its picture, or on what a panel says of a node. */
import type { Micros, NodeInfo } from '../../engine/runspec.ts';
import { groundOf } from '../faults/landing.ts';
import type { ChipKind, DropTarget, DropZone } from '../views.ts';

export interface StageParts {
  readonly stage: HTMLElement | null;
  readonly pane: HTMLElement | null;
  readonly picture: DropZone | null;
  /** Of the cursor. */
  readonly time: Micros;
  readonly nodes: readonly NodeInfo[];
}

/** @param x @param y the pointer's client coordinates */
export function onStage(parts: StageParts, x: number, y: number, chip: ChipKind): DropTarget | null {
  const { stage, pane, picture, time, nodes } = parts;
  if (stage === null || !isOver(stage, x, y)) return null;
  const inPicture = pane !== null && isOver(pane, x, y);
  // A row of the panel stands for its node; a cut may be let go anywhere on the stage.
  if (!inPicture && chip !== 'partition') {
    const row = document
      .elementsFromPoint(x, y)
      .map((e) => e.closest<HTMLElement>('[data-node]'))
      .find((e) => e && stage.contains(e));
    const node = nodes.find((n) => n.id === row?.dataset.node);
    return node !== undefined && groundOf(chip) !== 'message' ? { at: time, node: node.id } : null;
  }
  if (inPicture || pane === null) return picture?.dropTarget(x, y, chip) ?? null;
  // Beside the picture a cut goes through its middle.
  const area = pane.getBoundingClientRect();
  return picture?.dropTarget(area.left + area.width / 2, area.top + area.height / 2, chip) ?? null;
}

function isOver(element: HTMLElement, x: number, y: number): boolean {
  const box = element.getBoundingClientRect();
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
