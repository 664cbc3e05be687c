/** The promises as their definitions read, over the whole history of a run: slow twins of `properties.ts`. */

import { type Json, jsonEqual } from '../../base/json.ts';
import type { NodeView, Property, StepView } from '../../engine/api.ts';
import { toArray } from '../../protolib/list.ts';
import { toObject } from '../../protolib/map.ts';
import type {
  ClientVolatile,
  Config,
  Entry,
  EntryCommand,
  Pending,
  RaftMessage,
  ServerDurable,
  ServerRole,
  ServerVolatile,
  Snapshot as StoredSnapshot,
} from './state.ts';

/** What a server has on disk. */
interface Disk {
  readonly term: number;
  readonly votedFor: string | null;
  readonly snapshot: StoredSnapshot | null;
  readonly log: readonly Entry[];
}
/** A server right after a step. */
export interface Snapshot extends Disk {
  readonly id: string;
  readonly up: boolean;
  readonly incarnation: number;
  readonly role: ServerRole | null;
  readonly commitIndex: number;
  readonly lastApplied: number;
  readonly matchIndex: Readonly<Record<string, number>>;
  readonly store: Readonly<Record<string, Json>>;
}
/** All servers after a step, who took it, and what it did that a client or candidate hears of. */
export interface Moment {
  readonly actor: string;
  readonly servers: readonly Snapshot[];
  /** The disk of a server that took the step, before it. */
  readonly found: Disk | null;
  /** Granted votes that left. */
  readonly granted: readonly { readonly term: number; readonly candidate: string }[];
  /** Commands that a client was told are done, and what it had asked under that operation. */
  readonly done: readonly {
    readonly pending: ClientVolatile['pending'];
    readonly operation: number;
    readonly value: Json | undefined;
  }[];
  /** What a client that took the step waits for, after it. */
  readonly waits: Pending | null;
}

function diskOf({ currentTerm, votedFor, snapshot, log }: ServerDurable): Disk {
  return { term: currentTerm, votedFor, snapshot, log: toArray(log) };
}

function snapshotOf(node: NodeView): Snapshot {
  const volatile = (node.up ? node.volatile : {}) as Partial<ServerVolatile>;
  return {
    ...diskOf(node.durable as ServerDurable),
    id: node.id,
    up: node.up,
    incarnation: node.incarnation,
    role: volatile.role ?? null,
    commitIndex: volatile.commitIndex ?? 0,
    lastApplied: volatile.lastApplied ?? 0,
    matchIndex: volatile.matchIndex ?? {},
    store: volatile.stateMachine ? toObject(volatile.stateMachine) : {},
  };
}

/** A property that breaks nothing and writes the history down. */
export function historian(history: Moment[]): Property<null> {
  return {
    id: 'historian',
    init: () => null,
    step(acc, step: StepView, nodes) {
      const isServer = step.node.role === 'server';
      history.push({
        actor: step.node.id,
        servers: nodes.filter((n) => n.role === 'server').map(snapshotOf),
        found: isServer ? diskOf(step.durableBefore as ServerDurable) : null,
        granted: step.sent.flatMap(({ to, message }) => {
          const m = message as RaftMessage;
          const isVote = m.type === 'RequestVoteReply' && m.granted && m.pre !== true;
          return isVote ? [{ term: m.term, candidate: to }] : [];
        }),
        done: step.completed
          .filter((c) => c.outcome === 'ok')
          .map(({ operation, value }) => ({
            pending: (step.volatileBefore as ClientVolatile).pending,
            operation,
            value,
          })),
        waits: isServer ? null : (step.node.volatile as ClientVolatile).pending,
      });
      return acc;
    },
  };
}

// ── Logs by index ───────────────────────────────────────────────────────────

const base = (d: Disk) => d.snapshot?.lastIncludedIndex ?? 0;
const last = (d: Disk) => base(d) + d.log.length;
const entry = (d: Disk, index: number) => d.log.find((e) => e.index === index);
const same = (a: Entry | undefined, b: Entry | undefined) =>
  a === b || (a !== undefined && b !== undefined && a.term === b.term && jsonEqual(a.command, b.command));
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** Whether `b` has what `a` has up to `end`, as far as no snapshot stands for it. */
const prefix = (a: Disk, b: Disk, end: number) =>
  end <= last(b) &&
  range(Math.max(base(a), base(b)) + 1, end).every((i) => entry(a, i) && same(entry(a, i), entry(b, i)));

const leading = (m: Moment) => m.servers.filter((s) => s.role === 'leader');
const actorOf = (m: Moment) => m.servers.find((s) => s.id === m.actor);

/** Pairs of the same server at neighbouring moments. */
function moves(history: readonly Moment[]): [Snapshot, Snapshot][] {
  return history
    .slice(1)
    .flatMap((m, i) =>
      m.servers.map((s, k): [Snapshot, Snapshot] => [history[i]?.servers[k] as Snapshot, s]),
    );
}

/** What an actor gained in a step by a counter that begins anew at a boot: indices and entries. */
function gained(history: readonly Moment[], counter: 'commitIndex' | 'lastApplied', leadersOnly: boolean) {
  const result: { index: number; entry: Entry; term: number; by: Snapshot; moment: number }[] = [];
  history.forEach((m, i) => {
    const now = actorOf(m);
    if (!now || (leadersOnly && now.role !== 'leader')) return;
    const was = history[i - 1]?.servers.find((s) => s.id === m.actor);
    const from = was && was.incarnation === now.incarnation ? was[counter] : now[counter];
    for (let index = from + 1; index <= now[counter]; index++) {
      const found = entry(now, index);
      if (found) result.push({ index, entry: found, term: now.term, by: now, moment: i });
    }
  });
  return result;
}

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

type Application = { readonly command: EntryCommand; readonly returned: Json };

/** All that was applied for each `client seq` until a moment: every server replays what it applied since its boot. */
function applications(history: readonly Moment[]): Map<string, Application[]> {
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
function course(history: readonly Moment[]): { readonly entry: Entry; readonly moment: number }[] {
  const result: { entry: Entry; moment: number }[] = [];
  for (const g of gained(history, 'lastApplied', false))
    if (g.index === result.length + 1) result.push({ entry: g.entry, moment: g.moment });
  return result;
}

/** The machine after `length` entries of the course. */
function machineAfter(all: readonly { readonly entry: Entry }[], length: number): Machine {
  const result = machine();
  for (const { entry: one } of all.slice(0, length)) run(result, one);
  return result;
}

/** Whether the read that ends last was told what held between question and answer. */
function readsHold(history: readonly Moment[]): boolean {
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
function lives(history: readonly Moment[]): number[] {
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

const believes = (leader: Snapshot, peer: Disk, id: string) =>
  prefix(leader, peer, leader.matchIndex[id] ?? 0);

/** By server, the latest term whose leader's claims about it its disk has made void. */
function voided(history: readonly Moment[]): Map<string, number> {
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
      now.every((b) => a.log.every((e) => e.term !== entry(b, e.index)?.term || prefix(a, b, e.index))),
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
