/** A lesson in the hall: which beat is on, what of its run is there, and whether the hand has left the script. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { jsonEqual } from '../../base/json.ts';
import type { Asker } from '../../client/ask.ts';
import type { Meta } from '../../engine/meta.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { givenRun } from '../../lessons/claims.ts';
import { endingAt } from '../../lessons/cover.ts';
import { notAllowed } from '../../lessons/edits.ts';
import type { DoStep, Lesson, Step } from '../../lessons/types.ts';
import type { LessonHost } from '../lesson/host.ts';
import { reducedMotion } from '../stillness.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { useDocument, useSession } from '../stores/use.ts';
import { asking, type Beat, beatOf, beatsOf, plain, showingOf, wordsOf } from './beats.ts';
import { askedOf, revise } from './hands.ts';
import type { Lecture } from './lecture.ts';
import { keepSlide, slideIn } from './place.ts';
import type { Prediction } from './script.ts';
import { isBack } from './store.ts';
import { useWalk } from './walk.ts';

export interface LessonHall extends Lecture {
  readonly beat: Beat;
  /** Of an exercise on the wall: null while nobody has tried, else whether the goal is met, and why not if there is a reason. */
  readonly tried: { readonly met: boolean; readonly why: string } | null;
}

export interface HallOptions {
  readonly lesson: Lesson;
  readonly meta: Meta;
  readonly host: LessonHost;
  readonly asker: Asker;
  /** Index of the step to begin with. */
  readonly from: number;
}

/** Where a beat stands: the document it put there, and the cursor's time; null while it is on its way. */
interface Stand {
  readonly spec: RunSpec;
  readonly time: number;
}

export function useLessonHall({ lesson, meta, host, asker, from }: HallOptions): LessonHall {
  const walk = useWalk();
  const [beats, setBeats] = useState(() => beatsOf(lesson));
  const what = `${walk?.at ?? ''} ${lesson.id}`;
  const [at, setAt] = useState(() => {
    if (walk?.fromEnd) return beats.length - 1;
    // A lesson by itself begins where its reader is, unless the page was reloaded.
    const stood = walk !== null || isBack() ? slideIn(what) : null;
    return stood === null ? beatOf(lesson, beats, from) : Math.min(beats.length - 1, stood);
  });
  useEffect(() => keepSlide(what, at), [what, at]);
  const [stand, setStand] = useState<Stand | null>(null);
  const [tried, setTried] = useState<LessonHall['tried']>(null);
  /** Exercises as the hand left them, and as they were when they last met the goal. */
  const made = useRef(new Map<string, RunSpec>());
  const reached = useRef(new Map<string, RunSpec>());
  const asked = useRef(0);
  const shows = useRef(0);
  const arriving = useRef<Promise<void>>(Promise.resolve());
  const document = useDocument((d) => d.document);
  const gesture = useDocument((d) => d.gesture !== null);
  const cursor = useSession((s) => s.cursor.time);
  const playing = useStore(host.player.store, (s) => s.state === 'playing');
  const beat = beats[at] as Beat;
  const trying = beat.kind === 'picture' && beat.step.kind === 'do' ? beat.step : null;

  /** @param play on the way forward, and where things may move */
  const show = useRef(async (_to: Beat, _play: boolean) => {});
  show.current = async (to, play) => {
    const turn = ++shows.current;
    setStand(null);
    setTried(null);
    const showing = showingOf(lesson, to, made.current, reached.current);
    const plays =
      play && !reducedMotion() && (to.kind === 'picture' || to.kind === 'answer') && showing.end !== null;
    // One after the other: a clicker is faster than a run.
    await arriving.current;
    if (turn !== shows.current) return;
    arriving.current = host.show(plays ? showing : { ...showing, time: showing.end ?? showing.time });
    await arriving.current;
    if (turn !== shows.current) return;
    if (to.kind === 'answer' && to.step.kind === 'explain') await point(to.step);
    if (turn !== shows.current) return;
    if (plays) host.player.play();
    else stay();
  };
  const stay = () => {
    const { document: now } = documentStore.getState();
    if (now !== null) setStand({ spec: now.spec, time: sessionStore.getState().cursor.time });
  };
  const point = async (step: Extract<Step, { kind: 'explain' }>) => {
    const spec = endingAt(
      givenRun(lesson, step, (id) => reached.current.get(id)),
      step.to,
    );
    const answers = await asker.ask({ specs: [spec], conditions: [], patterns: [step.answer] });
    const [first] = answers.ok ? (answers.steps[0] ?? []) : [];
    if (first !== undefined) host.player.goto(first);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first beat is put there once
  useEffect(() => {
    void show.current(beat, false);
  }, [lesson]);
  // Played to its end, or stopped by hand: there the beat stands.
  const began = useRef(false);
  useEffect(() => {
    if (playing) began.current = true;
    else if (began.current) {
      began.current = false;
      if (host.player.store.getState().state === 'ended') stayNow.current();
    }
  }, [playing, host]);
  const stayNow = useRef(stay);
  stayNow.current = stay;

  const touched = document !== null && stand !== null && document.spec !== stand.spec;
  // An exercise is looked at after every change.
  useEffect(() => {
    if (trying === null || document === null || gesture || !touched) return;
    let gone = false;
    made.current.set(trying.id, document.spec);
    void judge(lesson, meta, trying, document.spec, asker, reached.current).then((verdict) => {
      if (gone) return;
      if (verdict.met) reached.current.set(trying.id, document.spec);
      setTried(verdict);
    });
    return () => {
      gone = true;
    };
  }, [trying, document, gesture, touched, lesson, meta, asker]);

  return useMemo(() => {
    const detour = stand !== null && (touched || (trying === null && cursor !== stand.time));
    const arrive = (to: number, by: 1 | -1) => {
      const next = beats[to];
      if (next === undefined) {
        walk?.go(walk.at + by, by < 0);
        return;
      }
      setAt(to);
      void show.current(next, by > 0);
    };
    const put = () => {
      host.player.pause();
      if (trying === null) {
        void show.current(beat, false);
        return;
      }
      // What the hand did to an exercise can be had back: it is undone like any other edit.
      const given = givenRun(lesson, trying, (id) => reached.current.get(id));
      documentStore.getState().edit('begin again', () => given);
      made.current.delete(trying.id);
      sessionStore.getState().set({ selected: null, form: null });
      sessionStore.getState().seekTime(trying.from);
      stayNow.current();
    };
    const moving = stand === null && playing;
    return {
      beat,
      tried: touched ? tried : null,
      at,
      of: beats.length,
      words: wordsOf(lesson, beat),
      more: beat.kind === 'title' ? plain(lesson.card.question) : '',
      next: beats[at + 1] === undefined ? '' : wordsOf(lesson, beats[at + 1] as Beat),
      notes: beat.kind === 'vote' ? rightOf(beat.prediction) : '',
      prediction: beat.kind === 'vote' ? beat.prediction : null,
      detour,
      moving,
      go(by) {
        const open = beat.kind === 'vote' && by > 0 && !askedOf(beat.prediction).locked;
        // From a detour the way on leads by the question: the room has not decided yet.
        if ((moving && by > 0) || (open && detour)) put();
        else if (open) revise(beat.prediction, (a) => ({ ...a, locked: true }));
        else arrive(at + by, by);
      },
      back: put,
      ask() {
        const question = asking(lesson, beat, asked.current++);
        setBeats(beats.toSpliced(at + 1, 0, question));
        setAt(at + 1);
      },
    };
  }, [beats, beat, at, stand, touched, tried, trying, cursor, playing, lesson, host, walk]);
}

/** For the lecturer alone. */
function rightOf({ options, answer }: Prediction): string {
  const right = answer === null ? undefined : options[answer];
  return right === undefined ? '' : `Right is ${'ABCDEF'[answer ?? 0]}: ${right}`;
}

async function judge(
  lesson: Lesson,
  meta: Meta,
  step: DoStep,
  spec: RunSpec,
  asker: Asker,
  reached: ReadonlyMap<string, RunSpec>,
): Promise<{ readonly met: boolean; readonly why: string }> {
  const given = givenRun(lesson, step, (id) => reached.get(id));
  if (jsonEqual(given, spec)) return { met: false, why: '' };
  const forbidden = notAllowed(given, spec, step.may, meta);
  if (forbidden !== null) return { met: false, why: forbidden };
  const answers = await asker.ask({
    specs: [spec, given],
    conditions: [step.until, ...step.replies.map(({ when }) => when)],
    patterns: [],
  });
  if (!answers.ok) return { met: false, why: answers.why };
  const [goal, ...others] = answers.findings;
  if (goal?.met) return { met: true, why: '' };
  const known = step.wrongTurns.find((turn) => jsonEqual(turn.spec, spec))?.reply;
  return { met: false, why: known ?? step.replies[others.findIndex(({ met }) => met)]?.reply ?? '' };
}
