/** What a picture on a canvas needs: when to repaint, and a canvas of the screen's own pixels. */

import { type DependencyList, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/** What a system may change of the page's colours. */
const SYSTEM = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'];

/** Changes when the page's colours or fonts may have: theme attributes on the root, the system's theme, fonts that arrive. */
export function useLook(): number {
  const [look, setLook] = useState(0);
  useEffect(() => {
    const refresh = () => setLook((n) => n + 1);
    const observer = new MutationObserver(refresh);
    observer.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme', 'class', 'style'],
    });
    const system = SYSTEM.map((query) => matchMedia(query));
    for (const query of system) query.addEventListener('change', refresh);
    // The theme of paper (stores/preferences.ts) is to be painted before the page is taken.
    const print = () => flushSync(refresh);
    addEventListener('beforeprint', print);
    // Text drawn before its font was there has other widths.
    document.fonts?.addEventListener('loadingdone', refresh);
    return () => {
      observer.disconnect();
      for (const query of system) query.removeEventListener('change', refresh);
      removeEventListener('beforeprint', print);
      document.fonts?.removeEventListener('loadingdone', refresh);
    };
  }, []);
  return look;
}

/** CSS pixels of the part of a picture that is in view, and pixels of the screen to each. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** Of an element, followed; zeroes before it stands. */
export function useSize(box: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0, ratio: 1 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const read = () => {
      const ratio = Math.min(3, (globalThis.devicePixelRatio || 1) * zoomOf(element));
      const { clientWidth: width, clientHeight: height } = element;
      setSize((old) =>
        old.width === width && old.height === height && old.ratio === ratio ? old : { width, height, ratio },
      );
    };
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => observer.disconnect();
  }, [box]);
  return size;
}

/** How many pixels of the window one of the element's takes: more than 1 where a style enlarges the page, as on a wall. */
export function zoomOf(element: HTMLElement): number {
  // Told by the browser where it can: widths are whole numbers, and asking for one may lay out the page.
  const { currentCSSZoom: told } = element as { readonly currentCSSZoom?: number };
  if (told !== undefined) return told;
  return element.offsetWidth > 0 ? element.getBoundingClientRect().width / element.offsetWidth : 1;
}

/** Sizes a canvas for the screen's pixels, only when it changed: setting it clears it. */
export function prepare(canvas: HTMLCanvasElement | null, size: Size): CanvasRenderingContext2D | null {
  if (!canvas || size.width === 0 || size.height === 0) return null;
  const width = Math.round(size.width * size.ratio);
  const height = Math.round(size.height * size.ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${size.width}px`;
    canvas.style.height = `${size.height}px`;
  }
  return canvas.getContext('2d');
}

/**
 * Paints with the next frame, as things are then: what reaches the page twice within a frame is painted once. Frames may be asked for
 * faster than they come (while a run plays, each is asked for in the one before), so none that is due is ever called off.
 */
export function useFrames(paint: () => void, dependencies: DependencyList): void {
  const latest = useRef(paint);
  const due = useRef(0);
  useLayoutEffect(() => {
    latest.current = paint;
    if (due.current !== 0) return;
    due.current = requestAnimationFrame(() => {
      due.current = 0;
      latest.current();
    });
    // biome-ignore lint/correctness/useExhaustiveDependencies: they are the caller's
  }, dependencies);
  useEffect(
    () => () => {
      cancelAnimationFrame(due.current);
      due.current = 0;
    },
    [],
  );
}
