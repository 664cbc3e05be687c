/** How stage and timeline share a frame of any size. */

export type Arrangement = 'stacked' | 'beside' | 'one';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** px: a frame larger than this is on a wall, and what is in it grows with it. */
const ROOMY: Size = { width: 1500, height: 850 };

/** How much larger everything is drawn in a frame of this size, px. */
export function zoomFor({ width, height }: Size): number {
  return Math.max(1, Math.floor(Math.min(width / ROOMY.width, height / ROOMY.height, 3) * 20) / 20);
}

/** @param size of the frame, px */
export function arrangementFor({ width, height }: Size): {
  readonly arrangement: Arrangement;
  /** Whether there is room for the claim under the title. */
  readonly withClaim: boolean;
  /** Whether every line counts. */
  readonly low: boolean;
} {
  const low = height < 300;
  const withClaim = height >= 480 && width >= 480;
  if (low || (height < 460 && width < 620)) return { arrangement: 'one', withClaim, low };
  // Wide and low: one above the other, both would be strips.
  if (height < 560 && width >= 1.5 * height) return { arrangement: 'beside', withClaim, low };
  return { arrangement: 'stacked', withClaim, low };
}
