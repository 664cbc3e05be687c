/** The ear for hands on the timeline. What they do is in `handling.ts`, fetched once the picture stands, or at the first sign of a hand. */
import { type RefObject, useEffect } from 'react';
import type { Turns } from '../../timeline/edit.ts';
import type { Window } from '../../timeline/scale.ts';
import type { Box, Scene } from '../../timeline/types.ts';
import { loading } from '../idle.ts';
import type { ViewProps } from '../views.ts';
import type { Pointer } from './aiming.ts';
import type { Handler } from './handling.ts';

/** The newest of everything, read at the moment of an event. */
export interface Hands {
  readonly props: ViewProps;
  readonly scene: Scene;
  readonly window: Window;
  readonly scrollY: number;
  /** Which sides the nodes of the picked cut have been on. */
  readonly turns: Turns;
  readonly setWindow: (window: Window) => void;
  /** Whether the hand holds a fault: the axis must not move under it. */
  readonly setHolding?: (holding: boolean) => void;
  /** The band being drawn around what is to be picked, scene pixels. */
  readonly setBand?: (band: Box | null) => void;
  /** Puts the keyboard on an input, so that Delete and arrows speak to it. */
  readonly focusInput: (input: number) => void;
  /** Where the pointer is and what it is on, for the cursor and the tip; null when it has left. */
  readonly setPointer: (pointer: Pointer | null) => void;
}

type Handling = typeof import('./handling.ts');
let handling: Handling | null = null;

const WARM_UP_MS = 800;
const EVENTS = [
  'pointerdown',
  'pointermove',
  'pointerup',
  'pointercancel',
  'pointerleave',
  'wheel',
  'dblclick',
  'contextmenu',
  // Keys speak to it too, once something on it has the focus.
  'focusin',
] as const;

export function useGestures(surface: RefObject<HTMLElement | null>, latest: RefObject<Hands | null>): void {
  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    let handler: Handler | null = null;
    let stopped = false;
    /** What happened before there was a handler: it is told then, in order. */
    let missed: Event[] = [];
    let arrived = () => {};

    const begin = (code: Handling) => {
      handler = code.takeHold(element, () => latest.current);
      for (const event of missed) handler.handle(event);
      missed = [];
    };
    const fetch = () =>
      import('./handling.ts').then(
        (code) => {
          handling = code;
          if (!stopped && handler === null) begin(code);
        },
        () => {
          // Offline before the first touch: the next one tries again.
          missed = [];
        },
      );
    const hear = (event: Event) => {
      if (handler !== null) {
        handler.handle(event);
        return;
      }
      // The page must not scroll under a wheel that is about to zoom.
      if (event instanceof WheelEvent && !event.altKey) event.preventDefault();
      missed.push(event);
      if (missed.length > 1) return;
      arrived = loading();
      void fetch().finally(arrived);
    };

    if (handling !== null) begin(handling);
    const timer = handler === null ? setTimeout(fetch, WARM_UP_MS) : undefined;
    for (const type of EVENTS) element.addEventListener(type, hear, { passive: false });
    return () => {
      stopped = true;
      clearTimeout(timer);
      arrived();
      handler?.stop();
      for (const type of EVENTS) element.removeEventListener(type, hear);
    };
  }, [surface, latest]);
}
