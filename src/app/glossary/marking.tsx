/** What finds terms and shows them: all of it one piece, fetched when the page has nothing better to do. */
import { Fragment, type ReactNode, use, useMemo } from 'react';
import { lexiconOf } from '../../glossary/lexicon.ts';
import { type Mark, marksIn } from '../../glossary/marks.ts';
import { terms } from '../../glossary/terms.ts';
import type { Block } from '../../lessons/markdown.ts';
import { cards } from '../cards.ts';
import { LabContext } from '../lab/context.ts';
import type { GlossedProps } from './Glossed.tsx';
import { linked } from './linked.ts';
import { TermLink } from './TermLink.tsx';

export { TermLink } from './TermLink.tsx';

const LEXICON = lexiconOf(terms());
/** In a text of a card. */
const MOST = 6;

/** A protocol, and the track it belongs to. */
export function aboutOf(protocol: string | undefined): readonly string[] {
  const track = cards.find(({ id }) => id === protocol)?.track;
  return [protocol, track].filter((id) => id !== undefined);
}

function useAbout(): readonly string[] {
  const protocol = use(LabContext)?.meta.id;
  return useMemo(() => aboutOf(protocol), [protocol]);
}

function useMarks({ text, after = '', about }: GlossedProps): readonly Mark[] {
  const here = useAbout();
  return useMemo(() => marksOf(text, after, about ?? here), [text, after, about, here]);
}

/** While a run plays, the same few rules are shown again and again. */
const known = new Map<string, readonly Mark[]>();
const MOST_KNOWN = 400;

function marksOf(text: string, after: string, about: readonly string[]): readonly Mark[] {
  const key = JSON.stringify([about, after, text]);
  let marks = known.get(key);
  if (marks === undefined) {
    marks = marksIn([after, text], LEXICON, { about, most: MOST })[1] ?? [];
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, marks);
  }
  return marks;
}

export function Named(props: GlossedProps) {
  const marks = useMarks(props);
  if (marks.length === 0) return null;
  return (
    <span className="terms-named">
      Terms:{' '}
      {marks.map(({ slug, from, to }, i) => (
        <Fragment key={slug}>
          {i > 0 && ', '}
          <TermLink slug={slug}>{props.text.slice(from, to)}</TermLink>
        </Fragment>
      ))}
    </span>
  );
}

export function Marked(props: GlossedProps) {
  const { text } = props;
  const marks = useMarks(props);
  return (
    <>
      {marks.map(({ slug, from, to }, i) => (
        <Fragment key={slug}>
          {text.slice(marks[i - 1]?.to ?? 0, from)}
          <TermLink slug={slug}>{text.slice(from, to)}</TermLink>
        </Fragment>
      ))}
      {text.slice(marks.at(-1)?.to ?? 0)}
    </>
  );
}

interface LinkedProps {
  readonly blocks: readonly Block[];
  /** What it is about, where that is not the run on show. */
  readonly about?: readonly string[];
  /** Slugs of terms that are left alone. */
  readonly except?: readonly string[];
  children(blocks: readonly Block[]): ReactNode;
}

/** A text of a lesson's kind, with links `glossary:…` to the terms in it. */
export function Linked({ blocks, about, except, children }: LinkedProps) {
  const here = useAbout();
  return children(
    useMemo(() => linked(blocks, LEXICON, about ?? here, except), [blocks, about, here, except]),
  );
}
