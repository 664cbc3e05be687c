/** The two runs of a comparison with what sets them apart: the one on show, and another that is simulated if it is not held. */
import { useEffect, useRef, useState } from 'react';
import type { WorldState } from '../../engine/inspect.ts';
import { type Comparison, comparisonOf } from '../../query/compare.ts';
import { type Differences, differencesOf } from '../../query/differences.ts';
import { joinIdle } from '../idle.ts';
import { sharedLab } from '../lab/early.ts';
import { documentStore, type LabDocument } from '../stores/document.ts';
import { makeRun, type Run, stepAt } from '../stores/session.ts';
import { heldRuns } from './held.ts';
import { type Branch, runsOf, shownId } from './runs.ts';

export interface Compared {
  /** A stands before B among the runs of the document, whichever of them is on show. */
  readonly a: Run;
  readonly b: Run;
  readonly comparison: Comparison;
  readonly list: Differences;
}

/** A and B by name. */
export function pairOf(
  document: LabDocument,
  other: number,
): { readonly a: Branch; readonly b: Branch } | null {
  const list = runsOf(document);
  const [one, two] = list.filter((run) => run.id === other || run.id === shownId(document));
  return one === undefined || two === undefined ? null : { a: one, b: two };
}

/** Rows compared at a stretch: a few milliseconds. */
const SLICE = 200_000;

async function compareInSlices(a: Run, b: Run): Promise<Compared> {
  const comparing = comparisonOf(a.trace, b.trace);
  while (!comparing.advance(SLICE)) await new Promise((resolve) => setTimeout(resolve, 0));
  const comparison = comparing.result();
  return { a, b, comparison, list: differencesOf(comparison, a.trace, b.trace, a.heads, b.heads) };
}

async function openOther(other: Branch, base: Run): Promise<Run> {
  const there = heldRuns.get(other.spec);
  if (there !== undefined) return there;
  const opened = await sharedLab().open(other.spec, { base: base.id });
  const run = makeRun(opened.run, opened.resolved, opened.trace, opened.index);
  const { document } = documentStore.getState();
  heldRuns.put(other.spec, run, document === null ? [] : runsOf(document).map(({ spec }) => spec));
  return run;
}

export type ComparedState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'ready'; readonly compared: Compared }
  | { readonly kind: 'failed'; readonly why: string };

/** @param run on show; @param again raised to simulate the other one anew */
export function useCompared(
  run: Run | null,
  pair: { readonly a: Branch; readonly b: Branch } | null,
  shown: number,
  again: number,
): ComparedState {
  const [state, setState] = useState<ComparedState>({ kind: 'waiting' });
  const isA = pair?.a.id === shown;
  const other = pair === null ? null : isA ? pair.b : pair.a;
  const own = (isA ? pair?.a : pair?.b)?.spec;
  const otherSpec = other?.spec;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the other branch only its spec counts; `again` asks anew
  useEffect(() => {
    if (run === null || other === null || own === undefined) return;
    const there = heldRuns.get(own);
    // Another branch was turned to, and its run is not here yet.
    if (there !== undefined && there !== run) return;
    let stale = false;
    const leave = joinIdle({ busy: () => true, settle: () => sharedLab().onIdle(), shown: () => null });
    openOther(other, run)
      .then((found) => (stale ? null : isA ? compareInSlices(run, found) : compareInSlices(found, run)))
      .then((compared) => {
        if (!stale && compared !== null) setState({ kind: 'ready', compared });
      })
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : 'The other run could not be simulated.';
        if (!stale) setState({ kind: 'failed', why });
      })
      .finally(leave);
    return () => {
      stale = true;
      leave();
    };
  }, [run, own, otherSpec, isA, again]);
  return state;
}

export interface Worlds {
  readonly compared: Compared;
  readonly time: number;
  readonly a: WorldState;
  readonly b: WorldState;
}

/** Both worlds at one virtual time. One question at a time, and of those that come meanwhile only the last. */
export function useWorlds(compared: Compared | null, time: number, gone: () => void): Worlds | null {
  const [worlds, setWorlds] = useState<Worlds | null>(null);
  const wanted = useRef<{ readonly compared: Compared; readonly time: number } | null>(null);
  const asking = useRef(false);
  const answered = useRef('');
  const onGone = useRef(gone);
  onGone.current = gone;

  useEffect(() => {
    const leave = joinIdle({
      busy: () => asking.current,
      settle: () => sharedLab().onIdle(),
      shown: () => answered.current,
    });
    return () => {
      wanted.current = null;
      leave();
    };
  }, []);

  useEffect(() => {
    if (compared === null) return;
    wanted.current = { compared, time };
    if (asking.current) return;
    asking.current = true;
    void (async () => {
      for (let next = wanted.current; next !== null; next = wanted.current) {
        wanted.current = null;
        const { a, b } = next.compared;
        try {
          const lab = sharedLab();
          const [one, two] = await Promise.all([
            lab.world(a.id, stepAt(a, next.time)),
            lab.world(b.id, stepAt(b, next.time)),
          ]);
          answered.current = `${a.id} ${one.step} ${b.id} ${two.step}`;
          setWorlds({ ...next, a: one, b: two });
        } catch {
          if (wanted.current === null) onGone.current();
        }
      }
      asking.current = false;
    })();
  }, [compared, time]);
  return worlds !== null && worlds.compared === compared ? worlds : null;
}
