/** Texts of lessons with links to the terms in them, as if their writer had put them there. */
import type { Lexicon } from '../../glossary/lexicon.ts';
import { type Mark, marksIn } from '../../glossary/marks.ts';
import type { Block, Inline } from '../../lessons/markdown.ts';

const GLOSSARY = 'glossary:';
/** How many words of a text may be marked: more, and the page is about the glossary. */
const MOST = 8;

type Line = readonly Inline[];

/** Words where a mark may stand, in order: not in code, and not in a link. */
function plainTexts(line: Line): readonly string[] {
  return line.flatMap((part) => {
    if (part.kind === 'text') return [part.text];
    return part.kind === 'strong' || part.kind === 'em' ? plainTexts(part.of) : [];
  });
}

function termsLinked(line: Line): readonly string[] {
  return line.flatMap((part) => {
    if (part.kind === 'link' && part.to.startsWith(GLOSSARY)) return [part.to.slice(GLOSSARY.length)];
    return 'of' in part ? termsLinked(part.of) : [];
  });
}

function linesOf(blocks: readonly Block[]): readonly Line[] {
  return blocks.flatMap((block) =>
    block.kind === 'code' ? [] : block.kind === 'paragraph' ? [block.of] : block.items,
  );
}

function withLinks(line: Line, next: () => readonly Mark[]): Line {
  return line.flatMap((part): Line => {
    if (part.kind === 'text') return split(part.text, next());
    if (part.kind === 'strong' || part.kind === 'em') return [{ ...part, of: withLinks(part.of, next) }];
    return [part];
  });
}

function split(text: string, marks: readonly Mark[]): Line {
  const parts: Inline[] = [];
  let at = 0;
  const upTo = (end: number) => {
    if (end > at) parts.push({ kind: 'text', text: text.slice(at, end) });
  };
  for (const { slug, from, to } of marks) {
    upTo(from);
    parts.push({ kind: 'link', to: GLOSSARY + slug, of: [{ kind: 'text', text: text.slice(from, to) }] });
    at = to;
  }
  upTo(text.length);
  return parts;
}

/**
 * @param about what the text is about, the nearest first
 * @param except slugs of terms that are left alone
 */
export function linked(
  blocks: readonly Block[],
  lexicon: Lexicon,
  about: readonly string[],
  except: readonly string[] = [],
): readonly Block[] {
  const lines = linesOf(blocks);
  const marks = marksIn(lines.flatMap(plainTexts), lexicon, {
    about,
    except: [...except, ...lines.flatMap(termsLinked)],
    most: MOST,
  })[Symbol.iterator]();
  const next = () => marks.next().value ?? [];
  return blocks.map((block) => {
    if (block.kind === 'code') return block;
    if (block.kind === 'paragraph') return { ...block, of: withLinks(block.of, next) };
    return { ...block, items: block.items.map((item) => withLinks(item, next)) };
  });
}
