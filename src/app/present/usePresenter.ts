/** Where the lecture stands: on which slide, or on a detour from it. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useLab } from '../lab/context.ts';
import { reducedMotion } from '../stillness.ts';
import { documentStore, type LabDocument } from '../stores/document.ts';
import { type Run, sessionStore } from '../stores/session.ts';
import { useDocument, useSession } from '../stores/use.ts';
import { askedOf, revise } from './hands.ts';
import { keepSlide, slideIn } from './place.ts';
import { askedHere, type Slide, scriptOf } from './script.ts';
import { isBack } from './store.ts';
import { useWalk } from './walk.ts';

export interface Presenter {
  readonly slides: readonly Slide[];
  readonly at: number;
  readonly slide: Slide;
  /** The hand has left the script: another moment, or another run. */
  readonly detour: boolean;
  /** On the way to the slide, playing. */
  readonly moving: boolean;
  go(by: 1 | -1): void;
  /** Back to the slide, as it was. */
  back(): void;
  /** A question of the lecturer's own, right here. */
  ask(): void;
}

/** Null until there is a run to present. */
export function usePresenter(): Presenter | null {
  const { meta, player } = useLab();
  const walk = useWalk();
  const run = useSession((s) => s.run);
  const document = useDocument((d) => d.document);
  const step = useSession((s) => s.cursor.step);
  const playing = useStore(player.store, (s) => s.state === 'playing');
  const [home, setHome] = useState<{ readonly document: LabDocument; readonly run: Run } | null>(null);
  const [slides, setSlides] = useState<readonly Slide[]>([]);
  const [at, setAt] = useState(0);
  const [target, setTarget] = useState<number | null>(null);
  const asked = useRef(1);

  useEffect(() => {
    if (home !== null || run === null || document === null || run.trace.steps === 0) return;
    setHome({ document, run });
    const script = scriptOf(meta, run, document);
    const stood = walk !== null || isBack() ? slideIn(`${walk?.at ?? ''} ${run.trace.hash}`) : null;
    const first = walk?.fromEnd ? script.length - 1 : Math.min(script.length - 1, stood ?? 0);
    setSlides(script);
    setAt(first);
    player.pause();
    player.goto(script[first]?.step ?? 0);
  }, [home, run, document, meta, player, walk]);

  useEffect(() => {
    if (home !== null) keepSlide(`${walk?.at ?? ''} ${home.run.trace.hash}`, at);
  }, [home, at, walk]);

  // Playing to the next stop ends there, and a run that was put back is shown where the slide stands.
  const wanted = useRef<number | null>(null);
  const sameRun = home !== null && document === home.document;
  const began = useRef(false);
  useEffect(() => {
    if (target === null) {
      began.current = false;
      return;
    }
    // The machine that plays is fetched with the first press: until it has come nothing has stopped.
    if (playing) began.current = true;
    if (step < target && (playing || !began.current)) return;
    // Stopped by hand before it was there: that is a detour like any other.
    if (step >= target) {
      player.pause();
      player.goto(target);
    }
    setTarget(null);
  }, [step, target, playing, player]);
  useEffect(() => {
    if (wanted.current === null || run === null || !sameRun) return;
    if (run.resolved.spec !== home?.run.resolved.spec && run.trace.hash !== home?.run.trace.hash) return;
    const to = wanted.current;
    wanted.current = null;
    player.goto(to);
  }, [run, sameRun, home, player]);

  return useMemo(() => {
    const slide = slides[at];
    if (home === null || slide === undefined) return null;
    const moving = target !== null;
    const detour = !moving && (!sameRun || (step !== slide.step && wanted.current === null));
    const putBack = (to: number) => {
      setTarget(null);
      player.pause();
      sessionStore.getState().set({ selected: null, form: null, help: false });
      if (documentStore.getState().document !== home.document) {
        wanted.current = to;
        documentStore.getState().revise('go back to the script', () => home.document);
        // A run that is still held is on show at once.
        if (sessionStore.getState().run?.trace.hash === home.run.trace.hash) {
          wanted.current = null;
          player.goto(to);
        }
      } else player.goto(to);
    };
    const arrive = (index: number, by: 1 | -1) => {
      const next = slides[index];
      if (next === undefined) {
        walk?.go(walk.at + by, by < 0);
        return;
      }
      setAt(index);
      const still = reducedMotion();
      const ahead = by > 0 && next.step > step && !detour && !still && next.kind === 'moment';
      if (!ahead) {
        putBack(next.step);
        return;
      }
      player.play();
      setTarget(next.step);
    };
    return {
      slides,
      at,
      slide,
      detour,
      moving,
      go(by) {
        // In a hurry: what is under way is over, and the press is spent.
        if (moving && by > 0) {
          putBack(slide.step);
          return;
        }
        if (slide.kind === 'prediction' && by > 0 && !askedOf(slide).locked) {
          // From a detour the way on leads by the question: the room has not decided yet.
          if (detour) putBack(slide.step);
          else revise(slide, (a) => ({ ...a, locked: true }));
          return;
        }
        arrive(at + by, by);
      },
      back: () => putBack(slide.step),
      ask() {
        const question = askedHere(`${home.run.trace.hash} ${asked.current++}`, slide.step);
        setSlides(slides.toSpliced(at + 1, 0, question));
        setAt(at + 1);
        putBack(slide.step);
      },
    };
  }, [slides, at, home, target, sameRun, step, player, walk]);
}
