/** A run that is shown and not edited: its own cursor, its own player, and the world at every step it comes to. */
import type { StoreApi } from 'zustand/vanilla';
import type { Lab } from '../../client/lab.ts';
import type { WorldState } from '../../engine/inspect.ts';
import type { Meta, Scenario } from '../../engine/meta.ts';
import { joinIdle } from '../idle.ts';
import { createPlayer, type Player } from '../playback/player.ts';
import { createSessionStore, makeRun, type SessionState } from '../stores/session.ts';

export interface Show {
  readonly meta: Meta;
  readonly scenario: Scenario;
  readonly session: StoreApi<SessionState>;
  readonly player: Player;
  end(): void;
}

/** How many times slower than the simulated world it plays. */
const SLOWDOWN = 20;

export interface ShowOptions {
  readonly signal: AbortSignal;
  reducedMotion(): boolean;
}

/** Simulates a scenario and puts it on show, at its beginning, or where nothing may move at the moment its author chose. Rejects if it cannot. */
export async function openShow(
  lab: Lab,
  meta: Meta,
  scenario: Scenario,
  options: ShowOptions,
): Promise<Show> {
  const { signal, reducedMotion } = options;
  const opened = await lab.open(scenario.spec, { signal });
  const session = createSessionStore();
  session.getState().reset(meta);
  const run = makeRun(opened.run, opened.resolved, opened.trace, opened.index);
  session.getState().show(run, reducedMotion() ? (scenario.cursor ?? opened.trace.end / 2) : 0);
  const player = createPlayer({ session, slowdown: () => SLOWDOWN, reducedMotion });
  const worlds = followWorlds(lab, opened.run, session);
  const leaveIdle = joinIdle({
    // While it plays there is always a next question.
    busy: () => worlds.asking() && player.store.getState().state !== 'playing',
    settle: () => lab.onIdle(),
    shown: () => null,
  });
  return {
    meta,
    scenario,
    session,
    player,
    end() {
      leaveIdle();
      worlds.stop();
      player.dispose();
    },
  };
}

interface Worlds {
  asking(): boolean;
  stop(): void;
}

/** Keeps the world equal to the cursor's, one question at a time. It plays round and round: nothing is asked twice. */
function followWorlds(lab: Lab, run: number, session: StoreApi<SessionState>): Worlds {
  const known = new Map<number, WorldState>();
  let asking = false;
  let stopped = false;
  const put = () => {
    const { cursor, world, set } = session.getState();
    const now = known.get(cursor.step);
    if (now !== undefined && now !== world) set({ world: now, before: known.get(cursor.step - 1) ?? null });
  };
  const missing = () => {
    const { step } = session.getState().cursor;
    if (!known.has(step)) return step;
    return step > 0 && !known.has(step - 1) ? step - 1 : null;
  };
  const ask = async () => {
    if (asking) return;
    asking = true;
    try {
      for (let step = missing(); step !== null && !stopped; step = missing()) {
        known.set(step, await lab.world(run, step));
        if (!stopped) put();
      }
    } catch {
      // The worker has let the run go: what is known of it goes on being shown.
      stopped = true;
    }
    asking = false;
  };
  const leave = session.subscribe((now, before) => {
    if (now.cursor.step === before.cursor.step) return;
    put();
    if (!stopped) void ask();
  });
  void ask();
  return {
    asking: () => asking,
    stop() {
      stopped = true;
      leave();
    },
  };
}
