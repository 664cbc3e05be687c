/** Who waits for whom. */
import { engineOf } from './engines.ts';
import { SqlError } from './errors.ts';
import type { Busy, Db } from './state.ts';
import { Work } from './work.ts';

export function blockersOf(w: Work, session: string): readonly string[] {
  const { busy } = w.session(session);
  return busy === null ? [] : engineOf(w.db.engine).blockers(w, session, busy.wait, busy.since);
}

/** The edges of the waits-for graph: by session, the sessions it waits for. */
export function waitsFor(db: Db): Readonly<Record<string, readonly string[]>> {
  const w = new Work(db);
  return Object.fromEntries(
    Object.keys(db.sessions)
      .map((id) => [id, blockersOf(w, id)])
      .filter(([, b]) => b?.length),
  );
}

/**
 * Puts a session to wait. If that closes a circle, somebody has to go: who closes it, or whom the engine chooses.
 * @param kill fails the statement of another session @throws SqlError 40P01 if it is this session
 */
export function beginWait(
  w: Work,
  session: string,
  busy: Omit<Busy, 'since'>,
  kill: (victim: string, error: SqlError) => void,
): void {
  w.setSession(session, { busy: { ...busy, since: w.next('waits') } });
  for (let circle = circleOf(w, session); circle !== null; circle = circleOf(w, session)) {
    const victim = engineOf(w.db.engine).victim?.(w, circle) ?? session;
    const told = [...circle, session].join(' waits for ');
    const error = new SqlError('40P01', `deadlock detected: ${told}`);
    if (victim !== session) {
      kill(victim, error);
      continue;
    }
    w.setSession(session, { busy: null });
    throw error;
  }
}

function circleOf(w: Work, start: string): readonly string[] | null {
  const tried = new Set<string>();
  const path: string[] = [];
  const visit = (id: string): boolean => {
    if (tried.has(id)) return false;
    tried.add(id);
    path.push(id);
    for (const next of blockersOf(w, id)) if (next === start || visit(next)) return true;
    path.pop();
    return false;
  };
  return visit(start) ? path : null;
}

/** The session whose wait is over and who has waited longest (or shortest, to try the other order); null: nobody. */
export function nextAwake(w: Work): string | null {
  const waiting = Object.values(w.db.sessions).filter(({ busy }) => busy !== null);
  const free = waiting.filter(({ id }) => blockersOf(w, id).length === 0);
  const sign = w.db.waking.includes('last') ? -1 : 1;
  free.sort((a, b) => sign * ((a.busy as Busy).since - (b.busy as Busy).since));
  return free[0]?.id ?? null;
}
