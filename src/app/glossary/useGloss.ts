/** When a definition is open, and where it stands. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** `hovered` goes when mouse or focus go; `pinned` stays until it is closed. */
export type Open = 'hovered' | 'pinned' | null;

const MS_TO_OPEN = 250;
/** Time for the way from the word to its definition. */
const MS_TO_CLOSE = 250;
/** CSS pixels between word, definition and edge of the window. */
const GAP = 6;
const EDGE = 12;

/** Closes the one that is open: there is never a second. */
let closeOther: () => void = () => {};

export function useGloss(word: RefObject<HTMLElement | null>, panel: RefObject<HTMLElement | null>) {
  const [open, setOpen] = useState<Open>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const close = useRef(() => setOpen(null));
  const show = (how: Exclude<Open, null>) => {
    clearTimeout(timer.current);
    if (closeOther !== close.current) closeOther();
    closeOther = close.current;
    setOpen((now) => (now === 'pinned' ? now : how));
  };
  const hide = () => {
    clearTimeout(timer.current);
    setOpen(null);
  };
  const soon = (how: 'hovered' | null) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => (how === null ? setOpen((now) => (now === 'hovered' ? null : now)) : show(how)),
      how === null ? MS_TO_CLOSE : MS_TO_OPEN,
    );
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  const shown = open !== null;
  useLayoutEffect(() => {
    const box = panel.current;
    if (!shown || box === null) return;
    box.showPopover();
    const settle = () => place(word.current, box);
    settle();
    window.addEventListener('scroll', settle, true);
    window.addEventListener('resize', settle);
    return () => {
      window.removeEventListener('scroll', settle, true);
      window.removeEventListener('resize', settle);
    };
  }, [shown, word, panel]);

  useEffect(() => {
    if (!shown) return;
    const inside = (target: EventTarget | null) =>
      target instanceof Node && (word.current?.contains(target) || panel.current?.contains(target));
    const onDown = (event: PointerEvent) => {
      if (!inside(event.target)) setOpen(null);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      event.preventDefault();
      if (panel.current?.contains(document.activeElement)) word.current?.focus();
      setOpen(null);
    };
    document.addEventListener('pointerdown', onDown);
    // On the window: before whoever else would take Escape for its own.
    window.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', onDown);
      window.removeEventListener('keydown', onKey, true);
    };
  }, [shown, word, panel]);
  return { open, show, hide, soon };
}

/** Under the word, or above it where there is more room; never out of the window. */
function place(word: HTMLElement | null, box: HTMLElement): void {
  // A word may be broken over two lines: the first part of it counts.
  const first = word?.getClientRects()[0];
  if (first === undefined) return;
  const { offsetWidth, offsetHeight } = box;
  // In the box's own pixels, which are larger than the window's where the page is.
  const zoom = offsetWidth > 0 ? box.getBoundingClientRect().width / offsetWidth : 1;
  const at = { left: first.left / zoom, top: first.top / zoom, bottom: first.bottom / zoom };
  const innerWidth = window.innerWidth / zoom;
  const innerHeight = window.innerHeight / zoom;
  const below = innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const under = offsetHeight <= below || below >= above;
  const left = Math.max(EDGE, Math.min(at.left - EDGE, innerWidth - offsetWidth - EDGE));
  box.style.left = `${left}px`;
  box.style.top = `${under ? at.bottom + GAP : Math.max(EDGE, at.top - GAP - offsetHeight)}px`;
}
