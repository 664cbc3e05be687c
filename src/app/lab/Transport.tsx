import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Meta } from '../../engine/meta.ts';
import { Icon } from '../../widgets/icons.tsx';
import { interestingSteps } from '../interesting.ts';
import { lensStore, seenRun } from '../lens/store.ts';
import { SLOWDOWNS, usePreferences } from '../stores/preferences.ts';
import { type Run, sessionStore } from '../stores/session.ts';
import { useCalm } from '../stores/use.ts';
import { ms } from '../text.ts';
import { useLab } from './context.ts';
import { Scrubber } from './Scrubber.tsx';
import { saying } from './say.ts';
import './transport.css';

/** The next interesting step after the cursor (or before it); null if there is none. */
export function nextInteresting(
  steps: readonly number[],
  from: number,
  direction: 1 | -1 = 1,
): number | null {
  if (direction > 0) return steps.find((s) => s > from) ?? null;
  return steps.findLast((s) => s < from) ?? null;
}

const cache = new WeakMap<Run, readonly number[]>();

function interestingOf(meta: Meta, run: Run): readonly number[] {
  let steps = cache.get(run);
  if (steps === undefined) {
    steps = interestingSteps(meta, run);
    cache.set(run, steps);
  }
  return steps;
}

const NONE_LEFT = 'Nothing interesting happens after this';

/** Goes to the next interesting step of the run on show; at the end it says that there is none. */
export function gotoInteresting(player: { goto(step: number): void }, direction: 1 | -1 = 1): void {
  const { run, meta, cursor, set } = sessionStore.getState();
  if (run === null || meta === null) return;
  const to = nextInteresting(interestingOf(meta, seenRun(run)), cursor.step, direction);
  if (to !== null) saying(() => player.goto(to));
  else set({ announcement: direction > 0 ? `${NONE_LEFT}.` : 'Nothing interesting happens before this.' });
}

export function Transport() {
  const { meta, player } = useLab();
  const state = useStore(player.store, (s) => s.state);
  const compressed = useStore(player.store, (s) => s.compressed);
  const run = useCalm((s) => s.run);
  const cursor = useCalm((s) => s.cursor);
  const { slowdown, set } = usePreferences();
  const ready = run !== null && run.trace.steps > 0;
  const lastStep = (run?.trace.steps ?? 1) - 1;
  const playing = state === 'playing';
  const atStart = cursor.step === 0;
  // Through a lens: of what is interesting, what that node knows of.
  useStore(lensStore);
  const further = run !== null && nextInteresting(interestingOf(meta, seenRun(run)), cursor.step) !== null;
  const wide = useMemo(() => ms(run?.resolved.spec.until ?? 0).length + 2, [run]);
  return (
    <div className="transport" role="group" aria-label="Transport">
      <div className="transport-buttons">
        <button
          type="button"
          className="icon-button"
          aria-label="To the start"
          title="To the start (Home)"
          disabled={!ready || atStart}
          onClick={() => player.toStart()}
        >
          <Icon name="start" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Step back"
          title="Step back (←)"
          disabled={!ready || atStart}
          onClick={() => saying(() => player.step(-1))}
        >
          <Icon name="back" />
        </button>
        <button
          type="button"
          className="play-button"
          aria-label={playing ? 'Pause' : 'Play'}
          title={playing ? 'Pause (space)' : 'Play (space)'}
          disabled={!ready}
          onClick={() => player.toggle()}
        >
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Step forward"
          title="Step forward (→)"
          disabled={!ready || cursor.step >= lastStep}
          onClick={() => saying(() => player.step(1))}
        >
          <Icon name="forward" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="To the end"
          title="To the end (End)"
          disabled={!ready}
          onClick={() => player.toEnd()}
        >
          <Icon name="end" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Next interesting"
          title={further ? 'Next interesting event (n)' : NONE_LEFT}
          disabled={!further}
          onClick={() => gotoInteresting(player)}
        >
          <Icon name="next" />
        </button>
      </div>
      <output className="transport-time mono" aria-hidden="true" style={{ minWidth: `${wide}ch` }}>
        {ms(cursor.time)}
      </output>
      <select
        className="speed"
        aria-label="Speed"
        value={slowdown}
        onChange={(event) => set({ slowdown: Number(event.target.value) })}
      >
        {SLOWDOWNS.map((s) => (
          <option key={s} value={s}>
            {s === 1 ? 'true speed' : `${s}× slower`}
          </option>
        ))}
      </select>
      <Scrubber />
      <span className="idle-note" data-on={compressed || undefined} aria-hidden="true">
        idle, compressed
      </span>
    </div>
  );
}
