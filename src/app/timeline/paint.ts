/** Paints a scene: everything but the cursor and what the pointer touches (see overlay.ts). */
import { FUTURE, PAST } from '../../query/cones.ts';
import { laneOf, timeOf } from '../../timeline/index.ts';
import { AXIS, AXIS_WORDS, laneNameX } from '../../timeline/lanes.ts';
import type { Label, Scene } from '../../timeline/types.ts';
import type { SceneLayer } from '../views.ts';
import { markPainters } from './marks.ts';
import { paintBands, paintDensity, paintOperations } from './paintBands.ts';
import { paintEdges, paintTints } from './paintFaults.ts';
import { paintGapSigns, paintGapTints, paintGapWords } from './paintGaps.ts';
import { paintMessages } from './paintMessages.ts';
import type { Palette } from './palette.ts';
import { type Context, clip, FADED, font, shownHeight } from './pen.ts';

export interface PaintOptions {
  readonly palette: Palette;
  /** CSS pixels of the canvas. */
  readonly width: number;
  readonly height: number;
  readonly scrollY: number;
  readonly ratio: number;
  /** Cones of the step pointed at; null lights everything. */
  readonly marks: Uint8Array | null;
  readonly selectedInput: number | null;
  readonly layer?: SceneLayer | null;
}

export function paintScene(ctx: Context, scene: Scene, options: PaintOptions): void {
  const { palette, width, height, scrollY, ratio } = options;
  const { scale, lanes } = scene.view;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  ctx.lineJoin = 'round';
  paintAxis(ctx, scene, options);

  const open = () => {
    ctx.save();
    clip(ctx, scale.x0 - 18, AXIS - 2, scale.x1 - scale.x0 + 34, shownHeight(scene, height) - AXIS + 2);
    ctx.translate(0, -scrollY);
  };
  const openPlot = () => {
    ctx.save();
    clip(ctx, scale.x0 - 6, 0, scale.x1 - scale.x0 + 12, lanes.height);
  };
  open();
  paintGapTints(ctx, scene, palette);
  paintTints(ctx, scene, palette);
  paintGrid(ctx, scene, options);
  ctx.save();
  clip(ctx, scale.x0 - 1, 0, scale.x1 - scale.x0 + 2, lanes.height);
  paintBands(ctx, scene, options);
  paintDensity(ctx, scene, options);
  paintLanes(ctx, scene, options);
  const painters = markPainters();
  painters?.paintSpans(ctx, scene, palette);
  paintGapSigns(
    ctx,
    scene.breaks,
    scene.lanes.map(({ y }) => y),
    palette,
  );
  paintOperations(ctx, scene, options);
  ctx.restore();
  openPlot();
  painters?.paintStrips(ctx, scene, palette);
  ctx.restore();
  // Messages keep to the plot by themselves, unless lanes are scrolled: thousands of lines take twice as long under a clip.
  const scrolled = lanes.height > height;
  if (!scrolled) ctx.restore();
  paintMessages(ctx, scene, options, { x0: scale.x0 - 6, x1: scale.x1 + 6, inside: openPlot });
  if (!scrolled) open();
  openPlot();
  const { marks } = options;
  painters?.paintWrites(ctx, scene, palette, (step) => (!marks || marks[step] ? 1 : FADED));
  paintDots(ctx, scene, options);
  ctx.restore();
  paintEdges(ctx, scene, palette, options.selectedInput);
  options.layer?.(ctx, scene, palette, (step) => (!options.marks || options.marks[step] ? 1 : 0.3));
  paintFlags(ctx, scene, options);
  for (const label of scene.labels) if (!label.foot) paintLabel(ctx, label, options);
  ctx.restore();

  ctx.save();
  clip(ctx, scale.x0 - 18, 0, scale.x1 - scale.x0 + 34, height);
  ctx.translate(0, height - lanes.height);
  for (const label of scene.labels) if (label.foot) paintLabel(ctx, label, options);
  ctx.restore();
  paintLaneNames(ctx, scene, options);
}

function paintAxis(ctx: Context, scene: Scene, { palette }: PaintOptions): void {
  font(ctx, 12, 420);
  ctx.fillStyle = palette['ink-3'];
  const { scale } = scene.view;
  scene.ticks.forEach((tick, i) => {
    if (tick.label === '') return;
    const width = ctx.measureText(tick.label).width;
    const last = i === scene.ticks.length - 1;
    // The last number carries the unit and stays inside.
    const x = Math.min(tick.x - width / 2, scale.x1 + 10 - width);
    if (!last || tick.x >= scale.x0) ctx.fillText(tick.label, Math.max(scale.x0 - 12, x), AXIS_WORDS);
  });
  paintGapWords(ctx, scene, palette);
}

function paintGrid(ctx: Context, scene: Scene, { palette }: PaintOptions): void {
  const { lanes } = scene.view;
  ctx.strokeStyle = palette.rule;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const tick of scene.ticks) {
    const x = Math.round(tick.x) + 0.5;
    ctx.moveTo(x, lanes.top - 4);
    ctx.lineTo(x, lanes.bottom);
  }
  ctx.stroke();
}

function paintLanes(ctx: Context, scene: Scene, { palette, marks }: PaintOptions): void {
  const { scale } = scene.view;
  const end = Math.min(scale.x1, scene.stoppedAt ?? scale.x(scale.until));
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette['ink-3'];
  ctx.globalAlpha = 0.55;
  ctx.beginPath();
  for (const lane of scene.lanes) {
    ctx.moveTo(scale.x0, lane.y + 0.5);
    ctx.lineTo(end, lane.y + 0.5);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  if (!marks) return;
  // On a lane the past is a beginning and the future an end: what lies between is concurrent.
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 2;
  const { index } = scene.model;
  for (const lane of scene.lanes) {
    const steps = index.nodeSteps[lane.node] ?? new Int32Array(0);
    let past = -1;
    let future = -1;
    for (const step of steps) {
      const mark = marks[step] as number;
      if (mark & PAST) past = step;
      if (mark & FUTURE && future < 0) future = step;
    }
    ctx.beginPath();
    const until = past < 0 ? scale.x0 : scale.x(timeOf(index, past));
    if (until > scale.x0) {
      ctx.moveTo(scale.x0, lane.y + 0.5);
      ctx.lineTo(until, lane.y + 0.5);
    }
    const from = future < 0 ? end : scale.x(timeOf(index, future));
    if (from < end) {
      ctx.moveTo(from, lane.y + 0.5);
      ctx.lineTo(end, lane.y + 0.5);
    }
    ctx.stroke();
  }
}

function paintDots(ctx: Context, scene: Scene, { palette, marks }: PaintOptions): void {
  ctx.lineWidth = 1.3;
  for (const dot of scene.dots) {
    ctx.globalAlpha = !marks || marks[dot.step] ? 1 : FADED;
    ctx.strokeStyle = palette[dot.tone];
    ctx.fillStyle = dot.shape === 'command' ? palette.ink : palette.paper;
    if (dot.shape === 'command') {
      ctx.fillRect(dot.x - 3.5, dot.y - 3.5, 7, 7);
      continue;
    }
    ctx.beginPath();
    if (dot.shape === 'timer') ctx.arc(dot.x, dot.y + 0.5, 2.6, 0, 2 * Math.PI);
    else {
      ctx.moveTo(dot.x - 3, dot.y - 4.5);
      ctx.lineTo(dot.x + 5, dot.y + 0.5);
      ctx.lineTo(dot.x - 3, dot.y + 5.5);
      ctx.closePath();
    }
    ctx.fill();
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

function paintFlags(ctx: Context, scene: Scene, { palette }: PaintOptions): void {
  const { lanes } = scene.view;
  for (const flag of scene.flags) {
    ctx.strokeStyle = palette.fault;
    ctx.fillStyle = palette.fault;
    ctx.lineWidth = 1;
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(flag.x, lanes.top);
    ctx.lineTo(flag.x, lanes.bottom);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(flag.x, flag.y - 9);
    ctx.lineTo(flag.x + 8.5, flag.y + 6);
    ctx.lineTo(flag.x - 8.5, flag.y + 6);
    ctx.closePath();
    ctx.fill();
    font(ctx, 11, 700);
    ctx.fillStyle = palette.paper;
    ctx.fillText('!', flag.x - 1.8, flag.y + 4.5);
  }
}

function paintLabel(ctx: Context, label: Label, { palette, marks }: PaintOptions): void {
  ctx.globalAlpha = !marks || label.step < 0 || marks[label.step] ? 1 : 0.25;
  if (label.lead) {
    ctx.fillStyle = palette['ink-3'];
    ctx.fillRect(label.lead.x, label.lead.y, 1, label.lead.height);
  }
  font(ctx, label.size, label.weight);
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = palette.paper;
  ctx.strokeText(label.text, label.x, label.y);
  ctx.fillStyle = palette[label.tone];
  ctx.fillText(label.text, label.x, label.y);
  ctx.globalAlpha = 1;
}

function paintLaneNames(ctx: Context, scene: Scene, { palette, height, scrollY, marks }: PaintOptions): void {
  ctx.save();
  clip(ctx, 0, AXIS, scene.view.scale.x0 - 6, shownHeight(scene, height) - AXIS);
  ctx.translate(0, -scrollY);
  font(ctx, 14, 620);
  const own = new Set<number>();
  if (marks) {
    for (const lane of scene.lanes) {
      const steps = scene.model.index.nodeSteps[lane.node];
      if (steps?.some((step) => marks[step] && laneOf(scene.model.index, step) === lane.node))
        own.add(lane.node);
    }
  }
  for (const lane of scene.lanes) {
    ctx.globalAlpha = marks && !own.has(lane.node) ? 0.4 : 1;
    ctx.fillStyle = palette.ink;
    ctx.fillText(lane.id, laneNameX(scene.view.scale.x0), lane.y + 5);
  }
  ctx.restore();
  ctx.globalAlpha = 1;
}
