import { type RefObject, useEffect, useReducer, useRef } from 'react';
import type { Scene } from '../../timeline/types.ts';
import { loading } from '../idle.ts';

/** A view that has not moved for so long has come to rest, ms. */
const REST_MS = 120;

/** With more inputs than this what is not seen waits for what is, even in a new run. */
const MANY = 200;

/**
 * The scene as it was when the view last stood still, null if it never did: for what is not seen, and so need not follow a hand
 * that pans or zooms. Another run or width is there at once, and so is every move while the keyboard's focus is on something in `box`.
 */
export function useRested(scene: Scene, box: RefObject<HTMLElement | null>): Scene | null {
  const many = scene.inputs.length > MANY;
  const rested = useRef(many ? null : scene);
  const [, comeToRest] = useReducer((n: number) => n + 1, 0);
  const was = rested.current;
  const sameRun = was?.model.index === scene.model.index && was.view.width === scene.view.width;
  const watched = box.current?.querySelector(':focus-visible') != null;
  const moving = was !== scene && (sameRun || many) && !watched;
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
