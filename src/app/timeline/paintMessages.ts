/** Messages as lines, their arrow heads, and crosses where they were lost. */
import type { MessageLine, Scene } from '../../timeline/types.ts';
import { flightInCones } from './cones.ts';
import type { PaintOptions } from './paint.ts';
import { type Context, crossAt, FADED } from './pen.ts';

const LINE = {
  plain: { width: 1.8, alpha: 1 },
  reply: { width: 1.1, alpha: 0.55 },
  faint: { width: 1, alpha: 0.26 },
};

/** A path of all lines at once takes longer than paths of a few: each line is then looked at beside every other. */
const LINES_AT_ONCE = 16;

/** Where messages are drawn: straight lines are cut off at the edges, px; the rest is painted in a clip that `inside` opens. */
interface Plot {
  readonly x0: number;
  readonly x1: number;
  inside(): void;
}

export function paintMessages(ctx: Context, scene: Scene, options: PaintOptions, plot: Plot): void {
  const { palette, marks } = options;
  const { index } = scene.model;
  const crowded = scene.messages.length > 1200;
  const groups = new Map<string, MessageLine[]>();
  for (const line of scene.messages) {
    const lit = !marks || flightInCones(index, marks, line.flight);
    const weight = Math.min(4, Math.floor(Math.log2(line.count)));
    const fade = Math.max(1, Math.round(line.fade * 8));
    const odd = line.fate === 'lost' || line.loop || line.held !== null || line.damaged;
    const key = `${lit ? 1 : 0}|${line.style}|${line.fate === 'lost' ? 1 : 0}|${line.tone}|${weight}|${fade}|${odd ? 1 : 0}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  // Faded ones first, so that what is lit lies on top.
  for (const key of [...groups.keys()].sort()) {
    const lines = groups.get(key) ?? [];
    const [lit, style, lost, tone, weight, fade, odd] = key.split('|') as [
      string,
      MessageLine['style'],
      string,
      MessageLine['tone'],
      string,
      string,
      string,
    ];
    const look = LINE[style];
    const alpha = marks && lit === '1' ? Math.max(look.alpha, 0.8) : look.alpha;
    ctx.globalAlpha = Math.min(
      1,
      (lit === '1' ? alpha : FADED) * (Number(fade) / 8) * (crowded ? 0.35 + 0.14 * Number(weight) : 1),
    );
    ctx.lineWidth = crowded ? 1 : look.width;
    ctx.strokeStyle = palette[tone];
    ctx.fillStyle = palette[tone];
    if (odd === '1') plot.inside();
    ctx.setLineDash(lost === '1' ? [4, 3] : []);
    for (let i = 0; i < lines.length; i += LINES_AT_ONCE) {
      ctx.beginPath();
      const end = Math.min(lines.length, i + LINES_AT_ONCE);
      for (let k = i; k < end; k++) {
        if (odd === '1') traceLine(ctx, lines[k] as MessageLine);
        else traceStraight(ctx, lines[k] as MessageLine, plot);
      }
      ctx.stroke();
    }
    if (style !== 'faint' && lost === '0' && !crowded && Number(fade) >= 3) {
      ctx.beginPath();
      for (const line of lines) {
        const seen = line.x1 >= plot.x0 && line.x1 <= plot.x1;
        if (line.fate === 'delivered' && seen) arrowHead(ctx, line, scene.view.lanes.gap < 36 ? 5 : 7);
      }
      ctx.fill();
    }
    if (odd === '1') ctx.restore();
  }
  ctx.setLineDash([]);
  ctx.strokeStyle = palette.fault;
  for (const cross of scene.crosses) {
    if ((crowded && cross.small) || cross.x < plot.x0 || cross.x > plot.x1) continue;
    const lit = !marks || flightInCones(index, marks, cross.flight);
    ctx.globalAlpha = lit ? (cross.small ? 0.6 : 1) : FADED;
    ctx.lineWidth = cross.small ? 1.2 : 1.9;
    crossAt(ctx, cross.x, cross.y, cross.small ? 2.6 : 4);
  }
  ctx.globalAlpha = 1;
}

const SINGLE = [0];
const DOUBLE = [-1.9, 1.9];

function offsetsOf(line: MessageLine): readonly number[] {
  return line.double ? DOUBLE : SINGLE;
}

/** A line that goes straight to its end: as much of it as lies between the edges. */
function traceStraight(ctx: Context, line: MessageLine, plot: Plot): void {
  const { x0, y0 } = line;
  const width = line.x1 - x0;
  const rise = line.y1 - y0;
  if (Math.max(x0, line.x1) < plot.x0 || Math.min(x0, line.x1) > plot.x1) return;
  const from = x0 < plot.x0 ? (plot.x0 - x0) / width : 0;
  const to = line.x1 > plot.x1 ? (plot.x1 - x0) / width : 1;
  const length = Math.sqrt(width * width + rise * rise) || 1;
  for (const offset of offsetsOf(line)) {
    const x = x0 - (rise / length) * offset;
    const y = y0 + (width / length) * offset;
    ctx.moveTo(x + from * width, y + from * rise);
    ctx.lineTo(x + to * width, y + to * rise);
  }
}

function traceLine(ctx: Context, line: MessageLine): void {
  if (line.loop) {
    ctx.moveTo(line.x0, line.y0);
    ctx.quadraticCurveTo((line.x0 + line.x1) / 2, line.y0 + 22, line.x1, line.y1);
    return;
  }
  if (line.held) {
    // Half way, then it waits until another has overtaken it.
    ctx.moveTo(line.x0, line.y0);
    ctx.lineTo(line.held.x0, line.held.y);
    ctx.lineTo(line.held.x1, line.held.y);
    if (line.fate !== 'pending') ctx.lineTo(line.x1, line.y1);
    return;
  }
  const offsets = offsetsOf(line);
  const length = Math.hypot(line.x1 - line.x0, line.y1 - line.y0) || 1;
  const [ux, uy] = [(line.x1 - line.x0) / length, (line.y1 - line.y0) / length];
  for (const offset of offsets) {
    const dx = -uy * offset;
    const dy = ux * offset;
    ctx.moveTo(line.x0 + dx, line.y0 + dy);
    if (line.damaged) kink(ctx, line.x0 + dx, line.y0 + dy, ux, uy, length);
    ctx.lineTo(line.x1 + dx, line.y1 + dy);
  }
}

/** Where bits have flipped the line is crooked: a few teeth across it, before its middle. */
function kink(ctx: Context, x: number, y: number, ux: number, uy: number, length: number): void {
  const step = Math.min(5, length / 12);
  const at = length * 0.42;
  for (let k = 0; k < 6; k++) {
    const along = at + k * step;
    const aside = k === 0 || k === 5 ? 0 : k % 2 === 0 ? 4.5 : -4.5;
    ctx.lineTo(x + ux * along - uy * aside, y + uy * along + ux * aside);
  }
}

/** Half of the angle at its tip. */
const TIP = { cos: Math.cos(0.38), sin: Math.sin(0.38) };

/** For a path that is filled: it need not be closed. */
function arrowHead(ctx: Context, line: MessageLine, size: number): void {
  const { x1, y1 } = line;
  const dx = line.loop ? 1 : x1 - (line.held?.x1 ?? line.x0);
  const dy = line.loop ? -Math.sqrt(3) : y1 - (line.held?.y ?? line.y0);
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  const along = (size * dx) / length;
  const aside = (size * dy) / length;
  ctx.moveTo(x1, y1);
  ctx.lineTo(x1 - along * TIP.cos - aside * TIP.sin, y1 - aside * TIP.cos + along * TIP.sin);
  ctx.lineTo(x1 - along * TIP.cos + aside * TIP.sin, y1 - aside * TIP.cos - along * TIP.sin);
}
