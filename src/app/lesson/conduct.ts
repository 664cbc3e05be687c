/** Conducts a lesson: shows each step's run as far as it may be seen, keeps edits to what is allowed, and finds out whether goals are met. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { jsonEqual } from '../../base/json.ts';
import type { Asker } from '../../client/ask.ts';
import type { Meta } from '../../engine/meta.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { givenRun } from '../../lessons/claims.ts';
import { endingAt } from '../../lessons/cover.ts';
import { notAllowed } from '../../lessons/edits.ts';
import type { DoStep, ExplainStep, Lesson, Step } from '../../lessons/types.ts';
import type { DocumentState } from '../stores/document.ts';
import { type SessionState, stepAt } from '../stores/session.ts';
import { guardEdits } from './guard.ts';
import type { LessonHost, Showing } from './host.ts';
import type { LessonActor, LessonSnapshot } from './machine.ts';

export interface ConductState {
  /** Why what somebody has just tried is not part of this step. */
  readonly refused: string | null;
  /** What is said to the run, or to the event, that did not do. */
  readonly reply: string | null;
  /** Whether the goal is being looked at. */
  readonly checking: boolean;
  /** By which step of the run the goal was met, where one can be named. */
  readonly metAt: number | null;
  /** What went wrong that is nobody's doing. */
  readonly trouble: string | null;
}

const QUIET: ConductState = { refused: null, reply: null, checking: false, metAt: null, trouble: null };

export interface Conduct {
  readonly store: StoreApi<ConductState>;
  /** Is the step under the cursor the one that was asked for? */
  pick(): void;
  /** An exercise from its beginning. */
  again(): void;
  /** The first solution, for whoever has had every hint. */
  solve(): void;
  /** Plays a step that is watched, or what a prediction was about. */
  play(): void;
  busy(): boolean;
  dispose(): void;
}

export interface ConductOptions {
  readonly lesson: Lesson;
  readonly meta: Meta;
  readonly actor: LessonActor;
  readonly host: LessonHost;
  readonly asker: Asker;
  readonly documents: StoreApi<DocumentState>;
  readonly session: StoreApi<SessionState>;
}

/** The step on show; at the end the last one. */
export function stepOf(lesson: Lesson, { index }: LessonSnapshot): Step {
  return lesson.steps[Math.min(index, lesson.steps.length - 1)] as Step;
}

/** The run a step begins with; one that goes on from an exercise, as the student reached the goal there. */
export function runOf(lesson: Lesson, step: Step, { reached }: Pick<LessonSnapshot, 'reached'>): RunSpec {
  return givenRun(lesson, step, (id) => reached[id]);
}

export function createConduct(options: ConductOptions): Conduct {
  const { lesson, meta, actor, host, asker, documents, session } = options;
  const store = createStore<ConductState>()(() => QUIET);
  const set = (change: Partial<ConductState>) => store.setState(change);
  const plain = () => actor.get();
  let working = 0;
  let disposed = false;
  /** What the page shows now: another step, or the same one uncovered. */
  let phase = '';
  /** The run an exercise began with, as it is on show. */
  let asked: RunSpec | null = null;
  let answer: { readonly of: RunSpec; readonly steps: readonly (readonly number[])[] } | null = null;

  function showingOf(step: Step, now: LessonSnapshot): Showing {
    const spec = runOf(lesson, step, now);
    const base = { title: lesson.card.title, spec, plan: false };
    switch (step.kind) {
      case 'watch':
        return { ...base, cover: step.to, time: now.done[step.id] ? step.to : step.from };
      case 'predict':
        if (!now.done[step.id]) return { ...base, cover: step.at, plan: step.plan, time: step.at };
        return { ...base, cover: step.to, time: null };
      case 'do':
        return { ...base, spec: now.runs[step.id] ?? spec, original: spec, cover: null, time: step.from };
      case 'explain':
        return { ...base, cover: step.to, time: step.from };
    }
  }

  async function enter(): Promise<void> {
    const now = plain();
    const step = stepOf(lesson, now);
    const uncovered = step.kind === 'predict' && now.done[step.id] === true;
    const next = `${step.id} ${uncovered}`;
    if (next === phase) return;
    const unlocked = phase === `${step.id} false` && uncovered;
    phase = next;
    store.setState(QUIET);
    asked = null;
    working++;
    const showing = showingOf(step, now);
    // Come back to later, a prediction stands where it was settled; just locked in, it plays.
    await host.show(
      uncovered && !unlocked ? { ...showing, time: step.kind === 'predict' ? step.to : null } : showing,
    );
    working--;
    if (disposed || phase !== next) return;
    if (unlocked) host.player.play();
    if (step.kind === 'do') void check(step);
  }

  /** Whether the goal of an exercise is met by the run on show. */
  async function check(step: DoStep): Promise<void> {
    const { run } = session.getState();
    const { document, opened, gesture } = documents.getState();
    if (run === null || document === null || gesture !== null || asked === document.spec) return;
    asked = document.spec;
    const spec = document.spec;
    const touched = opened !== null && !jsonEqual(spec, opened.spec);
    const given = runOf(lesson, step, plain());
    if (!touched && plain().state !== 'done') {
      set({ reply: null, checking: false });
      return;
    }
    set({ checking: true, refused: null });
    const answers = await asker.ask({
      specs: [spec, given],
      conditions: [step.until, ...step.replies.map(({ when }) => when)],
      patterns: [],
    });
    // A later run, or another step, has its own question.
    if (disposed || asked !== spec || stepOf(lesson, plain()) !== step) return;
    if (!answers.ok) {
      set({ checking: false, trouble: answers.why });
      return;
    }
    const [goal, ...others] = answers.findings;
    const known = step.wrongTurns.find((turn) => jsonEqual(turn.spec, spec))?.reply;
    const fitting = step.replies[others.findIndex(({ met }) => met)]?.reply;
    set({
      checking: false,
      trouble: null,
      metAt: goal?.met ? goal.step : null,
      reply: goal?.met ? null : (known ?? fitting ?? null),
    });
    if (goal?.met) actor.send({ type: 'met', spec });
  }

  async function pick(step: ExplainStep): Promise<void> {
    const { run, cursor } = session.getState();
    const { document } = documents.getState();
    if (run === null || document === null) return;
    const at = cursor.step;
    if (answer?.of !== document.spec) {
      set({ checking: true });
      const patterns = [step.answer, ...step.replies.map(({ when }) => when)];
      const of = document.spec;
      const answers = await asker.ask({ specs: [endingAt(of, step.to)], conditions: [], patterns });
      if (disposed || stepOf(lesson, plain()) !== step) return;
      set({ checking: false, trouble: answers.ok ? null : answers.why });
      if (!answers.ok) return;
      answer = { of, steps: answers.steps };
    }
    const [right, ...others] = answer.steps;
    if (right?.includes(at)) {
      set({ reply: null });
      actor.send({ type: 'found' });
      return;
    }
    const fitting = step.replies[others.findIndex((steps) => steps.includes(at))];
    set({ reply: fitting?.reply ?? step.otherwise });
  }

  const stopGuard = guardEdits(
    documents,
    (spec) => {
      const step = stepOf(lesson, plain());
      if (step.kind !== 'do' || plain().state === 'ended') return 'In this step the run is only looked at.';
      return notAllowed(runOf(lesson, step, plain()), spec, step.may, meta);
    },
    (refused) => {
      set({ refused });
      // Whoever tried says what they did, and picks it: neither is so. The card says why.
      queueMicrotask(() => {
        const { selected } = session.getState();
        const inputs = documents.getState().document?.spec.inputs.length ?? 0;
        const gone = selected?.kind === 'input' && selected.input >= inputs;
        session.getState().set({ announcement: '', ...(gone ? { selected: null } : {}) });
      });
    },
  );
  const stopDocuments = documents.subscribe((now, before) => {
    const step = stepOf(lesson, plain());
    if (step.kind !== 'do' || now.document === null || now.gesture !== null) return;
    if (now.opened !== before.opened || now.document.spec === before.document?.spec) return;
    actor.send({ type: 'edited', spec: now.document.spec });
  });
  const stopSession = session.subscribe((now, before) => {
    if (now.run !== before.run || now.status !== before.status) {
      const step = stepOf(lesson, plain());
      if (step.kind === 'do' && working === 0 && now.status.kind === 'ready') void check(step);
    }
    // A pick is answered for the event it was made at.
    if (now.cursor.step !== before.cursor.step && stepOf(lesson, plain()).kind === 'explain')
      set({ reply: null });
  });
  const stopPlayer = host.player.store.subscribe(({ state }) => {
    if (state !== 'ended') return;
    if (stepOf(lesson, plain()).kind === 'watch') actor.send({ type: 'watched' });
  });
  const stopActor = actor.subscribe(() => void enter());
  void enter();

  return {
    store,
    pick() {
      const step = stepOf(lesson, plain());
      if (step.kind === 'explain') void pick(step);
    },
    again() {
      const step = stepOf(lesson, plain());
      if (step.kind !== 'do') return;
      documents.getState().edit('begin again', () => runOf(lesson, step, plain()));
      actor.send({ type: 'again' });
      set({ reply: null, refused: null });
      host.player.pause();
      session.getState().seekTime(step.from);
    },
    solve() {
      const step = stepOf(lesson, plain());
      const solution = step.kind === 'do' ? step.solutions[0] : undefined;
      if (solution !== undefined) documents.getState().edit('show a solution', () => solution.spec);
    },
    play() {
      const step = stepOf(lesson, plain());
      const from = step.kind === 'watch' ? step.from : step.kind === 'predict' ? step.at : null;
      const { run, cursor } = session.getState();
      // Where motion is reduced the cursor rests on the last step, not at the end.
      const ended = host.player.store.getState().state === 'ended' || cursor.time >= (run?.trace.end ?? 0);
      if (from !== null && run !== null && ended) host.player.goto(stepAt(run, from), from);
      host.player.play();
    },
    busy: () => working > 0 || host.busy() || asker.busy(),
    dispose() {
      disposed = true;
      stopGuard();
      stopDocuments();
      stopSession();
      stopPlayer();
      stopActor();
    },
  };
}
