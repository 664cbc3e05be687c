/** The promises as their definitions read, over the whole history of a run: slow twins of `properties.ts`. */
import { jsonEqual } from '../../base/json.ts';
import {
  actorOf,
  base,
  entry,
  gained,
  last,
  leading,
  type Moment,
  moves,
  prefix,
  range,
  same,
  sameBeginning,
} from './history.test-data.ts';
import {
  type Application,
  applications,
  believes,
  course,
  lives,
  machineAfter,
  readsHold,
  voided,
} from './naive-machine.test-data.ts';

export { historian, type Moment } from './history.test-data.ts';

/** Whether each promise holds for a history. */
export const holds: Readonly<Record<string, (history: readonly Moment[]) => boolean>> = {
  'election-safety': (history) => {
    const all = history.flatMap((m) => leading(m).map((s) => ({ id: s.id, term: s.term })));
    return all.every((a) => all.every((b) => a.term !== b.term || a.id === b.id));
  },
  'leader-append-only': (history) =>
    moves(history).every(
      ([a, b]) =>
        a.role !== 'leader' ||
        b.role !== 'leader' ||
        a.term !== b.term ||
        a.incarnation !== b.incarnation ||
        prefix(a, b, last(a)),
    ),
  'log-matching': (history) => {
    const now = history.at(-1)?.servers ?? [];
    return now.every((a) =>
      now.every((b) =>
        a.log.every(
          (e) => e.term !== entry(b, e.index)?.term || (prefix(a, b, e.index) && sameBeginning(a, b)),
        ),
      ),
    );
  },
  'leader-completeness': (history) => {
    const now = history.at(-1);
    const committed = gained(history, 'commitIndex', true);
    return (
      !now ||
      leading(now).every((leader) =>
        committed.every(
          (c) => leader.term <= c.term || c.index <= base(leader) || same(entry(leader, c.index), c.entry),
        ),
      )
    );
  },
  'state-machine-safety': (history) => {
    const applied = gained(history, 'lastApplied', false);
    return applied.every((a) => applied.every((b) => a.index !== b.index || same(a.entry, b.entry)));
  },
  'term-monotone': (history) =>
    history.every((m) => m.found === null || m.found.term <= (actorOf(m)?.term as number)),
  'one-vote-per-term': (history) => {
    const life = lives(history);
    const cast = new Map<string, string>();
    return history.every((m, i) => {
      const now = actorOf(m);
      if (!now) return true;
      const recorded = { term: now.term, candidate: now.votedFor };
      return [recorded, ...m.granted].every(({ term, candidate }) => {
        if (candidate === null) return true;
        const name = `${m.actor} ${life[i]} ${term}`;
        const first = cast.get(name) ?? candidate;
        cast.set(name, first);
        return first === candidate;
      });
    });
  },
  'commit-monotone': (history) =>
    moves(history).every(
      ([a, b]) => !a.up || !b.up || a.incarnation !== b.incarnation || a.commitIndex <= b.commitIndex,
    ),
  'applied-within-commit': (history) =>
    (history.at(-1)?.servers ?? []).every(
      (s) => !s.up || (s.lastApplied <= s.commitIndex && s.commitIndex <= last(s)),
    ),
  'answered-when-applied': (history) => {
    const { actor, done } = history.at(-1) as Moment;
    const results = done.length > 0 ? applications(history) : new Map<string, Application[]>();
    return done.every(({ pending, operation, value }) => {
      if (pending?.operation !== operation) return false;
      const { type, key, value: asked = null } = pending.command;
      const own = results.get(`${actor} ${pending.seq}`) ?? [];
      if (type === 'read' && own.length === 0) return true;
      return own.some(({ command, returned }) =>
        type === 'write'
          ? command.type === 'write' && command.key === key && jsonEqual(command.value, asked)
          : command.type === 'read' && command.key === key && jsonEqual(returned, value ?? null),
      );
    });
  },
  'match-index-sound': (history) => {
    const now = history.at(-1);
    const voids = voided(history);
    return (
      !now ||
      leading(now).every((leader) =>
        now.servers.every(
          (s) =>
            s.id === leader.id ||
            s.term !== leader.term ||
            leader.term <= (voids.get(s.id) ?? 0) ||
            believes(leader, s, s.id),
        ),
      )
    );
  },
  'linearizable-reads': readsHold,
  'exactly-once': (history) => {
    const m = history.at(-1) as Moment;
    const now = actorOf(m);
    const was = history.at(-2)?.servers.find((s) => s.id === m.actor);
    if (!now || !was || was.incarnation !== now.incarnation) return true;
    const all = course(history);
    const hasSessions = all.some((c) => c.entry.command.type === 'register');
    const applied = range(was.lastApplied + 1, now.lastApplied);
    // Of a server that applied other entries than the others this is not to be asked.
    if (!hasSessions || !applied.every((i) => entry(now, i) && same(all[i - 1]?.entry, entry(now, i))))
      return true;
    const { store } = machineAfter(all, now.lastApplied);
    return applied.every((i) => {
      const command = entry(now, i)?.command;
      return (
        command?.type !== 'write' || jsonEqual(now.store[command.key] ?? null, store.get(command.key) ?? null)
      );
    });
  },
  'snapshot-sound': (history) => {
    const m = history.at(-1) as Moment;
    const taken = actorOf(m)?.snapshot ?? null;
    if (taken === null || taken === m.found?.snapshot) return true;
    const all = course(history);
    const { store, sessions, config } = machineAfter(all, taken.lastIncludedIndex);
    return (
      all[taken.lastIncludedIndex - 1]?.entry.term === taken.lastIncludedTerm &&
      jsonEqual(taken.stateMachine, Object.fromEntries(store)) &&
      jsonEqual(taken.sessions, Object.fromEntries(sessions)) &&
      (config === null ? taken.config.index === 0 : jsonEqual(taken.config, config))
    );
  },
};
