/** A lesson's text as elements: whatever stands in it, none of it is ever markup. */
import { useMemo } from 'react';
import type { Block, Inline } from '../../lessons/markdown.ts';
import { inlines } from '../../lessons/markdown.ts';
import { useMarking } from '../glossary/loaded.ts';

export function Prose({
  blocks,
  className,
  open = false,
}: {
  readonly blocks: readonly Block[];
  /** Of a text on a wall, where nobody presses a word: its terms are not marked. */
  readonly className?: string;
  /** A prediction stands: no definition gives the answer. */
  readonly open?: boolean;
}) {
  const marking = useMarking('now');
  return (
    <div className={className ?? 'prose lesson-prose'}>
      {marking === null || className !== undefined || open ? (
        <Blocks of={blocks} />
      ) : (
        <marking.Linked blocks={blocks}>{(of) => <Blocks of={of} />}</marking.Linked>
      )}
    </div>
  );
}

export function Blocks({ of }: { readonly of: readonly Block[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change
  return of.map((block, i) => <BlockView key={i} block={block} />);
}

function BlockView({ block }: { readonly block: Block }) {
  if (block.kind === 'code') {
    return (
      <pre className="lesson-code mono">
        <code>{block.text}</code>
      </pre>
    );
  }
  if (block.kind === 'paragraph') {
    return (
      <p>
        <Line of={block.of} />
      </p>
    );
  }
  const items = block.items.map((item, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change
    <li key={i}>
      <Line of={item} />
    </li>
  ));
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

export function Line({ of }: { readonly of: readonly Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change
  return of.map((part, i) => <Part key={i} part={part} />);
}

/** A short text of one line, with the same marks. Text that was not checked is shown as it is. */
export function Words({ text }: { readonly text: string }) {
  return <Line of={partsOf(text)} />;
}

function partsOf(text: string): readonly Inline[] {
  try {
    return inlines(text);
  } catch {
    return [{ kind: 'text', text }];
  }
}

/** The same, its terms marked; not for the inside of a button or a link. */
export function Sentences({ text }: { readonly text: string }) {
  const marking = useMarking('now');
  const blocks = useMemo((): readonly Block[] => [{ kind: 'paragraph', of: partsOf(text) }], [text]);
  if (marking === null) return <Words text={text} />;
  return (
    <marking.Linked blocks={blocks}>
      {([block]) => (block?.kind === 'paragraph' ? <Line of={block.of} /> : null)}
    </marking.Linked>
  );
}

function Part({ part }: { readonly part: Inline }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code className="mono">{part.text}</code>;
    case 'strong':
      return (
        <strong>
          <Line of={part.of} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Line of={part.of} />
        </em>
      );
    case 'link': {
      if (part.to.startsWith('glossary:')) return <Term slug={part.to.slice(9)} of={part.of} />;
      const outside = part.to.startsWith('https:');
      return (
        <a href={part.to} {...(outside ? { target: '_blank', rel: 'noopener' } : {})}>
          <Line of={part.of} />
        </a>
      );
    }
  }
}

function Term({ slug, of }: { readonly slug: string; readonly of: readonly Inline[] }) {
  const marking = useMarking('now');
  if (marking === null)
    return (
      <a href={`#/glossary/${slug}`}>
        <Line of={of} />
      </a>
    );
  return (
    <marking.TermLink slug={slug}>
      <Line of={of} />
    </marking.TermLink>
  );
}
