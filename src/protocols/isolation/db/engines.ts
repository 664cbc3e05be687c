/** The engines by name. */
import type { Engine } from './engine.ts';
import { postgres } from './postgres/engine.ts';
import type { EngineId } from './state.ts';

const BY_ID: Readonly<Record<EngineId, Engine>> = {
  postgres,
  mysql: postgres,
  '2pl': postgres,
  occ: postgres,
  none: postgres,
};

export function engineOf(id: EngineId): Engine {
  return BY_ID[id];
}
