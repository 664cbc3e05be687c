/** What there is, for people and programs. */
import { ENGINE_PARAMS } from '../engine/params.ts';
import { METAS, scenariosOf } from './catalog.ts';

/** Every protocol with its roles, parameters, commands, variants, timers, properties and scenarios. */
export function protocolList(): object[] {
  return [...METAS.values()].map((meta) => ({
    ...meta,
    params: [
      ...ENGINE_PARAMS.map((p) => ({ ...p, default: meta.engine?.[p.id] ?? p.default })),
      ...meta.params,
    ],
    engine: undefined,
    scenarios: scenariosOf(meta.id).map(({ id, title, claim, violates, spec }) => ({
      id,
      title,
      claim,
      violates,
      spec,
    })),
  }));
}
