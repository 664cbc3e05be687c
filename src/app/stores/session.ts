import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunJudgement } from '../../checkers/run-history.ts';
import type { StepDetail, WorldState } from '../../engine/inspect.ts';
import type { Meta } from '../../engine/meta.ts';
import type { Micros, ResolvedRun } from '../../engine/runspec.ts';
import type { Trace } from '../../engine/trace.ts';
import type { LooseIndex, TraceIndex } from '../../timeline/index.ts';
import type { Draft } from '../faults/drafts.ts';
import type { ChipKind, Cursor, DropTarget, Mark, SceneLayer } from '../views.ts';

/** A finished simulation, and the index of it that came with it. */
export interface Run {
  /** The worker's name for it. */
  readonly id: number;
  readonly resolved: ResolvedRun;
  readonly trace: Trace;
  readonly heads: Int32Array;
  readonly ordinals: Int32Array;
  readonly index: TraceIndex;
}

export type RunStatus =
  | { readonly kind: 'none' }
  /** `progress`: share of the run that is done, null while it is not known. */
  | { readonly kind: 'running'; readonly progress: number | null; stop(): void }
  | { readonly kind: 'ready' }
  /** The spec was refused or the run failed; the last good run stays on show. */
  | { readonly kind: 'failed'; readonly why: string }
  /** Somebody stopped the simulation; the last run stays on show. */
  | { readonly kind: 'stopped'; again(): void };

/** What the judge says of the answers that the clients of the run on show were given; null until it is asked. */
export type Judged =
  | null
  | { readonly kind: 'judging'; readonly share: number }
  | { readonly kind: 'done'; readonly judgement: RunJudgement; readonly effort: number }
  | { readonly kind: 'failed'; readonly why: string };

export interface SessionState {
  readonly meta: Meta | null;
  readonly run: Run | null;
  readonly status: RunStatus;
  readonly cursor: Cursor;
  /** Time runs by itself. */
  readonly playing: boolean;
  readonly hover: Mark;
  readonly selected: Mark;
  /** The world after `cursor.step`, or the last one known while the worker is asked. */
  readonly world: WorldState | null;
  /** The world one step before `world`; null at the first step. */
  readonly before: WorldState | null;
  readonly detail: StepDetail | null;
  readonly dropping: { readonly chip: ChipKind; readonly target: DropTarget | null } | null;
  /** Said to screen readers when it changes. */
  readonly announcement: string;
  /** The open fault form: a new input, or the one at `index`. */
  readonly form: { readonly draft: Draft; readonly index: number | null } | null;
  /** Whether the list of keys is on show. */
  readonly help: boolean;
  readonly judged: Judged;
  /** What the right panel is about: the step under the cursor, or the history that the clients saw. */
  readonly side: 'moment' | 'history';
  /** Marks of the verdict, drawn over the timeline. */
  readonly layer: SceneLayer | null;
  /** What else is drawn over it. Each draws nothing over a run it was not made for. */
  readonly layers: readonly SceneLayer[];
  /** The panel drawn over the page where the window is too narrow for columns. */
  readonly sheet: 'notes' | 'inspector' | 'events' | null;
  reset(meta: Meta): void;
  /** Puts a new run on show. The cursor keeps its time, unless `time` says otherwise. */
  show(run: Run, time?: Micros): void;
  /** Moves the cursor to a step; `time` places the playhead between it and the next. */
  seek(step: number, time?: Micros): void;
  seekTime(time: Micros): void;
  set(change: Partial<Omit<SessionState, 'reset' | 'show' | 'seek' | 'seekTime' | 'set'>>): void;
}

export function makeRun(id: number, resolved: ResolvedRun, trace: Trace, index: LooseIndex): Run {
  const { heads, ordinals } = index;
  return { id, resolved, trace, heads, ordinals, index: { ...index, trace } };
}

export function stepTime(run: Run, step: number): Micros {
  return run.trace.columns.time[run.heads[step] ?? 0] ?? 0;
}

/** The last step at or before `time`; 0 if there is none (the first step is shown from the beginning). */
export function stepAt(run: Run, time: Micros): number {
  let low = 0;
  let high = run.trace.steps;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stepTime(run, middle) <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

const START: Cursor = { step: 0, time: 0 };

/** A session before its first run. */
const NOTHING_OPEN = {
  run: null,
  status: { kind: 'none' },
  cursor: START,
  playing: false,
  hover: null,
  selected: null,
  world: null,
  before: null,
  detail: null,
  dropping: null,
  announcement: '',
  form: null,
  help: false,
  judged: null,
  side: 'moment',
  layer: null,
  layers: [],
  sheet: null,
} satisfies Partial<SessionState>;

export function createSessionStore(): StoreApi<SessionState> {
  return createStore<SessionState>()((set, get) => ({
    meta: null,
    ...NOTHING_OPEN,
    reset: (meta) => set({ meta, ...NOTHING_OPEN }),
    show: (run, time) => {
      const at = Math.min(time ?? get().cursor.time, Math.max(run.trace.end, 0));
      const { selected, hover } = get();
      set({
        run,
        status: { kind: 'ready' },
        cursor: { step: stepAt(run, at), time: at },
        // Steps are renumbered by an edit and inputs may be gone, so marks on them would point at something else.
        hover: hover?.kind === 'node' ? hover : null,
        selected: stillThere(selected, run) ? selected : null,
        detail: null,
        judged: null,
        layer: null,
      });
    },
    seek: (step, time) => {
      const { run, cursor } = get();
      if (run === null || run.trace.steps === 0) return;
      const s = Math.max(0, Math.min(run.trace.steps - 1, Math.trunc(step)));
      const own = stepTime(run, s);
      const next = s + 1 < run.trace.steps ? stepTime(run, s + 1) : run.trace.end;
      const t = time === undefined ? own : Math.max(own, Math.min(time, Math.max(next, own)));
      if (s === cursor.step && t === cursor.time) return;
      set({ cursor: { step: s, time: t } });
    },
    seekTime: (time) => {
      const { run } = get();
      if (run === null) return;
      const at = Math.max(0, Math.min(time, run.trace.end));
      const step = stepAt(run, at);
      // Before the very first step there is nothing to show but that step.
      set({ cursor: { step, time: at } });
    },
    set: (change) => set(change),
  }));
}

function stillThere(mark: Mark, run: Run): boolean {
  if (mark === null) return true;
  if (mark.kind === 'node') return run.resolved.nodes.some((node) => node.id === mark.node);
  if (mark.kind === 'input') return mark.input < run.resolved.spec.inputs.length;
  return false;
}

export const sessionStore = createSessionStore();
