import { useEffect, useLayoutEffect, useState } from 'react';
import { dialogComing } from '../ahead.ts';
import { sessionStore } from '../stores/session.ts';
import { countHand } from './hands.ts';
import type { Lecture } from './lecture.ts';
import { endPresenting, regainScreen, wholeScreen } from './store.ts';
import type { Walk } from './walk.ts';

/** The smallest type in stage and timeline, px; in the hall it has to be a fiftieth of the height. */
const SMALLEST = 10;
const SHARE = 50;
/** A window higher than it is wide is no wall: there lines keep this much room, px. */
const LINE = 480;

/** By how much everything is drawn larger. */
export function useZoom(): number {
  const [{ width, height }, setSize] = useState(sizeOfWindow);
  useEffect(() => {
    const measure = () => setSize(sizeOfWindow());
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return Math.max(1, Math.min(height / SHARE / SMALLEST, width / LINE));
}

function sizeOfWindow(): { readonly width: number; readonly height: number } {
  return { width: window.innerWidth, height: window.innerHeight };
}

interface Doing {
  turn(): void;
  blank(): void;
  readonly blanked: boolean;
  readonly walk: Walk | null;
}

/** What a clicker sends, and the few keys of a lecture. They come before the lab's own, which stay. */
export function useHallKeys(lecture: Lecture | null, { turn, blank, blanked, walk }: Doing): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      regainScreen();
      const target = event.target instanceof HTMLElement ? event.target : null;
      const { form } = sessionStore.getState();
      const open = form !== null || dialogComing() || target?.closest('[role="dialog"], [role="menu"]');
      if (open) return;
      const typing = target?.matches('input, textarea, select') ?? false;
      const act = (): boolean => {
        switch (event.key) {
          case 'PageDown':
          case 'PageUp': {
            const by = event.key === 'PageDown' ? 1 : -1;
            if (event.shiftKey && walk !== null) walk.go(walk.at + by);
            else lecture?.go(by);
            return true;
          }
          case 'Escape':
            if (typing) target?.blur();
            else if (lecture !== null && (lecture.detour || lecture.moving)) lecture.back();
            else endPresenting();
            return true;
          case 'F5':
            // The key with which a clicker begins a show. A reload would only leave the whole screen.
            wholeScreen();
            return true;
        }
        if (typing || lecture === null) return false;
        // By its place on the keyboard: with Shift it is another sign.
        const option = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
        if (option !== undefined && lecture.prediction !== null && !lecture.detour) {
          countHand(lecture.prediction, Number(option) - 1, event.shiftKey ? -1 : 1);
          return true;
        }
        switch (event.key) {
          case 'b':
          case '.':
            blank();
            return true;
          case 'q':
            lecture.ask();
            return true;
          case 'Tab':
            return false;
          case 'o':
            turn();
            return true;
        }
        return false;
      };
      // A dark screen comes back with any key, which does nothing else.
      if (blanked) blank();
      else if (!act()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [lecture, turn, blank, blanked, walk]);
  useEffect(() => {
    // On the whole screen a browser keeps Escape for itself, unless it is asked.
    const keyboard = (
      navigator as { readonly keyboard?: { lock(keys: string[]): Promise<void>; unlock(): void } }
    ).keyboard;
    keyboard?.lock(['Escape']).catch(() => {});
    return () => keyboard?.unlock();
  }, []);
  useEffect(() => {
    // Where it keeps Escape nevertheless, leaving the whole screen is what the press came to.
    const onLeave = () => {
      if (document.fullscreenElement === null && lecture?.detour) lecture.back();
    };
    document.addEventListener('fullscreenchange', onLeave);
    return () => document.removeEventListener('fullscreenchange', onLeave);
  }, [lecture]);
}
