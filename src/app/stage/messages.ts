/** Where each message in flight is drawn at one instant. Pure; work is proportional to what is in flight. */
import type { Meta } from '../../engine/meta.ts';
import { type Flight, type Flights, flightsAt, heldProgress, progress } from './flights.ts';
import { type Box, boxAround, distance, inside, overlaps, textWidth } from './geometry.ts';
import type { Drawn } from './hit.ts';
import type { Layout, Placed } from './layout.ts';

export interface DrawnMessage extends Drawn {
  readonly key: string;
  readonly r: number;
  /** Unit vector of travel. */
  readonly ux: number;
  readonly uy: number;
  /** Pixels travelled, for the trail. */
  readonly travelled: number;
  /** From or to a client: drawn as a square. */
  readonly square: boolean;
  readonly faint: boolean;
  /** Its bits have changed on the way. */
  readonly damaged: boolean;
  /** It waits half way until another has overtaken it. */
  readonly held: boolean;
  /** Its loss has already been decided. */
  readonly doomed: boolean;
  /** 1 … 0: how much of the cross of a lost message is left; null while it still travels. */
  readonly cross: number | null;
  readonly text: string;
  readonly textX: number;
  readonly textY: number;
  readonly textAnchor: 'start' | 'middle' | 'end';
}

/** Right, left, above, below; above and below ending here; above and below starting here. */
export type Side = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
const SIDES: readonly Side[] = [0, 1, 2, 3, 4, 5, 6, 7];
export interface MessageScene {
  readonly meta: Meta;
  readonly layout: Layout;
  readonly flights: Flights;
  readonly step: number;
  readonly time: number;
  /** Words for a message, '' while unknown. */
  textOf(flight: Flight): string;
  /** True time of arrival where the trace does not tell (the run ends first); HELD while it is held back. */
  arrivalOf(flight: Flight): number | undefined;
  /** Whether it is known that what is on its way is not what was sent. */
  damagedOf(flight: Flight): boolean;
  /** Where on its way (0 … 1, between the nodes' centres) a lost message ends when the loss does not say. */
  reachOf(flight: Flight): number;
  /** Moves in quarters of the way instead of smoothly. */
  readonly inSteps: boolean;
  /** Places that words must not cover, besides nodes. */
  readonly obstacles: readonly Box[];
  /** On which side of each message its label stood, so that it stays there; updated. */
  readonly sides: Map<string, Side>;
}

/** In place of a time of arrival: it is held back, and nobody knows for how long. */
export const HELD = -1;

/** Between a circle and a message that is about to leave or arrive, px. */
const CLEAR = 8;

export function drawMessages(scene: MessageScene): DrawnMessage[] {
  const { flights, step, time } = scene;
  const placed = flightsAt(flights, step, time).map((f) => place(scene, f));
  spread(placed);
  label(scene, placed);
  for (const key of scene.sides.keys()) {
    if (scene.sides.size > 400 && !placed.some((m) => m.key === key)) scene.sides.delete(key);
  }
  return placed;
}

type Draft = { -readonly [P in keyof DrawnMessage]: DrawnMessage[P] } & { along: number };

function place(scene: MessageScene, flight: Flight): Draft {
  const { layout, time, meta, step, flights } = scene;
  const a = layout.nodes[flight.from] as Placed;
  const b = layout.nodes[flight.to] as Placed;
  const kind = meta.messages[flight.kind];
  const faint = kind?.faint ?? false;
  const scale = layout.radius / 25;
  const r = Math.max(3, (faint ? 3.6 : kind?.reply ? 5 : 6.5) * Math.min(1.4, Math.max(0.8, scale)));
  const length = Math.max(1, distance(a, b));
  const ux = (b.x - a.x) / length;
  const uy = (b.y - a.y) / length;
  const start = a.r + CLEAR;
  const end = Math.max(start + 1, length - b.r - CLEAR);
  let reach = flight.reach ?? 1;
  if (flight.lost && flight.reach === null) {
    reach = Math.max(0.08, Math.min(0.97, (scene.reachOf(flight) * length - start) / (end - start)));
  }
  const arrives = scene.arrivalOf(flight);
  const held = arrives === HELD || (flight.held && (flight.lost || time < flight.arrivesAt));
  const until = arrives === HELD || flight.fateStep === Infinity ? Infinity : flight.arrivesAt;
  let f = held
    ? heldProgress(flight, time, until, flights.typical) * (flight.lost ? reach : 1)
    : progress(flight, time, reach, arrives);
  if (scene.inSteps) f = Math.round(f * 4) / 4;
  const along = start + (end - start) * f;
  // Keeping to the right separates the two directions of a link.
  const lane = 5 * Math.min(1.3, Math.max(0.7, scale));
  const cross =
    flight.lost && time >= flight.arrivesAt
      ? Math.max(0, 1 - (time - flight.arrivesAt) / Math.max(1, flight.goneAt - flight.arrivesAt))
      : null;
  return {
    flight,
    key: `${flight.send}.${flight.copy}`,
    x: a.x + ux * along - uy * lane,
    y: a.y + uy * along + ux * lane,
    along,
    r,
    ux,
    uy,
    travelled: along - start,
    square: a.shape === 'square' || b.shape === 'square',
    faint,
    damaged: flight.damaged || scene.damagedOf(flight),
    held,
    doomed: flight.lost && flight.fateStep <= step,
    cross,
    text: '',
    textX: 0,
    textY: 0,
    textAnchor: 'start',
  };
}

/** Messages that would lie on one another on the same lane step aside. */
function spread(placed: readonly Draft[]): void {
  const lanes = new Map<number, Draft[]>();
  for (const m of placed) {
    const key = m.flight.from * 256 + m.flight.to;
    const lane = lanes.get(key);
    if (lane) lane.push(m);
    else lanes.set(key, [m]);
  }
  for (const lane of lanes.values()) {
    if (lane.length < 2) continue;
    lane.sort((a, b) => a.along - b.along || a.flight.send - b.flight.send || a.flight.copy - b.flight.copy);
    let crowd = 0;
    lane.forEach((m, i) => {
      const before = lane[i - 1];
      crowd = before && m.along - before.along < m.r + before.r + 1 ? crowd + 1 : 0;
      // Five abreast; more (at the door of a frozen node) queue behind them.
      const aside = (crowd % 5) * (2 * m.r + 1);
      const behind = Math.floor(crowd / 5) * (2 * m.r + 1);
      m.x -= m.uy * aside + m.ux * behind;
      m.y += m.ux * aside - m.uy * behind;
    });
  }
}

const SIZE = 12;

/** Words beside messages, important ones first; a word with no free place is left out. */
function label(scene: MessageScene, placed: readonly Draft[]): void {
  const { layout, sides } = scene;
  const picture: Box = { x: 0, y: 0, w: layout.width, h: layout.height };
  const taken: Box[] = [...scene.obstacles, ...layout.nodes.map((n) => boxAround(n, n.r + 5))];
  for (const m of placed) {
    if (m.faint) continue;
    taken.push(boxAround(m, m.r + 1));
    // Its tail, too.
    if (m.travelled > 14) taken.push(boxAround({ x: m.x - m.ux * 13, y: m.y - m.uy * 13 }, 5));
  }
  const order = placed
    .filter((m) => !m.faint && (m.cross === null || m.cross > 0.4))
    .sort((a, b) => rank(scene, a) - rank(scene, b) || a.flight.send - b.flight.send);
  for (const m of order) {
    const text = scene.textOf(m.flight);
    if (text === '') continue;
    const width = textWidth(text, SIZE) + 4;
    const own = boxAround(m, m.r + 1);
    const last = sides.get(m.key);
    const tries = last === undefined ? SIDES : [last, ...SIDES];
    for (const side of tries) {
      const box = labelBox(m, side, width);
      if (!inside(box, picture)) continue;
      if (taken.some((t) => overlaps(t, box) && !sameBox(t, own))) continue;
      taken.push(box);
      sides.set(m.key, side);
      m.text = text;
      const anchor = ANCHORS[side];
      m.textAnchor = anchor;
      m.textX = anchor === 'start' ? box.x + 2 : anchor === 'end' ? box.x + box.w - 2 : m.x;
      m.textY = box.y + SIZE - 1.5;
      break;
    }
  }
}

function rank(scene: MessageScene, m: Draft): number {
  const kind = scene.meta.messages[m.flight.kind];
  return (m.square ? 0 : 1) + (kind?.reply ? 2 : 0) + (m.doomed ? 4 : 0);
}

const ANCHORS: Readonly<Record<Side, DrawnMessage['textAnchor']>> = {
  0: 'start',
  1: 'end',
  2: 'middle',
  3: 'middle',
  4: 'end',
  5: 'end',
  6: 'start',
  7: 'start',
};

function labelBox(m: Draft, side: Side, width: number): Box {
  const gap = m.r + 3;
  const above = m.y - gap - SIZE;
  const below = m.y + gap;
  const y = side < 2 ? m.y - SIZE / 2 : side % 2 === 0 ? above : below;
  const x =
    side === 0
      ? m.x + gap
      : side === 1
        ? m.x - gap - width
        : side < 4
          ? m.x - width / 2
          : side < 6
            ? m.x + m.r - width
            : m.x - m.r;
  return { x, y, w: width, h: SIZE };
}

function sameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.w === b.w;
}
