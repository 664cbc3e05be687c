/** A drawing of the page, standing alone: what style sheets said of each element is written on it. */
import type { Box } from './domBox.ts';
import { attributes, text as escaped, number } from './svgText.ts';

/** Where a thing is and what its outline is: as written on it. */
const OWN = ['d', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'width', 'height'].concat([
  'points',
  'transform',
  'viewBox',
  'dx',
  'dy',
  'id',
  'href',
]);

/** How it looks: as the browser worked it out, unless that is what every drawing begins with. */
const LOOK: Readonly<Record<string, string>> = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  'fill-rule': 'nonzero',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-opacity': '1',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  opacity: '1',
  'paint-order': 'normal',
  'clip-path': 'none',
};
const LETTERS: Readonly<Record<string, string>> = {
  'font-family': '',
  'font-size': '',
  'font-weight': '400',
  'font-style': 'normal',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
  'letter-spacing': 'normal',
  'font-variant-numeric': 'normal',
};

/** @param box where it goes in the picture */
export function copySvg(drawing: SVGSVGElement, box: Box): string {
  const out: string[] = [];
  for (const child of drawing.children) copy(child, out);
  const frame = attributes({
    x: number(box.x),
    y: number(box.y),
    width: number(box.width),
    height: number(box.height),
    viewBox: drawing.getAttribute('viewBox') ?? undefined,
    preserveAspectRatio: drawing.getAttribute('preserveAspectRatio') ?? undefined,
    overflow: getComputedStyle(drawing).overflow === 'visible' ? 'visible' : undefined,
  });
  return `<svg${frame}>${out.join('')}</svg>`;
}

function copy(element: Element, out: string[]): void {
  const style = getComputedStyle(element);
  const name = element.localName;
  // Titles and descriptions are for pointers and readers of the page.
  if (name === 'title' || name === 'desc' || name === 'style') return;
  if (style.display === 'none' || style.visibility !== 'visible' || style.opacity === '0') return;
  const children = [...element.children];
  const written = name === 'text' || name === 'tspan' ? element.textContent : '';
  const isGroup = children.length > 0 && written === '';
  if (!isGroup && !drawn(name, style, written)) return;
  const own = Object.fromEntries(OWN.map((key) => [key, element.getAttribute(key) ?? undefined]));
  out.push(`<${name}${attributes(own)}${look(name, style)}`);
  if (written !== '') {
    out.push('>', children.length === 0 ? escaped(written) : '');
    for (const child of element.childNodes) {
      if (children.length === 0) break;
      if (child instanceof Element) copy(child, out);
      else out.push(escaped(child.textContent ?? ''));
    }
    out.push(`</${name}>`);
  } else if (children.length > 0) {
    out.push('>');
    for (const child of children) copy(child, out);
    out.push(`</${name}>`);
  } else out.push('/>');
}

/** What only catches the pointer is not copied. */
function drawn(name: string, style: CSSStyleDeclaration, written: string): boolean {
  if (name === 'g') return false;
  if (name === 'text' || name === 'tspan') return written !== '';
  const clear = (paint: string) => paint === 'none' || /(?:,|\/)\s*0\)$|^transparent$/.test(paint);
  return !(clear(style.fill) && clear(style.stroke));
}

function look(name: string, style: CSSStyleDeclaration): string {
  const letters = name === 'text' || name === 'tspan';
  const wanted: Record<string, string | undefined> = {};
  for (const [key, plain] of Object.entries(letters ? { ...LOOK, ...LETTERS } : LOOK)) {
    // A group's look would be inherited by what has its own written on it.
    if (name === 'g' && key !== 'opacity' && key !== 'clip-path') continue;
    const value = style.getPropertyValue(key);
    if (value !== '' && value !== plain) wanted[key] = value;
  }
  if (wanted.stroke === undefined) {
    for (const key of Object.keys(wanted)) if (key.startsWith('stroke-')) delete wanted[key];
  }
  return attributes(wanted);
}
