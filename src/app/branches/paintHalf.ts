/** Paints one of two compared runs on its half-lanes. */
import type { CompareScene, HalfScene } from '../../timeline/compare.ts';
import { epochFill, epochText, epochTone, type MessageLine } from '../../timeline/types.ts';
import { fill, operationLabel } from '../../timeline/words.ts';
import type { Palette } from '../timeline/palette.ts';
import { type Context, crossAt, font } from '../timeline/pen.ts';

/** What both runs have. */
const DIM = 0.2;

export function paintBands(ctx: Context, half: HalfScene, { scale }: CompareScene, palette: Palette): void {
  for (const band of half.bands) {
    const left = Math.max(band.x0, scale.x0 - 8);
    const right = Math.min(band.x1, scale.x1 + 8);
    if (right <= left) continue;
    ctx.globalAlpha = band.shared ? 0.55 : 1;
    ctx.fillStyle = palette[epochFill(band.epoch)];
    ctx.beginPath();
    ctx.roundRect(left, band.y - band.half, right - left, 2 * band.half, 3);
    ctx.fill();
    ctx.strokeStyle = palette[epochTone(band.epoch)];
    ctx.fillStyle = palette[epochTone(band.epoch)];
    ctx.lineWidth = 1;
    if (band.mark === 'dashed') {
      ctx.setLineDash([4, 3]);
      ctx.strokeRect(left + 0.5, band.y - band.half + 0.5, right - left - 1, 2 * band.half - 1);
      ctx.setLineDash([]);
    }
    if (band.x0 >= scale.x0 - 8)
      ctx.fillRect(left, band.y - band.half, Math.min(3, right - left), 2 * band.half);
  }
  ctx.globalAlpha = 1;
}

export function paintLanes(ctx: Context, half: HalfScene, { scale }: CompareScene, palette: Palette): void {
  ctx.strokeStyle = palette['ink-3'];
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const lane of half.lanes.list) {
    ctx.moveTo(scale.x0, lane.y + 0.5);
    ctx.lineTo(Math.min(scale.x1, half.end), lane.y + 0.5);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** Messages too many to be drawn as lines: the taller, the more a lane sent there. */
export function paintDensity(ctx: Context, half: HalfScene, palette: Palette): void {
  ctx.globalAlpha = 0.35;
  for (const column of half.density) {
    const tall = 1 + (half.lanes.half - 1) * column.level;
    ctx.fillStyle = palette[column.tone];
    ctx.fillRect(column.x, (half.lanes.y[column.node] ?? 0) - tall, column.width, 2 * tall);
  }
  ctx.globalAlpha = 1;
}

export function paintOperations(ctx: Context, half: HalfScene, palette: Palette): void {
  for (const bar of half.operations) {
    const open = bar.outcome === 'open' || bar.outcome === 'info';
    ctx.globalAlpha = (open ? 0.35 : 0.86) * (bar.shared ? 0.4 : 1);
    ctx.fillStyle = palette.ink;
    ctx.fillRect(bar.x0, bar.y - 2.5, Math.max(1.5, bar.x1 - bar.x0), 5);
  }
  ctx.globalAlpha = 1;
}

export function paintMessages(ctx: Context, half: HalfScene, palette: Palette, shared: boolean): void {
  const many = half.messages.length > 1200;
  for (const line of half.messages) {
    if (line.shared !== shared) continue;
    const look = { plain: 1, reply: 0.7, faint: 0.5 }[line.style];
    ctx.globalAlpha = (shared ? DIM : 1) * look * line.fade * (many ? 0.5 : 1);
    ctx.strokeStyle = palette[line.tone];
    ctx.fillStyle = palette[line.tone];
    ctx.lineWidth = !shared && line.style === 'plain' && !many ? 1.6 : 1;
    ctx.setLineDash(line.fate === 'lost' ? [4, 3] : []);
    ctx.beginPath();
    trace(ctx, line);
    ctx.stroke();
    if (shared || many || line.fate !== 'delivered' || line.style === 'faint') continue;
    ctx.setLineDash([]);
    head(ctx, line);
  }
  ctx.setLineDash([]);
  ctx.strokeStyle = palette.fault;
  for (const cross of half.crosses) {
    if (cross.shared !== shared || (many && cross.small)) continue;
    ctx.globalAlpha = shared ? DIM : 1;
    ctx.lineWidth = 1.5;
    crossAt(ctx, cross.x, cross.y, cross.small ? 2.4 : 3.4);
  }
  ctx.globalAlpha = 1;
}

function trace(ctx: Context, line: MessageLine): void {
  ctx.moveTo(line.x0, line.y0);
  if (line.loop) ctx.quadraticCurveTo((line.x0 + line.x1) / 2, line.y0 + 14, line.x1, line.y1);
  else if (line.held) {
    ctx.lineTo(line.held.x0, line.held.y);
    ctx.lineTo(line.held.x1, line.held.y);
    ctx.lineTo(line.x1, line.y1);
  } else ctx.lineTo(line.x1, line.y1);
}

function head(ctx: Context, line: MessageLine): void {
  const from = line.held ? { x: line.held.x1, y: line.held.y } : { x: line.x0, y: line.y0 };
  const angle = line.loop ? -Math.PI / 3 : Math.atan2(line.y1 - from.y, line.x1 - from.x);
  ctx.beginPath();
  ctx.moveTo(line.x1, line.y1);
  ctx.lineTo(line.x1 - 6 * Math.cos(angle - 0.38), line.y1 - 6 * Math.sin(angle - 0.38));
  ctx.lineTo(line.x1 - 6 * Math.cos(angle + 0.38), line.y1 - 6 * Math.sin(angle + 0.38));
  ctx.closePath();
  ctx.fill();
}

export function paintDots(ctx: Context, half: HalfScene, palette: Palette): void {
  for (const dot of half.dots) {
    ctx.globalAlpha = dot.shared ? 0.4 : 1;
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = palette[dot.tone];
    ctx.fillStyle = dot.shape === 'command' ? palette.ink : palette.paper;
    ctx.beginPath();
    if (dot.shape === 'command') ctx.rect(dot.x - 3, dot.y - 3, 6, 6);
    else ctx.arc(dot.x, dot.y + 0.5, dot.shape === 'timer' ? 2.4 : 3, 0, 2 * Math.PI);
    ctx.fill();
    if (dot.shape !== 'command') ctx.stroke();
  }
  ctx.globalAlpha = 1;
  for (const flag of half.flags) {
    ctx.fillStyle = palette.fault;
    ctx.beginPath();
    ctx.moveTo(flag.x, flag.y - 8);
    ctx.lineTo(flag.x + 7, flag.y + 5);
    ctx.lineTo(flag.x - 7, flag.y + 5);
    ctx.closePath();
    ctx.fill();
    font(ctx, 10, 700);
    ctx.fillStyle = palette.paper;
    ctx.fillText('!', flag.x - 1.5, flag.y + 3.5);
  }
}

/** Who leads since when, and what clients were told: only where there is room. */
export function paintWords(ctx: Context, half: HalfScene, { scale }: CompareScene, palette: Palette): void {
  font(ctx, 11, 560);
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.paper;
  const write = (text: string, x: number, y: number, alpha: number) => {
    ctx.globalAlpha = alpha;
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  };
  const { meta, index } = half.model;
  for (const band of half.bands) {
    if (band.label === '') continue;
    const text = fill(band.label, { epoch: band.epoch });
    const x = Math.max(band.x0, scale.x0) + 7;
    if (Math.min(band.x1, scale.x1) - x < ctx.measureText(text).width + 4) continue;
    ctx.fillStyle = palette[epochText(band.epoch)];
    write(text, x, band.y - band.half + 1, band.shared ? 0.6 : 1);
  }
  const taken = new Map<number, number>();
  for (const bar of half.operations) {
    const operation = index.trace.operations[bar.operation];
    if (operation === undefined) continue;
    const text = operationLabel(operation, meta);
    const x = Math.max(bar.x0, scale.x0);
    if (x < (taken.get(bar.y) ?? 0) || x + ctx.measureText(text).width > scale.x1 + 8) continue;
    taken.set(bar.y, x + ctx.measureText(text).width + 8);
    ctx.fillStyle = palette.ink;
    write(text, x, bar.y - 5, bar.shared ? 0.55 : 1);
  }
  ctx.globalAlpha = 1;
}
