/** How sessions and the database stand at the cursor, as the page is told of them. Pure. */
import type { WorldState } from '../../engine/inspect.ts';
import type { DatabaseDurable, Db, Observation } from './state.ts';

/** What the database keeps. A persistent list is a plain array here. */
export interface Kept {
  readonly db: Db;
  readonly history: readonly Observation[];
  readonly waits: DatabaseDurable['waits'];
}

/** Null if there is no database to look into. */
export function keptBy(world: WorldState): Kept | null {
  const durable = world.nodes.find(({ role }) => role === 'database')?.durable;
  return durable?.db === undefined ? null : (durable as unknown as Kept);
}

export interface SessionStand {
  readonly id: string;
  /** "repeatable read", "waits for T1", "no transaction" */
  readonly words: string;
  readonly waitsFor: readonly string[];
  /** It waits, failed, or is down. */
  readonly trouble: boolean;
}

export function sessionsOf(world: WorldState): readonly SessionStand[] {
  const kept = keptBy(world);
  return world.nodes
    .filter(({ role }) => role === 'session')
    .map(({ id, up }): SessionStand => {
      const waitsFor = kept?.waits[id] ?? [];
      if (!up) return { id, words: 'down', waitsFor, trouble: true };
      if (waitsFor.length > 0)
        return { id, words: `waits for ${waitsFor.join(', ')}`, waitsFor, trouble: true };
      const number = kept?.db.sessions[id]?.txn ?? null;
      const txn = number === null ? undefined : kept?.db.txns[number];
      if (txn === undefined) return { id, words: 'no transaction', waitsFor, trouble: false };
      if (txn.failed) return { id, words: 'failed, needs rollback', waitsFor, trouble: true };
      return { id, words: txn.level, waitsFor, trouble: false };
    });
}
