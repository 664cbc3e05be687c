/** What other seeds came to. It outlives the panel it is shown in, for as long as the experiment stays the same. */
import { createStore } from 'zustand/vanilla';
import { canonicalJson } from '../../base/json.ts';
import { tellSeeds } from '../../client/seeds.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import type { SeedOutcome } from '../../worker/wire.ts';
import { loading } from '../idle.ts';
import { documentStore, type LabDocument } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';

export const SEEDS = 200;
const FIRST = 1;

export interface Evidence {
  /** The experiment without its seed. */
  readonly of: string;
  /** The run that was opened when they were tried. */
  readonly from: LabDocument | null;
  readonly outcomes: readonly SeedOutcome[];
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  /** Of a failure, in a sentence. */
  readonly why: string;
  stop(): void;
}

export const evidenceStore = createStore<{ readonly evidence: Evidence | null }>(() => ({ evidence: null }));

/** An experiment by everything but its seed. */
export function experimentOf({ seed: _, ...rest }: RunSpec): string {
  return canonicalJson(rest);
}

/** Tries the first seeds of an experiment; what was tried before is given up. */
export function trySeeds(spec: RunSpec): void {
  evidenceStore.getState().evidence?.stop();
  const abort = new AbortController();
  const of = experimentOf(spec);
  const stop = () => {
    if (evidenceStore.getState().evidence?.state !== 'running') return;
    abort.abort();
    update({ state: 'stopped' });
  };
  const update = (change: Partial<Evidence>) => {
    const { evidence } = evidenceStore.getState();
    if (evidence?.stop === stop) evidenceStore.setState({ evidence: { ...evidence, ...change } });
  };
  evidenceStore.setState({
    evidence: { of, from: documentStore.getState().opened, outcomes: [], state: 'running', why: '', stop },
  });
  const loaded = loading();
  tellSeeds(
    { spec, first: FIRST, count: SEEDS },
    (some) => {
      const { evidence } = evidenceStore.getState();
      if (evidence?.stop === stop) update({ outcomes: [...evidence.outcomes, ...some] });
    },
    abort.signal,
  )
    .then(({ why }) => {
      if (abort.signal.aborted) return;
      update(why === null ? { state: 'done' } : { state: 'failed', why });
      const { evidence } = evidenceStore.getState();
      if (evidence?.stop === stop)
        sessionStore.getState().set({ announcement: why ?? summary(evidence.outcomes) });
    })
    .finally(loaded);
}

/** "Every promise holds in all 200 runs." */
export function summary(outcomes: readonly SeedOutcome[]): string {
  const n = outcomes.length;
  const broken = outcomes.filter((outcome) => outcome.broken.length > 0).length;
  const cut = outcomes.filter((outcome) => outcome.broken.length === 0 && outcome.stopped).length;
  const stopped = cut === 0 ? '' : ` ${cut} hit a bound and ended early.`;
  if (n === 0) return '';
  if (broken === 0) return `Every promise holds in all ${n} of them.${stopped}`;
  return `In ${broken === n ? 'all' : `${broken} of`} ${n} a promise breaks.${stopped}`;
}
