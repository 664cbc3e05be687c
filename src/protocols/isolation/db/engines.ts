/** The engines by name. */
import type { Engine } from './engine.ts';
import { innodb } from './innodb/engine.ts';
import { postgres } from './postgres/engine.ts';
import { noControl, twoPhaseLocking } from './single/locking.ts';
import { optimistic } from './single/optimistic.ts';
import type { EngineId } from './state.ts';

const BY_ID: Readonly<Record<EngineId, Engine>> = {
  postgres,
  mysql: innodb,
  '2pl': twoPhaseLocking,
  occ: optimistic,
  none: noControl,
};

export function engineOf(id: EngineId): Engine {
  return BY_ID[id];
}
