/** The page's colours as the canvas needs them. */
import type { Tone } from '../../timeline/types.ts';

export type Palette = Readonly<Record<Tone, string>>;

const LIGHT: Palette = {
  paper: '#fbfaf7',
  panel: '#ffffff',
  ink: '#1b1f27',
  'ink-2': '#565e6c',
  'ink-3': '#687080',
  rule: '#e4e1da',
  fault: '#c22f3d',
  veil: '#f3f0ea',
  e1: '#2151be',
  'e1-text': '#2151be',
  'e1-fill': '#dbe5f7',
  e2: '#cd8007',
  'e2-text': '#945a00',
  'e2-fill': '#fbe9cc',
  e3: '#51205e',
  'e3-text': '#51205e',
  'e3-fill': '#ecdff0',
  e4: '#2e9c9a',
  'e4-text': '#1a6f6d',
  'e4-fill': '#d3eeed',
};

export const FONT = '"Inter Variable", Inter, system-ui, sans-serif';

/** Reads the custom properties of the root; where the page defines none, the light values stand in. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string, fallback: string) => style.getPropertyValue(`--${name}`).trim() || fallback;
  return Object.fromEntries(
    Object.entries(LIGHT).map(([name, fallback]) => [name, read(name, fallback)]),
  ) as unknown as Palette;
}

/** Text widths, remembered: the same few labels are measured at every redraw. */
export function measurer(): (text: string, size: number, weight: number) => number {
  const context = document.createElement('canvas').getContext('2d');
  // By font first: a key put together of all three would cost more than the rest of the asking.
  const fonts = new Map<number, Map<string, number>>();
  return (text, size, weight) => {
    const font = weight * SIZES + size;
    let known = fonts.get(font);
    if (known === undefined) {
      known = new Map();
      fonts.set(font, known);
    }
    const cached = known.get(text);
    if (cached !== undefined) return cached;
    if (known.size > 2000) known.clear();
    if (context) context.font = `${weight} ${size}px ${FONT}`;
    const width = context ? context.measureText(text).width : text.length * size * 0.56;
    known.set(text, width);
    return width;
  };
}

/** Above all sizes of text, px. */
const SIZES = 1024;
