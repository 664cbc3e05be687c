import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Layout } from './layout.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The content size of an element in whole CSS pixels, null before the first measure or while it is not laid out. */
export function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const width = Math.floor(element.clientWidth);
      const height = Math.floor(element.clientHeight);
      setSize((old) => {
        if (width <= 0 || height <= 0) return null;
        return old && old.width === width && old.height === height ? old : { width, height };
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

/** How long nodes take to move to their new places after an edit. */
const MOVE_MS = 180;

/** Follows `target`: glides there after an edit of the run, jumps when the picture is resized or motion is unwanted. */
export function useGlide(target: Layout, still: boolean): Layout {
  const [shown, setShown] = useState(target);
  const latest = useRef(target);
  const current = useRef(target);
  useEffect(() => {
    if (latest.current === target) return;
    latest.current = target;
    const from = current.current;
    const same =
      from.width === target.width &&
      from.height === target.height &&
      from.nodes.length === target.nodes.length &&
      from.nodes.every((n, i) => n.id === target.nodes[i]?.id);
    const show = (layout: Layout) => {
      current.current = layout;
      setShown(layout);
    };
    if (still || !same) {
      show(target);
      return;
    }
    let frame = 0;
    let start: number | null = null;
    const tick = (now: number) => {
      start ??= now;
      const f = Math.min(1, (now - start) / MOVE_MS);
      show(f >= 1 ? target : between(from, target, 1 - (1 - f) ** 3));
      if (f < 1) frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [target, still]);
  // A resize must not be drawn once at the old size, nor a new cast of nodes with the old one.
  const fits =
    shown.width === target.width &&
    shown.height === target.height &&
    shown.nodes.length === target.nodes.length &&
    shown.nodes.every((n, i) => n.id === target.nodes[i]?.id);
  return fits ? shown : target;
}

function between(a: Layout, b: Layout, f: number): Layout {
  const mix = (x: number, y: number) => x + (y - x) * f;
  return {
    ...b,
    nodes: b.nodes.map((n, i) => {
      const o = a.nodes[i] ?? n;
      return { ...n, x: mix(o.x, n.x), y: mix(o.y, n.y), r: mix(o.r, n.r) };
    }),
  };
}
