/**
 * What a node's wall clock shows, from the inputs of a run alone: to the microsecond what the engine's clock shows (`engine/clock.ts`). Of
 * several faults the one that started last counts, its rate and its offset each by itself; a jump stays, and so does what a drift gained.
 */
import type { ClockFault, Input, Micros, NodeId } from '../engine/runspec.ts';

/** True time to what the clock shows, both µs. */
export type WallClock = (time: Micros) => Micros;

interface Piece {
  /** From here on, true time. */
  readonly from: Micros;
  /** The rate has been the same since. */
  readonly since: Micros;
  /** Gained over true time until then. */
  readonly gained: Micros;
  readonly ppm: number;
  /** Offset and jumps. */
  readonly off: Micros;
}

interface Turn {
  readonly at: Micros;
  readonly fault: ClockFault;
  readonly ends: boolean;
}

const STOPPED_PPM = -1_000_000;
const TRUE: Piece = { from: 0, since: 0, gained: 0, ppm: 0, off: 0 };

export function wallClock(inputs: readonly Input[], node: NodeId): WallClock {
  const pieces = piecesOf(inputs, node);
  if (pieces.length === 1) return (time) => time;
  return (time) => {
    let low = 1;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((pieces[middle] as Piece).from <= time) low = middle + 1;
      else high = middle;
    }
    const piece = pieces[low - 1] as Piece;
    return monotonic(piece, time) + piece.off;
  };
}

function piecesOf(inputs: readonly Input[], node: NodeId): readonly Piece[] {
  const turns = inputs.flatMap((input): Turn[] => {
    if (!('fault' in input) || input.fault.type !== 'clock' || input.fault.node !== node) return [];
    const { at, fault } = input;
    const start = { at, fault, ends: false };
    return fault.until === undefined ? [start] : [start, { at: fault.until, fault, ends: true }];
  });
  // Ends before starts, then in the order of the document, which sorting keeps.
  turns.sort((a, b) => a.at - b.at || Number(b.ends) - Number(a.ends));
  const pieces = [TRUE];
  let active: readonly ClockFault[] = [];
  let stepped = 0;
  for (const { at, fault, ends } of turns) {
    active = ends ? active.filter((other) => other !== fault) : [...active, fault];
    if (!ends) stepped += fault.step ?? 0;
    const rate = active.findLast((f) => f.stop || f.driftPpm !== undefined);
    const ppm = rate?.stop ? STOPPED_PPM : (rate?.driftPpm ?? 0);
    const off = (active.findLast((f) => f.offset !== undefined)?.offset ?? 0) + stepped;
    const before = pieces[pieces.length - 1] as Piece;
    const { since, gained } = ppm === before.ppm ? before : { since: at, gained: monotonic(before, at) - at };
    pieces.push({ from: at, since, gained, ppm, off });
  }
  return pieces;
}

function monotonic({ since, gained, ppm }: Piece, time: Micros): Micros {
  return time + gained + Math.floor(((time - since) * ppm) / 1_000_000);
}
