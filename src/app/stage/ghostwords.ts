/** Where it is written what a node was: beside it, where nothing else stands; nowhere, if there is no such place. Pure. */
import { linesOf, wordBox } from './faces.ts';
import { type Box, boxAround, inside, overlaps, textWidth } from './geometry.ts';
import type { Layout } from './layout.ts';

export interface GhostWord {
  readonly lane: number;
  readonly lines: readonly string[];
  readonly x: number;
  /** Of the first line's foot. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** What it covers. */
  readonly box: Box;
}

const SIZE = 12;
const LINE = 14;

/** @param beside by lane, what is written of it now */
export function ghostWords(
  layout: Layout,
  words: readonly { readonly lane: number; readonly word: string }[],
  beside: readonly string[],
): readonly GhostWord[] {
  const picture: Box = { x: 2, y: 2, w: layout.width - 4, h: layout.height - 4 };
  const taken = layout.nodes.flatMap((node) => {
    const word = beside[node.index] ?? '';
    return [boxAround(node, node.r + 5), ...(word === '' ? [] : [wordBox(node, word)])];
  });
  return words.flatMap(({ lane, word }) => {
    const node = layout.nodes[lane];
    // What became of a client's call is told by its bar.
    if (node === undefined || node.shape === 'square') return [];
    const lines = linesOf(word);
    const w = Math.max(...lines.map((line) => textWidth(line, SIZE)));
    const h = LINE * lines.length;
    const { dx, dy, anchor } = node.label;
    const said = beside[lane] ? LINE * linesOf(beside[lane]).length : 0;
    const clear = node.r + 10;
    const middle = node.y - h / 2 + SIZE - 2;
    const tries: Omit<GhostWord, 'lane' | 'lines' | 'box'>[] = [
      { x: node.x + dx, y: node.y + dy + said, anchor },
      { x: node.x + clear, y: middle, anchor: 'start' },
      { x: node.x - clear, y: middle, anchor: 'end' },
      { x: node.x, y: node.y + clear + SIZE, anchor: 'middle' },
      { x: node.x, y: node.y - clear - h + SIZE, anchor: 'middle' },
    ];
    for (const place of tries) {
      const x = place.anchor === 'end' ? place.x - w : place.anchor === 'middle' ? place.x - w / 2 : place.x;
      const box: Box = { x, y: place.y - SIZE + 1, w, h };
      if (!inside(box, picture) || taken.some((other) => overlaps(other, box))) continue;
      taken.push(box);
      return [{ lane, lines, box, ...place }];
    }
    return [];
  });
}
