/** What a lab will need whatever it looks like: started as soon as the address is read, while the lab's own code still loads. */

import { createLab, type Lab, type OpenRun, type Progress } from '../../client/lab.ts';
import type { Meta } from '../../engine/meta.ts';
import { loadMeta, loadRules, loadScenario, loadScenarios } from '../catalog.ts';
import { afterPicture } from '../firstPicture.ts';
import { originOfAddress, type Route } from '../router.ts';
import { preloadDrawing } from '../stage/drawing.ts';
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
  /** Of the protocol; null only if the opening failed. */
  readonly meta: Meta | null;
  readonly opening: Opening;
  /** Null if there is nothing to run. */
  readonly run: EarlyRun | null;
}

type LabRoute = Extract<Route, { page: 'lab' }>;
const openings = new WeakMap<LabRoute, Promise<EarlyOpening>>();

/** What the route opens, already being simulated; the same promise for the same route. */
export function openingOf(route: LabRoute): Promise<EarlyOpening> {
  let early = openings.get(route);
  if (early === undefined) {
    preload(route);
    const lab = sharedLab();
    lab.start?.();
    early = openEarly(route, lab, originOfAddress());
    openings.set(route, early);
  }
  return early;
}

async function openEarly(route: LabRoute, lab: Lab, from: string | null): Promise<EarlyOpening> {
  const meta = await loadMeta(route.protocol).catch(() => null);
  if (meta === null) {
    const why = `Part of the page for ${route.protocol} could not be loaded. Is the network there?`;
    return { meta, opening: { ok: false, why }, run: null };
  }
  const opening = await openRoute(route, meta, from);
  if (opening.ok) preloadShown(route.protocol, opening);
  return { meta, opening, run: opening.ok ? startRun(lab, opening) : null };
}

/** What opening waits for, and what the lab shows beside the run: fetched at once, not one after the other. Failures are met where it is used. */
function preload({ protocol, scenario, link }: LabRoute): void {
  const wanted: Promise<unknown>[] = [];
  if (scenario !== undefined) wanted.push(loadScenario(protocol, scenario));
  // A link may be one of the shipped runs, and then it has that one's words.
  if (link !== undefined) wanted.push(import('../../spec/link.ts'), loadScenarios(protocol));
  for (const part of wanted) part.catch(() => {});
  preloadPanel(protocol);
}

/** What only some runs show in their first picture. */
function preloadShown(protocol: string, { document, time }: Extract<Opening, { ok: true }>): void {
  preloadDrawing(document.spec.inputs);
  // At the very beginning no rule has fired yet.
  if (time > 0) afterPicture(() => loadRules(protocol)).catch(() => {});
}

function startRun(lab: Lab, opening: Extract<Opening, { ok: true }>): EarlyRun {
  const abort = new AbortController();
  const run: EarlyRun = {
    abort,
    onProgress: null,
    result: lab.open(opening.document.spec, {
      signal: abort.signal,
      // A run that is shipped is checked by the tests, and one in a link when it is read.
      valid: true,
      onProgress: (progress) => run.onProgress?.(progress),
    }),
  };
  // Whoever shows the run hears of a failure; until then it is not an unhandled one.
  run.result.catch(() => {});
  return run;
}
