/** Links as QR codes for a lecture hall. */
import { correction, generate } from 'lean-qr';

export type Code =
  | {
      readonly ok: true;
      /** Squares along a side, without the quiet margin. */
      readonly size: number;
      /** Dark squares as one SVG path, a unit each, the margin not counted. */
      readonly d: string;
    }
  | { readonly ok: false; readonly why: string };

/** Bytes in the largest code (ISO 18004: version 40 at the lowest level of correction). */
export const MOST_BYTES = 2953;
/** Light squares round a code, so that a camera finds it (ISO 18004). */
export const MARGIN = 4;

export function codeOf(address: string): Code {
  const bytes = new TextEncoder().encode(address).length;
  if (bytes > MOST_BYTES) {
    return {
      ok: false,
      why: `This link has ${grouped(bytes)} characters and a QR code holds ${grouped(MOST_BYTES)}: send the link, or save the run as a file.`,
    };
  }
  // The least correction gives the coarsest squares, and what is projected on a wall does not get torn.
  const code = generate(address, { minCorrectionLevel: correction.L, maxCorrectionLevel: correction.Q });
  let d = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (!code.get(x, y)) continue;
      let end = x;
      while (code.get(end + 1, y)) end++;
      d += `M${x} ${y}h${end - x + 1}v1h${x - end - 1}z`;
      x = end;
    }
  }
  return { ok: true, size: code.size, d };
}

/**
 * From how far a code is read, in multiples of its width. The trade's rule is ten times the width for a code of 25 squares; a code of
 * more has smaller ones, and the distance shrinks with them.
 */
export function reach(size: number): number {
  return 250 / size;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
