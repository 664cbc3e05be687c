/**
 * Keeps the verdict on the run on show. It is asked for once the run is at rest, dropped by the first edit, and never in the way:
 * the worker judges in slices, between the answers it gives the page.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { RunJudgement } from '../../checkers/run-history.ts';
import { type Lab, LabError } from '../../client/lab.ts';
import { joinIdle } from '../idle.ts';
import type { DocumentState } from '../stores/document.ts';
import type { Run, SessionState } from '../stores/session.ts';

export interface Watcher {
  /** Judges the run on show again, looking harder than before. */
  lookLonger(): void;
  stop(): void;
}

export interface WatcherOptions {
  readonly lab: Lab;
  readonly documents: StoreApi<DocumentState>;
  readonly session: StoreApi<SessionState>;
  /** A run on show for so long is at rest. */
  readonly restMs?: number;
}

export function watchHistory({ lab, documents, session, restMs = 150 }: WatcherOptions): Watcher {
  let abort: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let effort = 0;

  function drop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    abort?.abort();
    abort = null;
  }

  /** Judges the run on show when it has been at rest for a while. */
  function begin(): void {
    drop();
    effort = 0;
    timer = setTimeout(() => {
      timer = null;
      const { run, status } = session.getState();
      if (run !== null && status.kind === 'ready' && documents.getState().gesture === null) void judge(run);
    }, restMs);
  }

  async function judge(run: Run): Promise<void> {
    const model = session.getState().meta?.history?.model;
    if (model === undefined) return;
    const mine = new AbortController();
    abort = mine;
    const tell = (judged: SessionState['judged']) => {
      if (abort === mine && session.getState().run === run) session.getState().set({ judged });
    };
    tell({ kind: 'judging', share: 0 });
    try {
      const judgement = await lab.judge(run.id, model, {
        effort,
        signal: mine.signal,
        onJudging: (steps, limit) => tell({ kind: 'judging', share: Math.min(1, steps / limit) }),
      });
      tell({ kind: 'done', judgement, effort });
      if (judgement.verdict === 'no' && session.getState().run === run) {
        session
          .getState()
          .set({ announcement: 'No single copy could have given the clients these answers.' });
      }
    } catch (error) {
      // A run that is gone was replaced, or will be simulated anew: the next one shown is judged.
      const lost = error instanceof LabError && (error.code === 'cancelled' || error.code === 'gone');
      if (!lost) tell({ kind: 'failed', why: error instanceof Error ? error.message : String(error) });
    } finally {
      if (abort === mine) abort = null;
    }
  }

  const stops = [
    joinIdle({
      busy: () => timer !== null || abort !== null,
      settle: () => new Promise((resolve) => setTimeout(resolve, 20)),
      shown: () => session.getState().judged,
    }),
    documents.subscribe((now, before) => {
      if (now.document?.spec !== before.document?.spec) drop();
      else if (now.gesture === null && before.gesture !== null) begin();
    }),
    session.subscribe((now, before) => {
      if (now.run !== before.run || (now.status !== before.status && now.status.kind === 'ready')) {
        if (now.run === null || now.judged?.kind === 'done') drop();
        else begin();
      }
    }),
  ];
  const { run, judged } = session.getState();
  if (run !== null && judged === null) begin();

  return {
    lookLonger() {
      const { run: shown } = session.getState();
      if (shown === null) return;
      drop();
      effort++;
      void judge(shown);
    },
    stop() {
      drop();
      for (const stop of stops) stop();
    },
  };
}

/** Operations that the judge could place nowhere. */
export function unplacedOf({ obstacle }: RunJudgement): readonly number[] {
  return obstacle?.blocked.map(({ operation }) => operation) ?? [];
}
