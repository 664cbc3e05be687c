/** A lesson's text as elements: whatever stands in it, none of it is ever markup. */
import type { Block, Inline } from '../../lessons/markdown.ts';
import { inlines } from '../../lessons/markdown.ts';

export function Prose({
  blocks,
  className = 'prose lesson-prose',
}: {
  readonly blocks: readonly Block[];
  readonly className?: string;
}) {
  return (
    <div className={className}>
      {blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change
        <BlockView key={i} block={block} />
      ))}
    </div>
  );
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
  let parts: readonly Inline[];
  try {
    parts = inlines(text);
  } catch {
    parts = [{ kind: 'text', text }];
  }
  return <Line of={parts} />;
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
      const outside = part.to.startsWith('https:');
      const to = part.to.startsWith('glossary:') ? `#/glossary/${part.to.slice(9)}` : part.to;
      return (
        <a href={to} {...(outside ? { target: '_blank', rel: 'noopener' } : {})}>
          <Line of={part.of} />
        </a>
      );
    }
  }
}
