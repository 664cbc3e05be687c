import { type FocusEvent, type MouseEvent, type PointerEvent, type ReactNode, useId, useRef } from 'react';
import { termOf } from '../../glossary/terms.ts';
import { Words } from '../lesson/Prose.tsx';
import { termHref } from './address.ts';
import { useGloss } from './useGloss.ts';
import './term.css';

/**
 * A word of a text that leads to what it means: under the mouse, at the focus and at a press its definition opens beside it. Enter goes
 * into what has opened, so that it is read out; Escape closes it.
 */
export function TermLink({ slug, children }: { readonly slug: string; readonly children: ReactNode }) {
  const term = termOf(slug);
  const id = useId();
  const root = useRef<HTMLSpanElement>(null);
  const word = useRef<HTMLAnchorElement>(null);
  const panel = useRef<HTMLSpanElement>(null);
  const { open, show, hide, soon } = useGloss(word, panel);
  if (term === undefined) return <a href={termHref(slug)}>{children}</a>;
  // Coming back from close by keeps it open; but a text that grew under a mouse at rest (the next hint) opens nothing.
  const enter = ({ pointerType }: PointerEvent) => {
    if (pointerType === 'mouse' && open !== null) soon('hovered');
  };
  const move = ({ pointerType, movementX, movementY }: PointerEvent) => {
    if (pointerType === 'mouse' && open === null && (movementX !== 0 || movementY !== 0)) soon('hovered');
  };
  const leave = ({ pointerType }: PointerEvent) => {
    if (pointerType === 'mouse') soon(null);
  };
  const press = (event: MouseEvent) => {
    // With a key held it is a link like any other.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const byKey = event.detail === 0;
    if (byKey) {
      show('pinned');
      requestAnimationFrame(() => panel.current?.focus());
    } else if (open === 'pinned') hide();
    else show('pinned');
  };
  return (
    <span
      ref={root}
      onBlur={({ relatedTarget }: FocusEvent) => {
        if (relatedTarget !== null && !root.current?.contains(relatedTarget)) hide();
      }}
      onPointerEnter={enter}
      onPointerLeave={leave}
    >
      <a
        ref={word}
        className="term"
        href={termHref(slug)}
        aria-expanded={open !== null}
        aria-controls={open === null ? undefined : id}
        onClick={press}
        onPointerMove={move}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) show('hovered');
        }}
      >
        {children}
      </a>
      {open !== null && (
        <span
          ref={panel}
          id={id}
          className="floating gloss"
          popover="manual"
          role="group"
          aria-labelledby={`${id}-term`}
          aria-describedby={`${id}-means`}
          tabIndex={-1}
        >
          <strong className="gloss-term" id={`${id}-term`}>
            {term.term}
          </strong>
          <span className="gloss-means" id={`${id}-means`}>
            <Words text={term.means} />
          </span>
          <a className="gloss-more" href={termHref(slug)} aria-label={`More about ${term.term}`}>
            More
          </a>
        </span>
      )}
    </span>
  );
}
