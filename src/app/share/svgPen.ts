/**
 * A canvas that writes SVG: what the painters of the timeline draw on it becomes elements, so that a picture saved is painted by the
 * very code that paints the screen. Text stays text. Knows translation and even scaling, which is all the painters use.
 */
import { pathData } from '../timeline/glyph.ts';
import type { Context } from '../timeline/pen.ts';
import { type Place, placed, SvgPath } from './svgPath.ts';
import { attributes, text as escaped, number } from './svgText.ts';

interface State extends Place {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  globalAlpha: number;
  font: string;
  dash: readonly number[];
  x: number;
  y: number;
  scale: number;
  /** Groups opened since the state was saved. */
  groups: number;
}

/** How wide a text is in a CSS font, px. */
export type MeasureFont = (text: string, font: string) => number;

export class SvgPen implements Context {
  readonly #measure: MeasureFont;
  readonly #id: string;
  readonly #out: string[] = [];
  #state: State = {
    fillStyle: '#000',
    strokeStyle: '#000',
    lineWidth: 1,
    lineCap: 'butt',
    lineJoin: 'miter',
    globalAlpha: 1,
    font: '10px sans-serif',
    dash: [],
    x: 0,
    y: 0,
    scale: 1,
    groups: 0,
  };
  #saved: State[] = [];
  #path = new SvgPath();
  #clips = 0;
  /** The last thing drawn, if it was the outline of a text: the same text filled becomes one element with it. */
  #outline: { readonly key: string; readonly look: string; readonly content: string } | null = null;

  /** @param id begins the names of its clips, which must differ from all others of the page it ends up in */
  constructor(measure: MeasureFont, id: string) {
    this.#measure = measure;
    this.#id = id;
  }

  /** What was drawn, as elements. Closes what is open: nothing is drawn after this. */
  finish(): string {
    this.#flush();
    while (this.#saved.length > 0) this.restore();
    for (; this.#state.groups > 0; this.#state.groups--) this.#out.push('</g>');
    return this.#out.join('');
  }

  get fillStyle(): string {
    return this.#state.fillStyle;
  }
  set fillStyle(style: string | CanvasGradient | CanvasPattern) {
    if (typeof style === 'string') this.#state.fillStyle = style;
  }
  get strokeStyle(): string {
    return this.#state.strokeStyle;
  }
  set strokeStyle(style: string | CanvasGradient | CanvasPattern) {
    if (typeof style === 'string') this.#state.strokeStyle = style;
  }
  get lineWidth(): number {
    return this.#state.lineWidth;
  }
  set lineWidth(width: number) {
    this.#state.lineWidth = width;
  }
  get lineCap(): CanvasLineCap {
    return this.#state.lineCap;
  }
  set lineCap(cap: CanvasLineCap) {
    this.#state.lineCap = cap;
  }
  get lineJoin(): CanvasLineJoin {
    return this.#state.lineJoin;
  }
  set lineJoin(join: CanvasLineJoin) {
    this.#state.lineJoin = join;
  }
  get globalAlpha(): number {
    return this.#state.globalAlpha;
  }
  set globalAlpha(alpha: number) {
    // As a canvas does: what is no opacity changes nothing.
    if (alpha >= 0 && alpha <= 1) this.#state.globalAlpha = alpha;
  }
  get font(): string {
    return this.#state.font;
  }
  set font(font: string) {
    this.#state.font = font;
  }
  setLineDash(dash: Iterable<number>): void {
    this.#state.dash = [...dash];
  }

  save(): void {
    this.#saved.push(this.#state);
    this.#state = { ...this.#state, groups: 0 };
  }
  restore(): void {
    const before = this.#saved.pop();
    if (before === undefined) return;
    this.#flush();
    for (let i = 0; i < this.#state.groups; i++) this.#out.push('</g>');
    this.#state = before;
  }
  /** Only what scales evenly and does not turn. The pixels of the screen are no matter here: their ratio is left out. */
  setTransform(): void {
    Object.assign(this.#state, { x: 0, y: 0, scale: 1 });
  }
  translate(x: number, y: number): void {
    this.#state.x += x * this.#state.scale;
    this.#state.y += y * this.#state.scale;
  }
  scale(x: number): void {
    this.#state.scale *= x;
  }
  clip(): void {
    this.#flush();
    const id = `${this.#id}${this.#clips++}`;
    this.#out.push(
      `<clipPath id="${id}"><path d="${this.#path.d()}"/></clipPath><g clip-path="url(#${id})">`,
    );
    this.#state.groups++;
  }
  clearRect(): void {}

  beginPath(): void {
    this.#path = new SvgPath();
  }
  closePath(): void {
    this.#path.close();
  }
  moveTo(x: number, y: number): void {
    this.#path.move(this.#state, x, y);
  }
  lineTo(x: number, y: number): void {
    this.#path.line(this.#state, x, y);
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.#path.curve(this.#state, cx, cy, x, y);
  }
  arc(x: number, y: number, radius: number, from: number, to: number, back = false): void {
    this.#path.arc(this.#state, x, y, radius, radius, from, to, back);
  }
  /** Upright ones only, as the painters draw them. */
  ellipse(
    x: number,
    y: number,
    rx: number,
    ry: number,
    _turn: number,
    from: number,
    to: number,
    back = false,
  ): void {
    this.#path.arc(this.#state, x, y, rx, ry, from, to, back);
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.#path.rect(this.#state, x, y, width, height, 0);
  }
  roundRect(
    x: number,
    y: number,
    width: number,
    height: number,
    radii: number | DOMPointInit | readonly (number | DOMPointInit)[] = 0,
  ): void {
    this.#path.rect(this.#state, x, y, width, height, typeof radii === 'number' ? radii : 0);
  }

  fill(): void {
    this.#draw(this.#path.d(), this.#filled());
  }
  stroke(path?: Path2D): void {
    const known = path === undefined ? undefined : pathData(path);
    if (path === undefined) this.#draw(this.#path.d(), this.#stroked());
    else if (known !== undefined) {
      // Not in this canvas's own pixels, so the transformation is written out.
      const { x, y, scale } = this.#state;
      const place = attributes({ transform: `translate(${number(x)} ${number(y)}) scale(${number(scale)})` });
      this.#draw(known, `${this.#stroked(1)}${place}`);
    }
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.#rectangle(x, y, width, height, this.#filled());
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#rectangle(x, y, width, height, this.#stroked());
  }
  strokeText(content: string, x: number, y: number): void {
    this.#flush();
    this.#outline = {
      key: this.#words(content, x, y),
      look: attributes({
        stroke: this.#state.strokeStyle,
        'stroke-width': number(this.#state.lineWidth * this.#state.scale),
        'stroke-linejoin': this.#state.lineJoin,
        'paint-order': 'stroke',
      }),
      content,
    };
  }
  fillText(content: string, x: number, y: number): void {
    const words = this.#words(content, x, y);
    const outlined =
      this.#outline?.key === words && this.#outline.content === content ? this.#outline.look : '';
    if (outlined !== '') this.#outline = null;
    this.#flush();
    this.#out.push(
      `<text${words}${attributes({ fill: this.#state.fillStyle, opacity: this.#alpha() })}${outlined}>${escaped(content)}</text>`,
    );
  }
  measureText(content: string): TextMetrics {
    return { width: this.#measure(content, this.#state.font) } as TextMetrics;
  }

  /** An outline that no filling followed is drawn by itself. */
  #flush(): void {
    const outline = this.#outline;
    if (outline === null) return;
    this.#outline = null;
    this.#out.push(`<text${outline.key}${outline.look} fill="none">${escaped(outline.content)}</text>`);
  }
  #alpha(): string | undefined {
    return this.#state.globalAlpha === 1 ? undefined : number(this.#state.globalAlpha);
  }
  #filled(): string {
    return attributes({ fill: this.#state.fillStyle, opacity: this.#alpha() });
  }
  #stroked(scale = this.#state.scale): string {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash } = this.#state;
    return attributes({
      fill: 'none',
      stroke: strokeStyle,
      'stroke-width': number(lineWidth * scale),
      'stroke-linecap': lineCap === 'butt' ? undefined : lineCap,
      'stroke-linejoin': lineJoin === 'miter' ? undefined : lineJoin,
      'stroke-dasharray': dash.length === 0 ? undefined : dash.map((d) => number(d * scale)).join(' '),
      opacity: this.#alpha(),
    });
  }
  #draw(d: string, look: string): void {
    this.#flush();
    if (d !== '') this.#out.push(`<path d="${d}"${look}/>`);
  }
  #rectangle(x: number, y: number, width: number, height: number, look: string): void {
    this.#flush();
    // A canvas draws a rectangle of negative width to the left.
    const { scale } = this.#state;
    const [w, h] = [Math.abs(width), Math.abs(height)];
    if (w === 0 && h === 0) return;
    const [left, top] = placed(this.#state, Math.min(x, x + width), Math.min(y, y + height)).split(' ');
    this.#out.push(
      `<rect x="${left}" y="${top}" width="${number(w * scale)}" height="${number(h * scale)}"${look}/>`,
    );
  }
  #words(content: string, x: number, y: number): string {
    const [left, base] = placed(this.#state, x, y).split(' ');
    const font = /^(?:(\S+) )?([\d.]+)px (.+)$/.exec(this.#state.font);
    const [, weight, size = '10', family = 'sans-serif'] = font ?? [];
    return attributes({
      x: left,
      y: base,
      'font-family': family,
      'font-size': number(Number(size) * this.#state.scale),
      'font-weight': weight,
      'xml:space': /^\s|\s$|\s\s/.test(content) ? 'preserve' : undefined,
    });
  }
}
