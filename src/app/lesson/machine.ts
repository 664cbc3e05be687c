/** How somebody goes through a lesson: which step they are at, and what of it is done. Knows nothing of runs or of the page. */
import { assign, createActor, setup } from 'xstate';
import type { RunSpec } from '../../engine/runspec.ts';

export interface StepPlan {
  readonly id: string;
  readonly kind: 'watch' | 'predict' | 'do' | 'explain';
  /** How many choices a prediction has. */
  readonly choices: number;
}

/** What is kept of a lesson: plain data, by the ids of steps. */
export interface Progress {
  /** Where one is; the number of steps: at the end. */
  readonly index: number;
  readonly done: Readonly<Record<string, true>>;
  /** The choice that was locked in. */
  readonly answers: Readonly<Record<string, number>>;
  readonly hints: Readonly<Record<string, number>>;
  /** Exercises: the run as it was left. */
  readonly runs: Readonly<Record<string, RunSpec>>;
  /** And as it was when it last met the goal: what a later step goes on with. */
  readonly reached: Readonly<Record<string, RunSpec>>;
}

export const FRESH: Progress = { index: 0, done: {}, answers: {}, hints: {}, runs: {}, reached: {} };

export type LessonEvent =
  | { readonly type: 'watched' }
  | { readonly type: 'lock'; readonly choice: number }
  | { readonly type: 'met'; readonly spec: RunSpec }
  | { readonly type: 'found' }
  | { readonly type: 'hint' }
  | { readonly type: 'edited'; readonly spec: RunSpec }
  /** An exercise from its beginning; what was found out stays found out. */
  | { readonly type: 'again' }
  | { readonly type: 'next' }
  | { readonly type: 'goto'; readonly index: number }
  | { readonly type: 'restart' };

interface Context extends Progress {
  readonly steps: readonly StepPlan[];
}

const MOST_HINTS = 3;
const here = ({ steps, index }: Context): StepPlan | undefined => steps[index];

/** How far one may go: to the first step that is not done, for what comes after would give it away. */
export function reach({ steps, done }: Pick<Context, 'steps' | 'done'>): number {
  const first = steps.findIndex(({ id }) => !done[id]);
  return first < 0 ? steps.length : first;
}

export const lessonMachine = setup({
  types: {
    context: {} as Context,
    events: {} as LessonEvent,
    input: {} as { steps: readonly StepPlan[]; progress: Progress },
  },
  guards: {
    isDone: ({ context }) => context.done[here(context)?.id ?? ''] === true,
    atEnd: ({ context }) => context.index >= context.steps.length,
    watches: ({ context }) => here(context)?.kind === 'watch',
    predicts: ({ context }) => here(context)?.kind === 'predict',
    tries: ({ context }) => here(context)?.kind === 'do',
    isChoice: ({ context, event }) =>
      event.type === 'lock' &&
      Number.isInteger(event.choice) &&
      event.choice >= 0 &&
      event.choice < (here(context)?.choices ?? 0),
    within: ({ context, event }) =>
      event.type === 'goto' &&
      event.index >= 0 &&
      event.index <= reach(context) &&
      event.index !== context.index,
    moreHints: ({ context }) => (context.hints[here(context)?.id ?? ''] ?? 0) < MOST_HINTS,
  },
  actions: {
    markDone: assign(({ context }) => ({
      done: { ...context.done, [here(context)?.id ?? '']: true as const },
    })),
    answer: assign(({ context, event }) =>
      event.type === 'lock'
        ? { answers: { ...context.answers, [here(context)?.id ?? '']: event.choice } }
        : {},
    ),
    giveHint: assign(({ context }) => {
      const id = here(context)?.id ?? '';
      return { hints: { ...context.hints, [id]: (context.hints[id] ?? 0) + 1 } };
    }),
    keepRun: assign(({ context, event }) =>
      event.type === 'edited' ? { runs: { ...context.runs, [here(context)?.id ?? '']: event.spec } } : {},
    ),
    keepReached: assign(({ context, event }) =>
      event.type === 'met' ? { reached: { ...context.reached, [here(context)?.id ?? '']: event.spec } } : {},
    ),
    dropRun: assign(({ context }) => {
      const { [here(context)?.id ?? '']: _, ...runs } = context.runs;
      return { runs };
    }),
    goOn: assign(({ context }) => ({ index: Math.min(context.index + 1, context.steps.length) })),
    go: assign(({ event }) => (event.type === 'goto' ? { index: event.index } : {})),
    fresh: assign(() => FRESH),
  },
}).createMachine({
  id: 'lesson',
  context: ({ input }) => ({ ...input.progress, steps: input.steps }),
  initial: 'arriving',
  on: {
    goto: { guard: 'within', target: '.arriving', actions: 'go' },
    restart: { target: '.arriving', actions: 'fresh' },
  },
  states: {
    arriving: {
      always: [
        { guard: 'atEnd', target: 'ended' },
        { guard: 'isDone', target: 'done' },
        { guard: 'watches', target: 'watching' },
        { guard: 'predicts', target: 'predicting' },
        { guard: 'tries', target: 'trying' },
        { target: 'looking' },
      ],
    },
    // Who knows it already need not sit through it.
    watching: {
      on: {
        watched: { target: 'done', actions: 'markDone' },
        next: { target: 'arriving', actions: ['markDone', 'goOn'] },
      },
    },
    predicting: { on: { lock: { guard: 'isChoice', target: 'done', actions: ['answer', 'markDone'] } } },
    trying: {
      on: {
        met: { target: 'done', actions: ['markDone', 'keepReached'] },
        hint: { guard: 'moreHints', actions: 'giveHint' },
        edited: { actions: 'keepRun' },
        again: { actions: 'dropRun' },
      },
    },
    looking: {
      on: {
        found: { target: 'done', actions: 'markDone' },
        hint: { guard: 'moreHints', actions: 'giveHint' },
      },
    },
    done: {
      on: {
        next: { target: 'arriving', actions: 'goOn' },
        met: { guard: 'tries', actions: 'keepReached' },
        edited: { guard: 'tries', actions: 'keepRun' },
        again: { guard: 'tries', actions: 'dropRun' },
      },
    },
    ended: {},
  },
});

export type LessonState = 'arriving' | 'watching' | 'predicting' | 'trying' | 'looking' | 'done' | 'ended';

export interface LessonSnapshot extends Progress {
  readonly state: LessonState;
}

/** The machine at work. */
export interface LessonActor {
  get(): LessonSnapshot;
  send(event: LessonEvent): void;
  subscribe(listener: () => void): () => void;
  stop(): void;
}

export function startLesson(steps: readonly StepPlan[], progress: Progress): LessonActor {
  const actor = createActor(lessonMachine, { input: { steps, progress } });
  let shown: LessonSnapshot | null = null;
  const listeners = new Set<() => void>();
  const read = (): LessonSnapshot => {
    const { value, context } = actor.getSnapshot();
    const { steps: _, ...kept } = context;
    return { ...kept, state: value as LessonState };
  };
  actor.start();
  shown = read();
  const subscription = actor.subscribe(() => {
    shown = read();
    for (const listener of listeners) listener();
  });
  return {
    get: () => (shown ??= read()),
    send: (event) => actor.send(event),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => {
      subscription.unsubscribe();
      actor.stop();
    },
  };
}
