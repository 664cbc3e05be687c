/** The state machine by its definition, and what it says of a history. Slow on purpose. */
import { type Json, jsonEqual } from '../../base/json.ts';
import {
  actorOf,
  type Disk,
  entry,
  gained,
  leading,
  type Moment,
  prefix,
  range,
  type Snapshot,
} from './history.test-data.ts';
import type { Config, Entry, EntryCommand } from './state.ts';

// ── The state machine ───────────────────────────────────────────────────────

type Session = { client: string; seq: number; value: Json; usedAt: number };
interface Machine {
  store: Map<string, Json>;
  sessions: Map<string, Session>;
  config: Config | null;
}
const MOST = 100;
const machine = (): Machine => ({ store: new Map(), sessions: new Map(), config: null });

/** Applies an entry. @returns what its command returned, and whether it had an effect of its own */
function run(m: Machine, { index, command }: Entry, most = MOST): { returned: Json; effective: boolean } {
  if (command.type === 'noop') return { returned: null, effective: false };
  if (command.type === 'config') {
    m.config = { index, voters: command.voters, old: command.old };
    return { returned: null, effective: false };
  }
  if (command.type === 'register') {
    m.sessions.set(String(index), { client: command.client, seq: 0, value: null, usedAt: index });
    while (m.sessions.size > most) {
      const [oldest] = [...m.sessions].sort(([, a], [, b]) => a.usedAt - b.usedAt);
      m.sessions.delete(oldest?.[0] as string);
    }
    return { returned: index, effective: false };
  }
  const session = command.session === undefined ? null : m.sessions.get(String(command.session));
  if (session === undefined) return { returned: null, effective: false };
  if (session !== null && command.seq <= session.seq) return { returned: session.value, effective: false };
  if (command.type === 'write') m.store.set(command.key, command.value);
  const returned = command.type === 'read' ? (m.store.get(command.key) ?? null) : null;
  if (session !== null) Object.assign(session, { seq: command.seq, value: returned, usedAt: index });
  return { returned, effective: true };
}

export type Application = { readonly command: EntryCommand; readonly returned: Json };

/** All that was applied for each `client seq` until a moment: every server replays what it applied since its boot. */
export function applications(history: readonly Moment[]): Map<string, Application[]> {
  const results = new Map<string, Application[]>();
  const machines = new Map<string, Machine>();
  history.forEach((m, i) => {
    const now = actorOf(m);
    const was = history[i - 1]?.servers.find((s) => s.id === m.actor);
    if (!now || !was || was.incarnation !== now.incarnation) return;
    const boot = `${now.id} ${now.incarnation}`;
    const own = machines.get(boot) ?? machine();
    machines.set(boot, own);
    for (const index of range(was.lastApplied + 1, now.lastApplied)) {
      const applied = entry(now, index);
      if (!applied) continue;
      const { command } = applied;
      const { returned } = run(own, applied);
      if (command.type !== 'write' && command.type !== 'read') continue;
      const request = `${command.client} ${command.seq}`;
      results.set(request, [...(results.get(request) ?? []), { command, returned }]);
    }
  });
  return results;
}

/** What was applied at each index, by whoever was first there, in the order of the indexes and without gaps. */
export function course(history: readonly Moment[]): { readonly entry: Entry; readonly moment: number }[] {
  const result: { entry: Entry; moment: number }[] = [];
  for (const g of gained(history, 'lastApplied', false))
    if (g.index === result.length + 1) result.push({ entry: g.entry, moment: g.moment });
  return result;
}

/** The machine after `length` entries of the course. */
export function machineAfter(all: readonly { readonly entry: Entry }[], length: number): Machine {
  const result = machine();
  for (const { entry: one } of all.slice(0, length)) run(result, one);
  return result;
}

/** Whether the read that ends last was told what held between question and answer. */
export function readsHold(history: readonly Moment[]): boolean {
  const all = course(history);
  const steps = machine();
  const effects = all.map(({ entry: one, moment }) => ({ one, moment, ...run(steps, one) }));
  /** Versions of a key in the order of the log, at a moment. */
  const versions = (key: string, moment: number) => [
    { index: 0, value: null as Json },
    ...effects.flatMap(({ one, effective, moment: when }) =>
      when <= moment && effective && one.command.type === 'write' && one.command.key === key
        ? [{ index: one.index, value: one.command.value }]
        : [],
    ),
  ];
  const askedAt = new Map<number, number>();
  const told: { key: string; index: number; moment: number }[] = [];
  let sound = true;
  history.forEach((m, moment) => {
    for (const { pending, operation, value } of m.done) {
      if (pending?.operation !== operation) continue;
      const key = String(pending.command.key);
      if (pending.command.type === 'write') {
        const index = effects.find(
          ({ one, effective, moment: when }) =>
            when <= moment &&
            effective &&
            one.command.type === 'write' &&
            one.command.client === m.actor &&
            one.command.seq === pending.seq,
        )?.one.index;
        told.push({ key, index: index ?? 0, moment });
        continue;
      }
      const asked = askedAt.get(operation) ?? moment;
      const bound = Math.max(
        0,
        ...told.filter((t) => t.key === key && t.moment <= asked).map((t) => t.index),
      );
      const all = versions(key, moment);
      const held = all.filter((_v, i) => (all[i + 1]?.index ?? Number.POSITIVE_INFINITY) > bound);
      const found = held.find((v) => jsonEqual(v.value, value ?? null));
      if (!found) sound = false;
      else told.push({ key, index: found.index, moment });
    }
    if (m.waits !== null && !askedAt.has(m.waits.operation)) askedAt.set(m.waits.operation, moment);
  });
  return sound;
}

// ── Disks that do not keep their word ───────────────────────────────────────

/** By server and moment, how often its disk gave back another term or vote than it was given. */
export function lives(history: readonly Moment[]): number[] {
  const known = new Map<string, Disk>();
  const count = new Map<string, number>();
  return history.map((m) => {
    const now = actorOf(m);
    if (!now || m.found === null) return 0;
    const was = known.get(m.actor) ?? { term: 0, votedFor: null };
    if (was.term !== m.found.term || was.votedFor !== m.found.votedFor)
      count.set(m.actor, (count.get(m.actor) ?? 0) + 1);
    known.set(m.actor, now);
    return count.get(m.actor) ?? 0;
  });
}

export const believes = (leader: Snapshot, peer: Disk, id: string) =>
  prefix(leader, peer, leader.matchIndex[id] ?? 0);

/** By server, the latest term whose leader's claims about it its disk has made void. */
export function voided(history: readonly Moment[]): Map<string, number> {
  const result = new Map<string, number>();
  history.forEach((m, i) => {
    const now = actorOf(m);
    const was = history[i - 1]?.servers.find((s) => s.id === m.actor);
    if (!now || m.found === null || was?.incarnation === now.incarnation) return;
    for (const leader of leading(m))
      if (leader.id !== now.id && !believes(leader, m.found, now.id))
        result.set(now.id, Math.max(result.get(now.id) ?? 0, leader.term));
  });
  return result;
}
