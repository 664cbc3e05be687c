/**
 * A part of the page as SVG: boxes, borders, lines of text and the drawings in it, as the browser has laid them out. Works for any
 * protocol's panel, which may be HTML; text stays text, and nothing refers to the page any more.
 */
import { zoomOf } from '../timeline/canvas.ts';
import { type Box, boxOf, paintBox } from './domBox.ts';
import { paintWords } from './domWords.ts';
import { copySvg } from './svgCopy.ts';
import { attributes, number } from './svgText.ts';

/** Where the part lies in the window; what is painted is moved so that its corner is 0, 0. */
export interface Origin {
  readonly x: number;
  readonly y: number;
  /** Pixels of the window to one of its own: more than 1 where the page is drawn larger. */
  readonly zoom: number;
}

/**
 * Elements, in the pixels of `root` from its upper left corner.
 * @param id begins the names of clips, which must differ from all others of the picture
 */
export function elementSvg(root: Element, id: string): string {
  const { left, top } = root.getBoundingClientRect();
  const zoom = root instanceof HTMLElement ? zoomOf(root) : 1;
  const out: string[] = [];
  const names = { id, count: 0 };
  paint(root, { x: left, y: top, zoom }, out, names);
  return out.join('');
}

function paint(
  element: Element,
  origin: Origin,
  out: string[],
  names: { readonly id: string; count: number },
): void {
  const style = getComputedStyle(element);
  const opacity = Number(style.opacity);
  // What is there to be pressed is no part of the picture.
  if (style.display === 'none' || opacity === 0 || element.matches('button, select, input, textarea')) return;
  const box = boxOf(element, origin);
  if (unseen(style, box)) return;
  if (element instanceof SVGSVGElement) {
    out.push(copySvg(element, box));
    return;
  }
  if (element instanceof HTMLCanvasElement) {
    out.push(copyCanvas(element, box));
    return;
  }
  const before = out.length;
  if (opacity < 1) out.push(`<g opacity="${number(opacity)}">`);
  if (style.visibility === 'visible') paintBox(style, box, out);
  const cut = style.overflowX !== 'visible' && overflows(element);
  if (cut) {
    const name = `${names.id}${names.count++}`;
    const { x, y, width, height } = box;
    out.push(
      `<clipPath id="${name}"><rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"/></clipPath><g clip-path="url(#${name})">`,
    );
  }
  for (const child of element.childNodes) {
    if (child instanceof Element) paint(child, origin, out, names);
    else if (child instanceof Text && style.visibility === 'visible') paintWords(child, style, origin, out);
  }
  if (cut) out.push('</g>');
  if (opacity < 1) out.push('</g>');
  // Groups around nothing say nothing.
  if (out.slice(before).every((piece) => piece.startsWith('<g ') || piece === '</g>')) out.length = before;
}

/** A canvas whose painter we do not have at hand, as the pixels it shows. */
function copyCanvas(canvas: HTMLCanvasElement, { x, y, width, height }: Box): string {
  if (canvas.width === 0 || canvas.height === 0) return '';
  const place = { x: number(x), y: number(y), width: number(width), height: number(height) };
  return `<image${attributes({ ...place, href: canvas.toDataURL('image/png') })}/>`;
}

/** Words for screen readers only. */
function unseen(style: CSSStyleDeclaration, box: Box): boolean {
  return (
    style.position === 'absolute' && (style.clipPath.includes('inset(50%)') || box.width * box.height <= 1)
  );
}

function overflows(element: Element): boolean {
  return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
}
