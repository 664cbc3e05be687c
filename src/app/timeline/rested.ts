import { type RefObject, useEffect, useReducer, useRef } from 'react';
import type { Scene } from '../../timeline/types.ts';
import { loading } from '../idle.ts';

/** A view that has not moved for so long has come to rest, ms. */
const REST_MS = 120;

/**
 * The scene as it was when the view last stood still: for what is not seen, and so need not follow a hand that pans or zooms.
 * Another run is there at once, and so is every move while the keyboard's focus is on something in `box`.
 */
export function useRested(scene: Scene, box: RefObject<HTMLElement | null>): Scene {
  const rested = useRef(scene);
  const [, comeToRest] = useReducer((n: number) => n + 1, 0);
  const sameRun = rested.current.model.index === scene.model.index;
  const moving = rested.current !== scene && sameRun && !box.current?.querySelector(':focus-visible');
  if (!moving) rested.current = scene;
  useEffect(() => {
    if (!moving) return;
    const over = loading();
    const timer = setTimeout(() => {
      rested.current = scene;
      comeToRest();
      over();
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      over();
    };
  }, [moving, scene]);
  return rested.current;
}
