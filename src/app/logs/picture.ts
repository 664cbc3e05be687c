/** The timeline's scene, made into that of a log: Lamport ticks, a colour for each host, a mark for each event, the chain that proves. */
import { TICK } from '../../logs/trace.ts';
import type { Leg } from '../../query/causality.ts';
import { firstStepFrom, laneOf, timeOf } from '../../timeline/index.ts';
import { type Lanes, laneNameX } from '../../timeline/lanes.ts';
import { niceStep, type Tick, type TimeScale } from '../../timeline/scale.ts';
import { epochTone, type Measure, type Scene, type Tone } from '../../timeline/types.ts';
import type { Palette } from '../timeline/palette.ts';
import type { Context } from '../timeline/pen.ts';
import type { SceneLayer } from '../views.ts';

/** Hosts take turns through the four colours; the lane says which host it is. */
export function hostTone(lane: number): Tone {
  return epochTone(lane + 1);
}

/** Between the numbers of the axis at least, and between the first of them and its name, px. */
const TICKS_APART = 40;
const CLEAR = 16;

export function lamportTicks(scale: TimeScale): Tick[] {
  const step = niceStep(Math.max(1, (scale.perPixel * TICKS_APART) / TICK)) * TICK;
  const ticks: Tick[] = [];
  const last = Math.min(scale.t1, scale.until);
  for (let t = Math.max(step, Math.ceil(scale.t0 / step) * step); t <= last; t += step) {
    const x = scale.x(t);
    // Left of it stands what the axis is.
    if (x >= scale.x0 + CLEAR || t === TICK) ticks.push({ t, x, label: String(t / TICK) });
  }
  return ticks;
}

/** Room that an event of a lane has on average below which labels lose their second row, and below which there are none, px. */
const CROWDED = 60;
const PACKED = 16;
/** On a narrow plot longer labels would lie over one another's events: the list has them. px */
const NARROW = 480;
const SHORT_LABEL = 110;

/** How much of its lane an event has on average, px. */
function roomOf({ model, view }: Scene): number {
  const { scale, lanes } = view;
  const shown = firstStepFrom(model.index, scale.t1 + 1) - firstStepFrom(model.index, scale.t0);
  return ((scale.x1 - scale.x0) * lanes.list.length) / Math.max(1, shown);
}

/** Labels that help more than they hide. Those of broken clocks stay. */
function readable(scene: Scene): Scene['labels'] {
  const { scale } = scene.view;
  const width = scale.x1 - scale.x0;
  const room = roomOf(scene);
  return scene.labels.filter(
    ({ box, lead, tone }) =>
      tone === 'fault' ||
      (room >= PACKED && (room >= CROWDED || lead === null) && (width >= NARROW || box.width <= SHORT_LABEL)),
  );
}

/** The scene with what is a log's own. Dots are drawn by `eventLayer`, which knows hosts. */
export function logScene(scene: Scene): Scene {
  const { flights } = scene.model.index;
  return {
    ...scene,
    labels: readable(scene),
    ticks: lamportTicks(scene.view.scale),
    dots: [],
    messages: scene.messages.map((line) => ({
      ...line,
      tone: hostTone(flights.from[line.flight] as number),
    })),
    density: scene.density.map((column) => ({ ...column, tone: hostTone(column.node) })),
  };
}

/** Names of hosts may be long; lanes begin where the longest ends, within reason. */
export function plotLeft(names: readonly string[], width: number, measure: Measure): number {
  const longest = names.reduce((most, name) => Math.max(most, measure(name, 14, 620)), 0);
  // Wide enough for what the axis is, where there is room.
  return Math.round(
    width < 560
      ? Math.min(width * 0.28, Math.max(44, longest + 30))
      : Math.min(width * 0.2, Math.max(104, longest + 34)),
  );
}

/** Lanes whose names fit in front of the plot. */
export function shortNames(lanes: Lanes, left: number, measure: Measure): Lanes {
  const room = left - 18 - laneNameX(left);
  return { ...lanes, list: lanes.list.map((lane) => ({ ...lane, id: cutTo(lane.id, room, measure) })) };
}

function cutTo(name: string, room: number, measure: Measure): string {
  if (measure(name, 14, 620) <= room) return name;
  let kept = name.length;
  while (kept > 1 && measure(`${name.slice(0, kept)}…`, 14, 620) > room) kept--;
  return `${name.slice(0, kept)}…`;
}

export interface Picked {
  readonly first: number;
  readonly second: number;
  readonly legs: readonly Leg[];
}

/** Marks of one lane closer than this run into one, px. */
const MARKS_APART = 3;

/** Draws a mark for every event, and of two that are picked the chain between them. */
export function eventLayer({ first, second, legs }: Picked): SceneLayer {
  return (ctx, scene, palette, lit) => {
    const { index } = scene.model;
    const { scale, lanes } = scene.view;
    const place = (step: number) => ({
      x: scale.x(timeOf(index, step)),
      y: (lanes.y[laneOf(index, step)] ?? 0) + 0.5,
    });
    if (legs.length > 0) {
      ctx.strokeStyle = palette.ink;
      ctx.globalAlpha = 1;
      ctx.lineWidth = 3.5;
      ctx.lineCap = 'round';
      ctx.beginPath();
      for (const { from, to } of legs) {
        const [start, end] = [place(from), place(to)];
        ctx.moveTo(start.x, start.y);
        ctx.lineTo(end.x, end.y);
      }
      ctx.stroke();
      ctx.lineCap = 'butt';
    }
    const radius = Math.max(1.5, Math.min(4.5, lanes.gap / 8, roomOf(scene) / 2.5));
    const latest = new Float64Array(index.trace.nodes.length).fill(Number.NEGATIVE_INFINITY);
    const end = firstStepFrom(index, scale.t1 + 1);
    for (let step = firstStepFrom(index, scale.t0); step < end; step++) {
      const lane = laneOf(index, step);
      const { x, y } = place(step);
      if (x - (latest[lane] as number) < MARKS_APART && step !== first && step !== second) continue;
      latest[lane] = x;
      ctx.globalAlpha = lit(step);
      ctx.fillStyle = palette[hostTone(lane)];
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.globalAlpha = 1;
    if (first >= 0) badge(ctx, place(first), 'A', palette);
    if (second >= 0) badge(ctx, place(second), 'B', palette);
  };
}

function badge(
  ctx: Context,
  { x, y }: { readonly x: number; readonly y: number },
  letter: string,
  palette: Palette,
): void {
  ctx.fillStyle = palette.ink;
  ctx.beginPath();
  ctx.arc(x, y, 9, 0, 2 * Math.PI);
  ctx.fill();
  ctx.font = '660 11px "Inter Variable", Inter, system-ui, sans-serif';
  ctx.fillStyle = palette.paper;
  ctx.fillText(letter, x - ctx.measureText(letter).width / 2, y + 4);
}

/** Rings the event that is pointed at, on a canvas of its own over the picture. */
export function ringAround(
  ctx: Context,
  scene: Scene,
  step: number,
  on: {
    readonly width: number;
    readonly height: number;
    readonly ratio: number;
    readonly scrollY: number;
    readonly palette: Palette;
  },
): void {
  ctx.setTransform(on.ratio, 0, 0, on.ratio, 0, 0);
  ctx.clearRect(0, 0, on.width, on.height);
  const { index } = scene.model;
  const y = scene.view.lanes.y[laneOf(index, step)];
  if (step < 0 || y === undefined) return;
  ctx.lineWidth = 2;
  ctx.strokeStyle = on.palette.ink;
  ctx.beginPath();
  ctx.arc(scene.view.scale.x(timeOf(index, step)), y + 0.5 - on.scrollY, 8, 0, 2 * Math.PI);
  ctx.stroke();
}
