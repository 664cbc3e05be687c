/** Who waits for whom. */
import { engineOf } from './engines.ts';
import { SqlError } from './errors.ts';
import type { Busy, Db } from './state.ts';
import { wakes } from './waking.ts';
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
    const { victim, error } = victimOf(w, session, circle);
    if (victim !== session) {
      kill(victim, error);
      continue;
    }
    w.setSession(session, { busy: null });
    throw error;
  }
}

/** Where sessions are held to wait for one other at a time: when that one has gone, they wait for the next, and that may close a circle. */
export function breakCircle(w: Work, kill: (victim: string, error: SqlError) => void): boolean {
  if (engineOf(w.db.engine).follows !== 'first') return false;
  const waiting = Object.values(w.db.sessions).filter(({ busy }) => busy !== null);
  waiting.sort((a, b) => (a.busy as Busy).since - (b.busy as Busy).since);
  for (const { id } of waiting) {
    const circle = circleOf(w, id);
    if (circle === null) continue;
    const { victim, error } = victimOf(w, id, circle);
    kill(victim, error);
    return true;
  }
  return false;
}

function victimOf(w: Work, session: string, circle: readonly string[]) {
  const victim = engineOf(w.db.engine).victim?.(w, circle) ?? session;
  const told = [...circle, session].join(' waits for ');
  return { victim, error: new SqlError('40P01', `deadlock detected: ${told}`) };
}

function circleOf(w: Work, start: string): readonly string[] | null {
  const tried = new Set<string>();
  const path: string[] = [];
  const visit = (id: string): boolean => {
    if (tried.has(id)) return false;
    tried.add(id);
    path.push(id);
    const all = blockersOf(w, id);
    const followed = engineOf(w.db.engine).follows === 'first' ? all.slice(0, 1) : all;
    for (const next of followed) if (next === start || visit(next)) return true;
    path.pop();
    return false;
  };
  return visit(start) ? path : null;
}

/** The session whose wait is over and who has waited longest (or shortest, to try the other order); null: nobody. */
export function nextAwake(w: Work): string | null {
  const waiting = Object.values(w.db.sessions).filter(({ busy }) => busy !== null);
  const free = waiting.filter(({ id }) => blockersOf(w, id).length === 0);
  const sign = wakes(w, 'last') ? -1 : 1;
  free.sort((a, b) => sign * ((a.busy as Busy).since - (b.busy as Busy).since));
  return free[0]?.id ?? null;
}
