/** From an address to the document a lab opens with. */
import { jsonEqual } from '../../base/json.ts';
import type { Meta, Scenario } from '../../engine/meta.ts';
import type { Micros, RunSpec } from '../../engine/runspec.ts';
import type { RunDocument } from '../../spec/document.ts';
import { openedRuns } from '../branches/carried.ts';
import { loadMeta, loadScenario, loadScenarios, metasWith } from '../catalog.ts';
import type { Route } from '../router.ts';
import type { LabDocument } from '../stores/document.ts';

export type Opening =
  | {
      readonly ok: true;
      readonly document: LabDocument;
      readonly time: Micros;
      /** The scenario it is, or was changed from, if it is known. */
      readonly scenario: string | null;
      /** That scenario as it was; absent: the document itself is the original. */
      readonly original?: LabDocument;
    }
  | { readonly ok: false; readonly why: string };

/** A run of the protocol with nothing set and nothing done to it. */
export function plainSpec(meta: Meta): RunSpec {
  return {
    schema: 1,
    protocol: meta.id,
    seed: 1,
    nodes: Object.fromEntries(meta.roles.map((role) => [role.id, role.count.default])),
    params: {},
    variants: [],
    until: meta.duration,
    inputs: [],
  };
}

/** Never throws: a link may come from a stranger, and a chunk of the page may fail to load. */
export async function openRoute(
  route: Extract<Route, { page: 'lab' }>,
  meta: Meta,
  from: string | null = null,
): Promise<Opening> {
  try {
    if (route.link !== undefined) return await openLink(route.link, meta, from);
    if (route.file !== undefined) return await openKept(route.file, meta, from);
    const wanted = route.scenario ?? meta.opens;
    const scenario = wanted === undefined ? null : await loadScenario(meta.id, wanted);
    if (scenario !== null) {
      return { ok: true, document: documentOf(scenario), time: scenario.cursor ?? 0, scenario: scenario.id };
    }
    if (route.scenario !== undefined) {
      return { ok: false, why: `${meta.title} has no scenario called “${route.scenario.slice(0, 40)}”.` };
    }
    return {
      ok: true,
      document: { title: meta.title, claim: '', notes: '', spec: plainSpec(meta) },
      time: 0,
      scenario: null,
    };
  } catch {
    return {
      ok: false,
      why: `Part of the page for ${meta.title} could not be loaded. Is the network there?`,
    };
  }
}

function documentOf({ title, claim, notes, spec }: Scenario): LabDocument {
  return { title, claim, notes, spec };
}

async function openLink(link: string, meta: Meta, from: string | null): Promise<Opening> {
  const { decodeLink } = await import('../../spec/link.ts');
  const result = decodeLink(link, metasWith(meta));
  if (!result.ok) return { ok: false, why: result.why };
  return openDocument(result.document, meta, from);
}

/** A document too large for an address, kept by this tab. */
async function openKept(name: string, meta: Meta, from: string | null): Promise<Opening> {
  const { kept } = await import('../share/kept.ts');
  const { parseDocument, protocolNamed } = await import('../../spec/document.ts');
  const json = kept(name);
  if (json === null) return { ok: false, why: 'The file of this run is no longer open here; open it again.' };
  const held: unknown = JSON.parse(json);
  const result = parseDocument(held, metasWith(await loadMeta(protocolNamed(held) ?? '')));
  if (!result.ok) return { ok: false, why: result.why };
  if (result.document.spec.protocol !== meta.id)
    return { ok: false, why: 'That file is of another protocol.' };
  return openDocument(result.document, meta, from);
}

async function openDocument(document: RunDocument, meta: Meta, from: string | null): Promise<Opening> {
  const { title, claim, spec, cursor } = document;
  const runs = openedRuns(document);
  const same = await scenarioOf(spec, meta);
  // A reload of a run that was changed here: what it was changed from is still the way back.
  const origin =
    same === undefined && claim === undefined && from !== null ? await loadScenario(meta.id, from) : null;
  if (origin !== null) {
    const original = documentOf(origin);
    return {
      ok: true,
      document: { ...original, ...runs },
      time: cursor?.time ?? 0,
      scenario: origin.id,
      original,
    };
  }
  const words = {
    // Words of the sender's own are kept. A link to a changed run that was changed back is that scenario again.
    title: (claim === undefined ? same?.title : undefined) ?? title ?? SHARED_TITLE,
    claim: claim ?? same?.claim ?? '',
    notes: same?.notes ?? '',
  };
  return {
    ok: true,
    scenario: same?.id ?? null,
    document: { ...words, ...runs },
    time: cursor?.time ?? 0,
    // With a branch on show the words are still about the main run.
    ...(runs.spec === spec ? {} : { original: { ...words, spec } }),
  };
}

/** What a link without a title opens as. */
export const SHARED_TITLE = 'A shared run';

/** The shipped scenario that is this very run, if one is. */
async function scenarioOf(spec: RunSpec, meta: Meta): Promise<Scenario | undefined> {
  const { canonicalSpec } = await import('../../spec/complete.ts');
  const canonical = canonicalSpec(spec, meta);
  try {
    const scenarios = await loadScenarios(meta.id);
    return scenarios.find((scenario) => jsonEqual(canonicalSpec(scenario.spec, meta), canonical));
  } catch {
    // Without the shipped words a link still shows its run.
    return undefined;
  }
}
