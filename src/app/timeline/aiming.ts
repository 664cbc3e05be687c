/** What the pointer looks like over the timeline. */
import type { Hit } from '../../timeline/hit.ts';

/** The pointer over the timeline, px. */
export interface Pointer {
  readonly x: number;
  readonly y: number;
  readonly hit: Hit;
  /** The hand holds it: nothing is said of it. */
  readonly held?: true;
}

export function cursorFor(pointer: Pointer | null): string {
  switch (pointer?.hit.kind) {
    case 'axis':
    case 'cursor':
    case 'edge':
      return 'ew-resize';
    case 'input':
      return pointer?.held ? 'grabbing' : 'grab';
    case 'step':
    case 'message':
    case 'letter':
    case 'lane':
      return 'pointer';
    default:
      return pointer?.held ? 'grabbing' : 'default';
  }
}

type Drops = typeof import('./drops.ts');
let drops: Drops | null = null;

/** Where a chip let go would land; null until the code for it is there. */
export function dropsCode(): Drops | null {
  return drops;
}

/** A hand on a chip will need it in a moment. */
export async function loadDrops(): Promise<void> {
  drops = await import('./drops.ts');
}
