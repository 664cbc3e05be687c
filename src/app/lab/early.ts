/** What a lab will need whatever it looks like: started as soon as the address is read, while the lab's own code still loads. */

import { createLab, type Lab, type OpenRun, type Progress } from '../../client/lab.ts';
import type { Meta } from '../../engine/meta.ts';
import { loadRules } from '../catalog.ts';
import { originOfAddress, type Route } from '../router.ts';
import { preloadPanel } from '../stage/panels.ts';
import { type Opening, openRoute } from './opening.ts';

let shared: Lab | null = null;

/** One worker serves every lab the page opens. */
export function sharedLab(): Lab {
  shared ??= createLab();
  return shared;
}

/** A simulation under way before there is a lab to show it. */
export interface EarlyRun {
  readonly result: Promise<OpenRun>;
  readonly abort: AbortController;
  /** Told of progress once somebody wants to know. */
  onProgress: ((progress: Progress) => void) | null;
}

export interface EarlyOpening {
  readonly opening: Opening;
  /** Null if there is nothing to run. */
  readonly run: EarlyRun | null;
}

type LabRoute = Extract<Route, { page: 'lab' }>;
const openings = new WeakMap<LabRoute, Promise<EarlyOpening>>();

/** What the route opens, already being simulated; the same promise for the same route. */
export function openingOf(route: LabRoute, meta: Meta): Promise<EarlyOpening> {
  let early = openings.get(route);
  if (early === undefined) {
    const lab = sharedLab();
    preload(meta.id);
    early = openRoute(route, meta, originOfAddress()).then((opening) => ({
      opening,
      run: opening.ok ? startRun(lab, opening) : null,
    }));
    openings.set(route, early);
  }
  return early;
}

/** What the lab shows beside the run itself: fetched while the worker starts and simulates. Failures are met where it is shown. */
function preload(protocol: string): void {
  preloadPanel(protocol);
  loadRules(protocol).catch(() => {});
  import('../inspector/Inspector.tsx').catch(() => {});
}

function startRun(lab: Lab, opening: Extract<Opening, { ok: true }>): EarlyRun {
  const abort = new AbortController();
  const run: EarlyRun = {
    abort,
    onProgress: null,
    result: lab.open(opening.document.spec, {
      signal: abort.signal,
      onProgress: (progress) => run.onProgress?.(progress),
    }),
  };
  // Whoever shows the run hears of a failure; until then it is not an unhandled one.
  run.result.catch(() => {});
  return run;
}
