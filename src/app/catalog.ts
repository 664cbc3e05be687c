/** What there is: protocols by their folders. Their names come with the page, everything else when it is looked at. */
import type { Card, Meta, RuleBook, Scenario } from '../engine/meta.ts';
import type { Metas } from '../spec/resolve.ts';

const metaLoaders = import.meta.glob<Meta>('../protocols/*/meta.ts', { import: 'default' });

type Runs = Readonly<Record<string, () => Promise<Scenario>>>;
const runLoaders = import.meta.glob<Runs>('../protocols/*/runs.ts', { import: 'default' });

const folder = (id: string) => `../protocols/${id}/`;

/** Ids of all protocols, sorted. */
export const protocols: readonly string[] = Object.keys(metaLoaders)
  .map((path) => path.split('/').at(-2) as string)
  .sort();

/** What a protocol says about itself; null if there is none of that name. Rejects if it cannot be fetched. */
export async function loadMeta(protocol: string): Promise<Meta | null> {
  return (await metaLoaders[`${folder(protocol)}meta.ts`]?.()) ?? null;
}

/** What reading a run of this protocol takes. */
export function metasWith(meta: Meta | null): Metas {
  return { get: (id) => (id === meta?.id ? meta : undefined), keys: () => protocols.values() };
}

/** What the home page shows of every protocol, in its order. */
export async function loadCards(): Promise<readonly Card[]> {
  return (await import('./cards.ts')).cards;
}

/** Named runs of a protocol in the order of the home page. Loads what its folder has; empty for an unknown protocol. */
export async function loadScenarios(protocol: string): Promise<readonly Scenario[]> {
  return (await import('./shipped.ts')).scenariosOf(protocol);
}

/** One named run; null if the protocol has none of that name. */
export async function loadScenario(protocol: string, id: string): Promise<Scenario | null> {
  const runs = await runLoaders[`${folder(protocol)}runs.ts`]?.();
  return (await runs?.[`./scenarios/${id}.ts`]?.()) ?? null;
}

/** The pseudocode steps point at; null for a protocol without. */
export async function loadRules(protocol: string): Promise<RuleBook | null> {
  return (await import('./shipped.ts')).rulesOf(protocol);
}
