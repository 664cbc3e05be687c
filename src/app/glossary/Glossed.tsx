import { useMarking } from './loaded.ts';

export interface GlossedProps {
  readonly text: string;
  /** What was read right before it: terms that stand there are not marked again. */
  readonly after?: string;
  /** What it is about, where that is not the run on show: a protocol, a track. */
  readonly about?: readonly string[];
}

/** The terms of a text that is itself something to press: named after it, where it has opened. */
export function TermsIn(props: GlossedProps) {
  const marking = useMarking('after the picture');
  return marking === null ? null : <marking.Named {...props} />;
}

/** A text whose terms lead to the glossary. Not for the inside of a button or a link. */
export function Glossed(props: GlossedProps) {
  const marking = useMarking('after the picture');
  return marking === null ? props.text : <marking.Marked {...props} />;
}
