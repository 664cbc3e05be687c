/** Running a program in a given interleaving. */
import type { Database, Point, Program } from './program.ts';
import { enabled, start, step } from './stepping.ts';

/**
 * Every turn is one statement of a session. A session that is blocked when its turn comes says what it owes as soon as it is released, before
 * anybody else goes on; one that has given up or has nothing left to say is passed over.
 */
export function follow<Db>(program: Program, database: Database<Db>, turns: readonly string[]): Point<Db> {
  let point = start(program, database);
  const owed = new Map<string, number>();
  const say = (session: string) => {
    if (!enabled(program, point).includes(session)) return false;
    point = step(program, database, point, session);
    return true;
  };
  for (const session of turns) {
    if (!say(session) && point.lanes[session]?.blocked) owed.set(session, (owed.get(session) ?? 0) + 1);
    for (let more = true; more; ) {
      more = false;
      for (const [late, count] of owed) {
        if (count === 0 || !say(late)) continue;
        owed.set(late, count - 1);
        more = true;
      }
    }
  }
  return point;
}
