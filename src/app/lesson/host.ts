/** The lab's machinery with a lesson's hand on it: which run is on show, how much of it is there, and what may be done to it. */
import type { StoreApi } from 'zustand/vanilla';
import type { Lab } from '../../client/lab.ts';
import type { Meta } from '../../engine/meta.ts';
import type { Micros, ResolvedRun, RunSpec } from '../../engine/runspec.ts';
import { covered, endingAt } from '../../lessons/cover.ts';
import { createHeld } from '../branches/held.ts';
import { createRunner } from '../lab/runner.ts';
import { createPlayer, type Player } from '../playback/player.ts';
import type { DocumentState } from '../stores/document.ts';
import { type SessionState, stepAt } from '../stores/session.ts';

/** A run as a step of a lesson shows it. */
export interface Showing {
  readonly title: string;
  readonly spec: RunSpec;
  /** What it was made from, where the student has changed it. */
  readonly original?: RunSpec;
  /** Nothing after this moment is there; null: all of it is. */
  readonly cover: Micros | null;
  /** Whether what is still to be done to the run is known. */
  readonly plan: boolean;
  /** Where the cursor goes; null: it stays. */
  readonly time: Micros | null;
}

export interface LessonHost {
  readonly player: Player;
  /** Called again with the same showing it does nothing but move the cursor. Resolves once the run is there. */
  show(showing: Showing): Promise<void>;
  busy(): boolean;
  dispose(): void;
}

export interface HostOptions {
  readonly meta: Meta;
  readonly lab: Lab;
  readonly documents: StoreApi<DocumentState>;
  readonly session: StoreApi<SessionState>;
  slowdown(): number;
  reducedMotion(): boolean;
}

/**
 * A lab whose runs end where the cover begins, however long the document says they are: what lies beyond is never simulated.
 * @param opened hears of each run which spec it is of
 */
export function coveringLab(
  lab: Lab,
  cover: () => Micros | null,
  opened: (resolved: ResolvedRun, spec: RunSpec) => void,
): Lab {
  return {
    ...lab,
    async open(given, options) {
      const at = cover();
      const spec = given as RunSpec;
      const run = await lab.open(at === null ? spec : endingAt(spec, at), options);
      // The axis goes on as far as the run will; with a plan, so do the inputs.
      const whole = at === null ? {} : { until: spec.until, inputs: spec.inputs };
      const resolved = { ...run.resolved, spec: { ...run.resolved.spec, ...whole } };
      opened(resolved, spec);
      return { ...run, resolved };
    },
  };
}

export function createHost({
  meta,
  lab,
  documents,
  session,
  slowdown,
  reducedMotion,
}: HostOptions): LessonHost {
  let cover: Micros | null = null;
  let shown: Showing | null = null;
  let loaded: RunSpec | null = null;
  let opened = false;
  /** Ends the wait for a run that is wanted no more. */
  let overtake = () => {};
  const specOf = new WeakMap<ResolvedRun, RunSpec>();
  const covering = coveringLab(
    lab,
    () => cover,
    (resolved, spec) => specOf.set(resolved, spec),
  );
  const runner = createRunner({ lab: covering, documents, session, held: createHeld() });
  const player = createPlayer({ session, slowdown, reducedMotion });

  /** Resolves with whether this run is on show. */
  function arrival(spec: RunSpec): Promise<boolean> {
    overtake();
    return new Promise((resolve) => {
      const end = (there: boolean) => {
        stop();
        resolve(there);
      };
      const stop = session.subscribe(({ run, status }) => {
        if (status.kind === 'failed' || status.kind === 'stopped') end(false);
        else if (run !== null && specOf.get(run.resolved) === spec) end(true);
      });
      overtake = () => end(false);
    });
  }

  /** Whether the document is as it was put there: what somebody did to it belongs to the step that is left. */
  function untouched(): boolean {
    const { document, past, future, gesture } = documents.getState();
    return document?.spec === loaded && past.length + future.length === 0 && gesture === null;
  }

  async function open({ title, spec: given, original, cover: at, plan }: Showing): Promise<boolean> {
    cover = at;
    // A spec of its own each time: runs are told apart by identity.
    const spec = at === null ? { ...given } : { ...covered(given, at, plan) };
    loaded = spec;
    const words = { title, claim: '', notes: '' };
    const document = { ...words, spec };
    const from = original === undefined ? document : { ...words, spec: original };
    if (!opened) {
      opened = true;
      const there = arrival(spec);
      runner.open(meta, document, 0, null, from);
      return there;
    }
    session.getState().set({ selected: null, hover: null, form: null, sheet: null, side: 'moment' });
    const there = arrival(spec);
    documents.getState().load(document, from);
    return there;
  }

  return {
    player,
    async show(showing) {
      player.pause();
      const same =
        shown !== null &&
        shown.spec === showing.spec &&
        shown.cover === showing.cover &&
        shown.plan === showing.plan &&
        untouched();
      shown = showing;
      if (!same && !(await open(showing))) return;
      const { run, cursor } = session.getState();
      const time = showing.time ?? cursor.time;
      // By the player: what it had played to the end is another run now.
      if (run !== null) player.goto(stepAt(run, time), Math.min(time, run.trace.end));
    },
    busy: () => runner.busy(),
    dispose() {
      overtake();
      runner.dispose();
      player.dispose();
    },
  };
}
