/** The ground and borders of an element of HTML as SVG. */
import type { Origin } from './domSvg.ts';
import { attributes, number } from './svgText.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function boxOf(element: Element, origin: Origin): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  const { x, y, zoom } = origin;
  return { x: (left - x) / zoom, y: (top - y) / zoom, width: width / zoom, height: height / zoom };
}

const SIDES = ['top', 'right', 'bottom', 'left'] as const;

interface Line {
  readonly width: number;
  readonly colour: string;
  readonly dashes: string | undefined;
}

export function paintBox(style: CSSStyleDeclaration, box: Box, out: string[]): void {
  if (box.width <= 0 || box.height <= 0) return;
  const radius = radiusOf(style.borderTopLeftRadius, box);
  const lines = SIDES.map((side) => lineOf(style, side));
  const ground = clear(style.backgroundColor) ? undefined : style.backgroundColor;
  // Clear sides have a width too: it cuts the corners of the others.
  const widths = SIDES.map((side) => Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) || 0);
  const same = lines.every((line) => JSON.stringify(line) === JSON.stringify(lines[0]));
  const line = same ? (lines[0] ?? null) : null;
  if (ground !== undefined || line !== null) {
    // A stroke lies half on either side of its path, a border inside its box.
    const inset = (line?.width ?? 0) / 2;
    out.push(rect(box, -inset, Math.max(0, radius - inset), ground ?? 'none', line));
  }
  for (const [i, side] of lines.entries()) {
    if (!same && side !== null) out.push(edge(box, i, side, widths));
  }
  const outline = lineOf(style, 'outline');
  if (outline !== null) {
    const grown = Number.parseFloat(style.outlineOffset) + outline.width / 2;
    out.push(rect(box, grown, radius === 0 ? 0 : radius + grown, 'none', outline));
  }
}

function lineOf(style: CSSStyleDeclaration, side: (typeof SIDES)[number] | 'outline'): Line | null {
  const name = side === 'outline' ? side : `border-${side}`;
  const kind = style.getPropertyValue(`${name}-style`);
  const width = Number.parseFloat(style.getPropertyValue(`${name}-width`));
  const colour = style.getPropertyValue(`${name}-color`);
  if (kind === 'none' || kind === 'hidden' || kind === 'auto' || !(width > 0) || clear(colour)) return null;
  const dashes =
    kind === 'dashed'
      ? `${width * 3} ${width * 2}`
      : kind === 'dotted'
        ? `${width} ${width * 1.5}`
        : undefined;
  return { width, colour, dashes };
}

function rect(box: Box, grown: number, radius: number, fill: string, line: Line | null): string {
  return `<rect${attributes({
    x: number(box.x - grown),
    y: number(box.y - grown),
    width: number(Math.max(0, box.width + 2 * grown)),
    height: number(Math.max(0, box.height + 2 * grown)),
    rx: radius > 0 ? number(radius) : undefined,
    fill,
    ...stroked(line),
  })}/>`;
}

/** One side of a border that is not the same all round: mitred where it meets the next, which is how triangles are made of borders. */
function edge(box: Box, side: number, line: Line, widths: readonly number[]): string {
  const [top = 0, right = 0, bottom = 0, left = 0] = widths;
  const { x, y, width, height } = box;
  const outer: Corner[] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  const inner: Corner[] = [
    [x + left, y + top],
    [x + width - right, y + top],
    [x + width - right, y + height - bottom],
    [x + left, y + height - bottom],
  ];
  const at = (corners: readonly Corner[], i: number) => corners[i % 4] as Corner;
  const shape = [at(outer, side), at(outer, side + 1), at(inner, side + 1), at(inner, side)];
  const d = shape.map((corner) => corner.map(number).join(' ')).join('L');
  if (line.dashes === undefined) return `<path d="M${d}Z"${attributes({ fill: line.colour })}/>`;
  const middle = [side, side + 1].map((i) =>
    at(outer, i).map((value, axis) => number((value + (at(inner, i)[axis] ?? value)) / 2)),
  );
  return `<path d="M${middle.map((point) => point.join(' ')).join('L')}"${attributes({ fill: 'none', ...stroked(line) })}/>`;
}

type Corner = readonly [number, number];

function stroked(line: Line | null): Readonly<Record<string, string | undefined>> {
  if (line === null) return {};
  return { stroke: line.colour, 'stroke-width': number(line.width), 'stroke-dasharray': line.dashes };
}

function radiusOf(value: string, { width, height }: Box): number {
  const size = Number.parseFloat(value) || 0;
  const pixels = value.includes('%') ? (size / 100) * Math.min(width, height) : size;
  return Math.min(pixels, width / 2, height / 2);
}

/** Whether nothing of a computed colour is seen. */
function clear(colour: string): boolean {
  return colour === 'transparent' || /(?:,|\/)\s*0(?:\.0+)?\)$/.test(colour);
}
