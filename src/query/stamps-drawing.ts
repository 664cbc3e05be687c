/** Space-time diagrams as somebody draws them: a few processes, local events, and messages with the times at which they leave and arrive. */
import { fmix } from '../base/hash.ts';
import type { Micros } from '../engine/runspec.ts';

/** `to` is the process a message goes to, and `after` how long it takes, µs; without them it is a local event. Processes count from 0. */
export interface Stroke {
  readonly at: Micros;
  readonly lane: number;
  readonly to?: number;
  readonly after?: Micros;
}

export interface Shape {
  /** At least 2. */
  readonly lanes: number;
  /** How many strokes: a message is one, though it makes two events. */
  readonly strokes: number;
  /** The time they are spread over, µs. */
  readonly until: Micros;
}

/** Between two events of one lane, and from a sending to its arrival, there is at least so much, µs: they are to be told apart. */
export const APART = 4000;

/**
 * A diagram drawn at random: the same seed gives the same one. Two strokes of three are messages, every lane has an event as soon as
 * there are strokes for all, and no two events of a lane are closer than `APART` as long as there is room.
 */
export function randomDrawing(seed: number, { lanes, strokes, until }: Shape): readonly Stroke[] {
  const draw = drawer(seed);
  const taken: Micros[][] = Array.from({ length: lanes }, () => []);
  const free = (lane: number, at: Micros) =>
    (taken[lane] as Micros[]).every((other) => (other > at ? other - at : at - other) >= APART);
  /** A free time on a lane in [low, high], −1 if none is found soon. */
  const place = (lane: number, low: Micros, high: Micros): Micros => {
    for (let tries = 0; tries < 40; tries++) {
      const at = 1000 * draw(Math.ceil(low / 1000), Math.floor(high / 1000));
      if (!free(lane, at)) continue;
      (taken[lane] as Micros[]).push(at);
      return at;
    }
    return -1;
  };
  const drawn: Stroke[] = [];
  const last = Math.floor(until * 0.94);
  for (let k = 0; k < strokes; k++) {
    // The first ones go round, so that no lane is left out.
    const lane = k < lanes ? k : draw(0, lanes - 1);
    if (draw(0, 2) === 0) {
      const at = place(lane, 4000, last);
      if (at >= 0) drawn.push({ at, lane });
      continue;
    }
    const to = (lane + draw(1, lanes - 1)) % lanes;
    const at = place(lane, 4000, Math.floor(until * 0.75));
    if (at < 0) continue;
    const arrives = place(to, at + APART, Math.min(last, at + Math.max(APART, Math.floor(until / 2))));
    // With no room to arrive in it stays an event of its own.
    drawn.push(arrives < 0 ? { at, lane } : { at, lane, to, after: arrives - at });
  }
  return drawn.sort((a, b) => a.at - b.at || a.lane - b.lane);
}

/** Whole numbers in [low, high], one after the other, from a seed. */
export function drawer(seed: number): (low: number, high: number) => number {
  let state = fmix((seed % 2 ** 32) | 0) ^ fmix(Math.floor(seed / 2 ** 32) + 1);
  return (low, high) => {
    state = (state + 0x9e3779b9) | 0;
    return low + ((fmix(state) >>> 0) % Math.max(1, high - low + 1));
  };
}
