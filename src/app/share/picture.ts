/** The picture of a run: its words, the warning that rules are broken, stage and timeline as they stand on the page, and what was run. */
import { paintOverlay } from '../timeline/overlay.ts';
import { paintScene } from '../timeline/paint.ts';
import { type Palette, readPalette } from '../timeline/palette.ts';
import type { Snapshot } from '../timeline/snapshot.ts';
import { elementSvg } from './domSvg.ts';
import { fontFaces } from './fonts.ts';
import { type MeasureFont, SvgPen } from './svgPen.ts';
import { attributes, text as escaped, number } from './svgText.ts';
import { wrap } from './wrap.ts';

export interface PictureWords {
  readonly title: string;
  readonly claim: string;
  /** Rules broken on purpose, promises broken: each a sentence, drawn as the page draws its banners. */
  readonly banners: readonly { readonly kind: 'broken' | 'fault'; readonly text: string }[];
  /** Under the picture: protocol, seed and the like. */
  readonly foot: string;
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const PAD = 24;
/** px: the least a picture is wide, so that its words have room. */
const LEAST = 340;
const SANS = '"Inter Variable", Inter, system-ui, sans-serif';
const SERIF = '"Source Serif 4 Variable", "Source Serif 4", Georgia, serif';

/**
 * @param stage what the stage shows, or null
 * @param timeline what the timeline shows, or null
 * @returns SVG that stands alone: fonts inside, text as text
 */
export async function drawPicture(
  words: PictureWords,
  stage: HTMLElement | null,
  timeline: Snapshot | null,
): Promise<Picture> {
  const palette = timeline?.palette ?? readPalette();
  const measure = measurer();
  const stageBox = stage === null ? undefined : { width: stage.offsetWidth, height: stage.offsetHeight };
  const inner = Math.max(LEAST, stageBox?.width ?? 0, timeline?.scene.view.width ?? 0);
  const column = new Column(palette, measure, inner);
  column.words(words.title, { size: 22, weight: 600, font: SERIF, tone: palette.ink, leading: 28 });
  column.words(words.claim, { size: 14.5, weight: 400, font: SERIF, tone: palette['ink-2'], leading: 21 });
  column.space(words.title === '' && words.claim === '' ? 0 : 10);
  for (const banner of words.banners) column.banner(banner.text, banner.kind);
  if (stage !== null && stageBox !== undefined && stageBox.height > 0) {
    column.part(elementSvg(stage, 'stage'), stageBox.height);
  }
  if (timeline !== null) {
    column.rule();
    column.part(timelineSvg(timeline, measure), timeline.scene.view.lanes.height);
  }
  column.rule();
  column.space(8);
  column.words(words.foot, { size: 12, weight: 420, font: SANS, tone: palette['ink-3'], leading: 17 });
  return column.finish(words);
}

/** By the painters of the screen, whole lanes even where the screen scrolls them, with the cursor and nothing pointed at. */
export function timelineSvg({ scene, palette, cursor, layer }: Snapshot, measure: MeasureFont): string {
  const pen = new SvgPen(measure, 'timeline');
  const { width, lanes } = scene.view;
  const on = { palette, width, height: lanes.height, scrollY: 0, ratio: 1 };
  paintScene(pen, scene, { ...on, marks: null, selectedInput: null, layer });
  const at = { cursorTime: cursor.time, cursorStep: cursor.step };
  paintOverlay(pen, scene, { ...on, ...at, hover: null, selected: null, preview: null });
  return pen.finish();
}

interface Letters {
  readonly size: number;
  readonly weight: number;
  readonly font: string;
  readonly tone: string;
  readonly leading: number;
}

/** Parts one under the other. */
class Column {
  #y = PAD;
  readonly #out: string[] = [];
  readonly #palette: Palette;
  readonly #measure: MeasureFont;
  readonly #inner: number;

  constructor(palette: Palette, measure: MeasureFont, inner: number) {
    this.#palette = palette;
    this.#measure = measure;
    this.#inner = inner;
  }

  space(height: number): void {
    this.#y += height;
  }
  words(content: string, { size, weight, font, tone, leading }: Letters, x = PAD, room = this.#inner): void {
    const css = `${weight} ${size}px ${font}`;
    for (const line of wrap(content, room, (part) => this.#measure(part, css))) {
      const look = {
        'font-family': font,
        'font-size': number(size),
        'font-weight': String(weight),
        fill: tone,
      };
      const base = number(this.#y + leading * 0.75);
      this.#out.push(`<text x="${number(x)}" y="${base}"${attributes(look)}>${escaped(line)}</text>`);
      this.#y += leading;
    }
  }
  /** Hatched for a rule broken on purpose, so that it is told without colour too. */
  banner(content: string, kind: 'broken' | 'fault'): void {
    const start = this.#y;
    const at = this.#out.length;
    this.#y += 6;
    const { ink, fault } = this.#palette;
    this.words(
      content,
      { size: 13, weight: 560, font: SANS, tone: ink, leading: 18 },
      PAD + 14,
      this.#inner - 26,
    );
    this.#y += 6;
    const box = `x="${PAD}" y="${number(start)}" width="${number(this.#inner)}" height="${number(this.#y - start)}"`;
    const hatched = kind === 'broken' ? `<rect ${box} fill="url(#broken)"/>` : '';
    const mark = `<rect x="${PAD}" y="${number(start)}" width="4" height="${number(this.#y - start)}" fill="${fault}"/>`;
    this.#out.splice(at, 0, `<rect ${box} fill="${fault}" fill-opacity="0.08"/>${hatched}${mark}`);
    this.#y += 6;
  }
  rule(): void {
    const y = number(this.#y + 0.5);
    this.#out.push(
      `<path d="M${PAD} ${y}H${number(PAD + this.#inner)}" stroke="${this.#palette.rule}" fill="none"/>`,
    );
    this.#y += 1;
  }
  /** Elements with the origin in their upper left corner. */
  part(elements: string, height: number): void {
    this.#out.push(`<g transform="translate(${PAD} ${number(this.#y)})">${elements}</g>`);
    this.#y += height;
  }

  async finish({ title, claim, banners }: PictureWords): Promise<Picture> {
    const width = Math.ceil(this.#inner + 2 * PAD);
    const height = Math.ceil(this.#y + PAD - 6);
    const drawn = this.#out.join('');
    const { paper, fault } = this.#palette;
    const hatch = `<pattern id="broken" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="14" fill="${fault}" fill-opacity="0.1"/></pattern>`;
    const about = [claim, ...banners.map((banner) => banner.text)].filter((line) => line !== '').join(' ');
    const svg = [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${escaped(title)}</title>`,
      about === '' ? '' : `<desc>${escaped(about)}</desc>`,
      `<defs><style>${await fontFaces(drawn)}text{white-space:pre}</style>${hatch}</defs>`,
      `<rect width="100%" height="100%" fill="${paper}"/>`,
      drawn,
      '</svg>',
    ];
    return { svg: svg.join(''), width, height };
  }
}

function measurer(): MeasureFont {
  const context = document.createElement('canvas').getContext('2d');
  return (content, font) => {
    if (context === null) return content.length * 7;
    context.font = font;
    return context.measureText(content).width;
  };
}
