/** The path a canvas is drawing, as the `d` of an SVG path. */
import { number } from './svgText.ts';

/** Where the pen's own coordinates lie in the picture: it moves and scales evenly, and never turns. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** "12 7.5": a point of the pen, in pixels of the picture. */
export function placed({ x: left, y: top, scale }: Place, x: number, y: number): string {
  return `${number(left + x * scale)} ${number(top + y * scale)}`;
}

const WHOLE = 2 * Math.PI;

export class SvgPath {
  readonly #parts: string[] = [];

  d(): string {
    return this.#parts.join('');
  }
  close(): void {
    if (this.#parts.length > 0) this.#parts.push('Z');
  }
  move(at: Place, x: number, y: number): void {
    this.#parts.push(`M${placed(at, x, y)}`);
  }
  line(at: Place, x: number, y: number): void {
    this.#parts.push(`${this.#parts.length === 0 ? 'M' : 'L'}${placed(at, x, y)}`);
  }
  curve(at: Place, cx: number, cy: number, x: number, y: number): void {
    if (this.#parts.length === 0) this.move(at, cx, cy);
    this.#parts.push(`Q${placed(at, cx, cy)} ${placed(at, x, y)}`);
  }
  /** Angles in radians, from the positive x axis, clockwise as seen. */
  arc(
    at: Place,
    x: number,
    y: number,
    rx: number,
    ry: number,
    from: number,
    to: number,
    back: boolean,
  ): void {
    const point = (angle: number) => placed(at, x + rx * Math.cos(angle), y + ry * Math.sin(angle));
    const size = `A${number(rx * at.scale)} ${number(ry * at.scale)} 0`;
    const sweep = back ? 0 : 1;
    const turn = back ? from - to : to - from;
    this.#parts.push(`${this.#parts.length === 0 ? 'M' : 'L'}${point(from)}`);
    if (turn >= WHOLE - 1e-9) {
      const half = from + (back ? -Math.PI : Math.PI);
      this.#parts.push(`${size} 1 ${sweep} ${point(half)}${size} 1 ${sweep} ${point(from)}`);
      return;
    }
    // The other way round means the rest of the turn, as on a canvas.
    const part = ((turn % WHOLE) + WHOLE) % WHOLE;
    this.#parts.push(`${size} ${part > Math.PI ? 1 : 0} ${sweep} ${point(to)}`);
  }
  /** With corners of the radius, as large as fits. */
  rect(at: Place, x: number, y: number, width: number, height: number, radius: number): void {
    const [right, bottom] = [x + width, y + height];
    const r = Math.max(0, Math.min(radius, width / 2, height / 2));
    if (r === 0) {
      const corners = [placed(at, right, y), placed(at, right, bottom), placed(at, x, bottom)];
      this.#parts.push(`M${placed(at, x, y)}L${corners.join('L')}Z`);
      return;
    }
    const size = number(r * at.scale);
    const to = (cx: number, cy: number) => `A${size} ${size} 0 0 1 ${placed(at, cx, cy)}`;
    this.#parts.push(
      `M${placed(at, x + r, y)}`,
      `L${placed(at, right - r, y)}${to(right, y + r)}`,
      `L${placed(at, right, bottom - r)}${to(right - r, bottom)}`,
      `L${placed(at, x + r, bottom)}${to(x, bottom - r)}`,
      `L${placed(at, x, y + r)}${to(x + r, y)}Z`,
    );
  }
}
