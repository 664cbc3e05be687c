/** What a protocol draws over the timeline by itself (`TimelineDrawing`). */
import { placeLabels } from '../../timeline/labels.ts';
import { FOOT } from '../../timeline/lanes.ts';
import { obstacles } from '../../timeline/scene.ts';
import type { Label, Scene } from '../../timeline/types.ts';
import type { Run } from '../stores/session.ts';
import { font } from '../timeline/pen.ts';
import type { LanePoint, SceneLayer, TimelineDrawing } from '../views.ts';

type Drawn = ReturnType<TimelineDrawing>;
interface DrawingModule {
  readonly default: TimelineDrawing;
}

const loaders = import.meta.glob<DrawingModule>('../../protocols/*/view-timeline.ts');
const loaded = new Map<string, TimelineDrawing | null>();

/** Null for a protocol that draws nothing, and while it is not known: `then` is called once it is. */
export function drawingOf(protocol: string, then: () => void): TimelineDrawing | null {
  const known = loaded.get(protocol);
  if (known !== undefined) return known;
  const load = loaders[`../../protocols/${protocol}/view-timeline.ts`];
  if (load === undefined) return null;
  loaded.set(protocol, null);
  load().then(
    (module) => {
      loaded.set(protocol, module.default);
      then();
    },
    () => {
      // Without the network the panel still has it; the next run asks again.
      loaded.delete(protocol);
    },
  );
  return null;
}

const SIZE = 12;
const WEIGHT = 560;

export function drawingLayer(run: Run, drawing: TimelineDrawing): SceneLayer {
  let drawn: Drawn | null = null;
  const placed = new WeakMap<Scene, readonly Label[]>();
  return (ctx, scene, palette) => {
    if (scene.model.index.trace !== run.trace) return;
    drawn ??= drawing(run.trace);
    const at = pointsOf(scene);
    for (const { from, to, bad } of drawn.messages) {
      const [p, q] = [at(from), at(to)];
      if (p === null || q === null) continue;
      ctx.strokeStyle = bad ? palette.fault : palette.ink;
      ctx.lineWidth = 2.6;
      ctx.beginPath();
      ctx.moveTo(p.x, p.y);
      ctx.lineTo(q.x, q.y);
      ctx.stroke();
    }
    for (const { points } of drawn.lines) {
      const line = [...points].sort((a, b) => a.lane - b.lane).flatMap((point) => at(point) ?? []);
      for (const [width, colour] of [
        [6, palette.paper],
        [2, palette.ink],
      ] as const) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = width;
        ctx.beginPath();
        if (line[0] !== undefined) ctx.moveTo(line[0].x, line[0].y);
        for (const { x, y } of line.slice(1)) ctx.lineTo(x, y);
        ctx.setLineDash(width === 2 ? [9, 5] : []);
        ctx.stroke();
      }
      ctx.setLineDash([]);
      ctx.fillStyle = palette.ink;
      for (const { x, y } of line) ctx.fillRect(x - 4, y - 4, 8, 8);
    }
    const labels = placed.get(scene) ?? placeNames(scene, drawn);
    placed.set(scene, labels);
    font(ctx, SIZE, WEIGHT);
    ctx.lineWidth = 3.5;
    for (const { text, x, y } of labels) {
      ctx.strokeStyle = palette.paper;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = palette.ink;
      ctx.fillText(text, x, y);
    }
  };
}

function pointsOf({ view: { lanes, scale } }: Scene) {
  return ({ lane, time }: LanePoint) => {
    const y = lanes.y[lane];
    return y === undefined ? null : { x: scale.x(time), y };
  };
}

/** The name of a line stands beside one of its points, wherever there is room. */
function placeNames(scene: Scene, { lines }: Drawn): readonly Label[] {
  const { view } = scene;
  const at = pointsOf(scene);
  const wishes = lines.map(({ name, points }) => ({
    text: name,
    size: SIZE,
    weight: WEIGHT,
    tone: 'ink' as const,
    priority: 0,
    spots: points.flatMap((point) => {
      const p = at(point);
      if (p === null) return [];
      return [p.y - 8, p.y + 18].flatMap((y) => [
        { x: p.x + 8, y, anchor: 'start' as const },
        { x: p.x - 8, y, anchor: 'end' as const },
      ]);
    }),
  }));
  const { lanes, scale } = view;
  const bounds = {
    x: scale.x0 - 4,
    y: lanes.top - 14,
    width: scale.x1 + 18 - scale.x0,
    height: lanes.bottom + FOOT - lanes.top,
  };
  const taken = [...obstacles(scene.inputs, scene.operations, view), ...scene.labels.map(({ box }) => box)];
  return placeLabels(wishes, view.measure, bounds, taken);
}
