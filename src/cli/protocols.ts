/** What there is, for people and programs. */
import type { Scenario } from '../engine/meta.ts';
import { ENGINE_PARAMS } from '../engine/params.ts';
import { METAS } from '../worker/discover.ts';

const scenarioModules = import.meta.glob<Scenario>('../protocols/*/scenarios/*.ts', { import: 'default' });

/** Every protocol with its roles, parameters, commands, variants, timers, properties and scenarios. */
export async function protocolList(): Promise<object[]> {
  const list: object[] = [];
  for (const meta of METAS.values()) {
    const scenarios: Scenario[] = [];
    for (const path of Object.keys(scenarioModules).sort()) {
      if (!path.startsWith(`../protocols/${meta.id}/`)) continue;
      scenarios.push(await (scenarioModules[path] as () => Promise<Scenario>)());
    }
    list.push({
      ...meta,
      params: [
        ...ENGINE_PARAMS.map((p) => ({ ...p, default: meta.engine?.[p.id] ?? p.default })),
        ...meta.params,
      ],
      engine: undefined,
      scenarios: scenarios
        .sort((a, b) => a.order - b.order)
        .map(({ id, title, claim, violates, spec }) => ({ id, title, claim, violates, spec })),
    });
  }
  return list;
}
