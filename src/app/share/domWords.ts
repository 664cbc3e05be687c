/** The text of an element of HTML as SVG, line by line where the browser broke it. */
import type { Origin } from './domSvg.ts';
import { attributes, text as escaped, number } from './svgText.ts';

interface Run {
  text: string;
  readonly x: number;
  readonly top: number;
  readonly height: number;
  right: number;
}

export function paintWords(node: Text, style: CSSStyleDeclaration, origin: Origin, out: string[]): void {
  if (node.data.trim() === '') return;
  for (const run of linesOf(node, origin)) {
    const words = transformed(run.text.replace(/\s+/g, ' ').trim(), style.textTransform);
    if (words === '') continue;
    const size = Number.parseFloat(style.fontSize);
    const { ascent, descent } = heights(style);
    // A line's rectangle is as high as the font's own box, which may be higher than the letters.
    const base = run.top + (run.height - ascent - descent) / 2 + ascent;
    const struck = style.textDecorationLine.includes('line-through');
    out.push(
      `<text${attributes({
        x: number(run.x),
        y: number(base),
        'font-family': style.fontFamily,
        'font-size': number(size),
        'font-weight': style.fontWeight,
        'font-style': style.fontStyle === 'normal' ? undefined : style.fontStyle,
        'letter-spacing': style.letterSpacing === 'normal' ? undefined : style.letterSpacing,
        'font-variant-numeric': style.fontVariantNumeric === 'normal' ? undefined : style.fontVariantNumeric,
        fill: style.color,
      })}>${escaped(words)}</text>`,
    );
    if (struck) {
      const y = number(base - size * 0.3);
      const [x1, x2] = [number(run.x), number(run.right)];
      out.push(
        `<path d="M${x1} ${y}L${x2} ${y}"${attributes({ stroke: style.textDecorationColor, 'stroke-width': '1', fill: 'none' })}/>`,
      );
    }
  }
}

/** In the pixels of what is drawn. */
function linesOf(node: Text, { x, y, zoom }: Origin): Run[] {
  const run = (text: string, { left, right, top, height }: DOMRect): Run => ({
    text,
    x: (left - x) / zoom,
    right: (right - x) / zoom,
    top: (top - y) / zoom,
    height: height / zoom,
  });
  const range = document.createRange();
  const runs: Run[] = [];
  range.selectNodeContents(node);
  const rects = range.getClientRects();
  const whole = rects[0];
  if (rects.length === 1 && whole !== undefined) {
    return [run(node.data, whole)];
  }
  // Broken into lines: which letters stand on which is asked letter by letter.
  for (let i = 0; i < node.data.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const rect = range.getClientRects()[0];
    if (rect === undefined || rect.width === 0) continue;
    const last = runs.at(-1);
    const letter = run(node.data[i] ?? '', rect);
    if (last !== undefined && Math.abs(last.top - letter.top) < letter.height / 2) {
      last.text += letter.text;
      last.right = letter.right;
    } else runs.push(letter);
  }
  return runs;
}

function transformed(words: string, how: string): string {
  if (how === 'uppercase') return words.toUpperCase();
  return how === 'lowercase' ? words.toLowerCase() : words;
}

const known = new Map<string, { readonly ascent: number; readonly descent: number }>();

function heights(style: CSSStyleDeclaration): { readonly ascent: number; readonly descent: number } {
  const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  let found = known.get(font);
  if (found === undefined) {
    const pen = document.createElement('canvas').getContext('2d');
    const size = Number.parseFloat(style.fontSize);
    found = { ascent: size * 0.8, descent: size * 0.2 };
    if (pen !== null) {
      pen.font = font;
      const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = pen.measureText('x');
      found = { ascent, descent };
    }
    known.set(font, found);
  }
  return found;
}
