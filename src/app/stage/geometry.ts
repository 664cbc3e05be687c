/** Plane geometry for the stage, in CSS pixels, y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function lerp(a: Point, b: Point, f: number): Point {
  return { x: a.x + (b.x - a.x) * f, y: a.y + (b.y - a.y) * f };
}

/** Distance from `p` to the segment a–b. */
export function distanceToSegment(p: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length2 = dx * dx + dy * dy;
  if (length2 === 0) return distance(p, a);
  const f = Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2));
  return distance(p, { x: a.x + dx * f, y: a.y + dy * f });
}

/** How far along a→b (0 … 1) it meets c–d, or null if it does not. */
export function meets(a: Point, b: Point, c: Point, d: Point): number | null {
  const rx = b.x - a.x;
  const ry = b.y - a.y;
  const sx = d.x - c.x;
  const sy = d.y - c.y;
  const cross = rx * sy - ry * sx;
  if (Math.abs(cross) < 1e-9) return null;
  const f = ((c.x - a.x) * sy - (c.y - a.y) * sx) / cross;
  const g = ((c.x - a.x) * ry - (c.y - a.y) * rx) / cross;
  return f >= 0 && f <= 1 && g >= 0 && g <= 1 ? f : null;
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

export function boxAround(p: Point, half: number): Box {
  return { x: p.x - half, y: p.y - half, w: half * 2, h: half * 2 };
}

export function inside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.w <= outer.x + outer.w &&
    inner.y + inner.h <= outer.y + outer.h
  );
}

/** Whether the segment a–b touches the box. */
export function segmentTouches(box: Box, a: Point, b: Point): boolean {
  const holds = (p: Point) => p.x >= box.x && p.x <= box.x + box.w && p.y >= box.y && p.y <= box.y + box.h;
  if (holds(a) || holds(b)) return true;
  const corners: readonly Point[] = [
    { x: box.x, y: box.y },
    { x: box.x + box.w, y: box.y },
    { x: box.x + box.w, y: box.y + box.h },
    { x: box.x, y: box.y + box.h },
  ];
  return corners.some((c, i) => meets(a, b, c, corners[(i + 1) % 4] as Point) !== null);
}

/** About how wide a text of the interface font is. Good enough to keep labels apart. */
export function textWidth(text: string, size: number): number {
  return text.length * size * 0.56;
}
