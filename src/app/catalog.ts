/** What there is: protocols by their folders. Metas come with the page; everything else of a protocol when it is looked at. */
import type { Meta, RuleBook, Scenario } from '../engine/meta.ts';

type Module = Readonly<Record<string, unknown>>;

const metaModules = import.meta.glob<Module>('../protocols/*/meta.ts', { eager: true });
const ruleLoaders = import.meta.glob<Module>('../protocols/*/rules.ts');
const scenarioLoaders = import.meta.glob<Module>(['../protocols/*/scenarios/*.ts', '!**/*.test.ts']);

function exported<T>(module: Module, name: string): T | undefined {
  return (module[name] ?? module.default) as T | undefined;
}

/** Protocols by id, in the order of their folders. */
export const metas: ReadonlyMap<string, Meta> = new Map(
  Object.keys(metaModules)
    .sort()
    .map((path) => exported<Meta>(metaModules[path] ?? {}, 'meta'))
    .filter((meta): meta is Meta => meta !== undefined)
    .map((meta) => [meta.id, meta]),
);

const folder = (id: string) => `../protocols/${id}/`;

/** Named runs of a protocol in the order of the home page. Loads what its folder has; empty for an unknown protocol. */
export async function loadScenarios(protocol: string): Promise<readonly Scenario[]> {
  const loaders = Object.entries(scenarioLoaders).filter(([path]) =>
    path.startsWith(`${folder(protocol)}scenarios/`),
  );
  const modules = await Promise.all(loaders.map(([, load]) => load()));
  return modules
    .map((module) => exported<Scenario>(module, 'scenario'))
    .filter((scenario): scenario is Scenario => scenario !== undefined)
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** One named run; null if the protocol has none of that name. */
export async function loadScenario(protocol: string, id: string): Promise<Scenario | null> {
  const load = scenarioLoaders[`${folder(protocol)}scenarios/${id}.ts`];
  const scenario = load === undefined ? undefined : exported<Scenario>(await load(), 'scenario');
  return scenario ?? null;
}

/** The pseudocode steps point at; null for a protocol without. */
export async function loadRules(protocol: string): Promise<RuleBook | null> {
  const load = ruleLoaders[`${folder(protocol)}rules.ts`];
  if (load === undefined) return null;
  return exported<RuleBook>(await load(), 'rules') ?? null;
}
