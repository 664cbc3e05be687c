/**
 * The few marks a lesson's text may have, as a tree: whoever shows it makes elements of it, never markup. Paragraphs, `-` and `1.`
 * lists, blocks between ``` lines; in a line `**strong**`, `*stressed*`, `` `code` `` and `[words](link)`.
 */
import { type Result, refuse } from '../base/result.ts';
import { excerpt } from '../base/text.ts';

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly of: readonly Inline[] }
  | { readonly kind: 'link'; readonly of: readonly Inline[]; readonly to: string };

export type Block =
  | { readonly kind: 'paragraph'; readonly of: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string };

/** A link may go elsewhere in the app, to a term of the glossary, or to a page by https. */
const LINK = /^(#\/[^\s<>"]*|glossary:[a-z0-9-]+|https:\/\/[^\s<>"]+)$/;

class Bad extends Error {}

/** @param where how the text is called in the sentence of a refusal */
export function parseText(source: string, where: string): Result<{ blocks: readonly Block[] }> {
  try {
    return { ok: true, blocks: blocksOf(source.replace(/\r\n?/g, '\n')) };
  } catch (error) {
    if (error instanceof Bad) return refuse(`${where}: ${error.message}`);
    throw error;
  }
}

function blocksOf(source: string): readonly Block[] {
  const lines = source.split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] as string;
    if (line.trim() === '') {
      at++;
    } else if (line.startsWith('```')) {
      const end = lines.indexOf('```', at + 1);
      if (end < 0) throw new Bad('a block of code that begins with ``` has no end.');
      blocks.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n') });
      at = end + 1;
    } else {
      let end = at;
      while (end < lines.length && (lines[end] as string).trim() !== '' && !lines[end]?.startsWith('```'))
        end++;
      blocks.push(textBlock(lines.slice(at, end)));
      at = end;
    }
  }
  return blocks;
}

const ITEM = /^(-|\d{1,2}\.)\s+(.*)$/;

function textBlock(lines: readonly string[]): Block {
  const [first = ''] = lines;
  const mark = ITEM.exec(first)?.[1];
  if (mark === undefined) {
    if (/^(#|>)/.test(first)) throw new Bad(`${excerpt(first)}: a text has no headings or quotations.`);
    return { kind: 'paragraph', of: inlines(joined(lines)) };
  }
  const items: string[][] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item) items.push([item[2] as string]);
    else items.at(-1)?.push(line.trim());
  }
  return { kind: 'list', ordered: mark !== '-', items: items.map((item) => inlines(joined(item))) };
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(' ');
}

/** What a line is made of, the earliest mark first. */
const MARKS = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]]+)\]\(([^)]*)\)/;

export function inlines(line: string): readonly Inline[] {
  const found = MARKS.exec(line);
  if (found === null) return plain(line);
  const [all, code, strong, em, words, to] = found;
  const before = plain(line.slice(0, found.index));
  const after = inlines(line.slice(found.index + all.length));
  return [...before, markOf(code, strong, em, words, to), ...after];
}

function markOf(code?: string, strong?: string, em?: string, words?: string, to?: string): Inline {
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', of: inlines(strong) };
  if (em !== undefined) return { kind: 'em', of: inlines(em) };
  if (to === undefined || !LINK.test(to)) {
    throw new Bad(`a link goes to #/…, glossary:… or https://…, not to ${excerpt(to)}.`);
  }
  return { kind: 'link', of: inlines(words ?? ''), to };
}

/** As it is typed, after a letter or after what had a mark of its own. */
const APOSTROPHE = /(?<=[\p{L}\p{N}])'|^'(?=s\b)/gu;

function plain(text: string): readonly Inline[] {
  if (text === '') return [];
  const tag = /<\/?[a-z!][^>]*>/i.exec(text);
  if (tag) throw new Bad(`it has markup, ${excerpt(tag[0])}; a text has none.`);
  if (/(^|\s)\*\*|`/.test(text)) throw new Bad(`${excerpt(text.trim())} has a mark that is not closed.`);
  return [{ kind: 'text', text: text.replace(APOSTROPHE, '’') }];
}

/** Every link of a text. */
export function linksOf(blocks: readonly Block[]): readonly string[] {
  const inLine = (of: readonly Inline[]): readonly string[] =>
    of.flatMap((part) => ('of' in part ? [...('to' in part ? [part.to] : []), ...inLine(part.of)] : []));
  return blocks.flatMap((block) => {
    if (block.kind === 'code') return [];
    return block.kind === 'paragraph' ? inLine(block.of) : block.items.flatMap(inLine);
  });
}

/** Its words alone, for search and for reading time. */
export function wordsOf(blocks: readonly Block[]): string {
  const line = (of: readonly Inline[]): string =>
    of.map((part) => ('of' in part ? line(part.of) : part.text)).join('');
  return blocks
    .map((b) =>
      b.kind === 'code' ? b.text : b.kind === 'paragraph' ? line(b.of) : b.items.map(line).join(' '),
    )
    .join(' ');
}
