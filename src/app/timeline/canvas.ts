/** What a picture on a canvas needs: when to repaint, and a canvas of the screen's own pixels. */
import { useCallback, useEffect, useState } from 'react';

/** Changes when the page's colours or fonts may have: theme attributes on the root, the system's theme, fonts that arrive. */
export function useLook(): [number, () => void] {
  const [look, setLook] = useState(0);
  const refresh = useCallback(() => setLook((n) => n + 1), []);
  useEffect(() => {
    const observer = new MutationObserver(refresh);
    observer.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme', 'class', 'style'],
    });
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', refresh);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', refresh);
    };
  }, [refresh]);
  return [look, refresh];
}

/** How many pixels of the window one of the element's takes: more than 1 where a style enlarges the page, as on a wall. */
export function zoomOf(element: HTMLElement): number {
  return element.offsetWidth > 0 ? element.getBoundingClientRect().width / element.offsetWidth : 1;
}

/** Sizes a canvas for the screen's pixels, only when it changed: setting it clears it. */
export function prepare(
  canvas: HTMLCanvasElement | null,
  size: { readonly width: number; readonly height: number; readonly ratio: number },
): CanvasRenderingContext2D | null {
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
