import { type RefObject, useLayoutEffect, useState } from 'react';
import { zoomOf } from '../timeline/canvas.ts';

export interface BoxSize {
  /** CSS px; 0 until it is known. */
  readonly width: number;
  readonly height: number;
  /** Of the screen's own pixels to those. */
  readonly ratio: number;
}

/** The size of an element, followed. */
export function useBox(ref: RefObject<HTMLElement | null>): BoxSize {
  const [size, setSize] = useState<BoxSize>({ width: 0, height: 0, ratio: 1 });
  useLayoutEffect(() => {
    const element = ref.current;
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
  }, [ref]);
  return size;
}
