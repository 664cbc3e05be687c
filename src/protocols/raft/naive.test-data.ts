/** The promises as their definitions read, over the whole history of a run: slow twins of `properties.ts`. */

import { type Json, jsonEqual } from '../../base/json.ts';
import type { NodeView, Property, StepView } from '../../engine/api.ts';
import { toArray } from '../../protolib/list.ts';
import type {
  ClientVolatile,
  Entry,
  EntryCommand,
  RaftMessage,
  ServerDurable,
  ServerRole,
  ServerVolatile,
} from './state.ts';

/** A server right after a step. */
export interface Snapshot {
  readonly id: string;
  readonly up: boolean;
  readonly incarnation: number;
  readonly term: number;
  readonly votedFor: string | null;
  readonly log: readonly Entry[];
  readonly role: ServerRole | null;
  readonly commitIndex: number;
  readonly lastApplied: number;
  readonly matchIndex: Readonly<Record<string, number>>;
}
/** All servers after a step, who took it, and what it did that a client or candidate hears of. */
export interface Moment {
  readonly actor: string;
  readonly servers: readonly Snapshot[];
  /** Granted votes that left. */
  readonly granted: readonly { readonly term: number; readonly candidate: string }[];
  /** Commands that a client was told are done, and what it had asked under that operation. */
  readonly done: readonly {
    readonly pending: ClientVolatile['pending'];
    readonly operation: number;
    readonly value: Json | undefined;
  }[];
}

function snapshot(node: NodeView): Snapshot {
  const durable = node.durable as ServerDurable;
  const volatile = (node.up ? node.volatile : {}) as Partial<ServerVolatile>;
  return {
    id: node.id,
    up: node.up,
    incarnation: node.incarnation,
    term: durable.currentTerm,
    votedFor: durable.votedFor,
    log: toArray(durable.log),
    role: volatile.role ?? null,
    commitIndex: volatile.commitIndex ?? 0,
    lastApplied: volatile.lastApplied ?? 0,
    matchIndex: volatile.matchIndex ?? {},
  };
}

/** A property that breaks nothing and writes the history down. */
export function historian(history: Moment[]): Property<null> {
  return {
    id: 'historian',
    init: () => null,
    step(acc, step: StepView, nodes) {
      history.push({
        actor: step.node.id,
        servers: nodes.filter((n) => n.role === 'server').map(snapshot),
        granted: step.sent.flatMap(({ to, message }) => {
          const m = message as RaftMessage;
          return m.type === 'RequestVoteReply' && m.granted ? [{ term: m.term, candidate: to }] : [];
        }),
        done: step.completed
          .filter((c) => c.outcome === 'ok')
          .map(({ operation, value }) => ({
            pending: (step.volatileBefore as ClientVolatile).pending,
            operation,
            value,
          })),
      });
      return acc;
    },
  };
}

const leading = (m: Moment) => m.servers.filter((s) => s.role === 'leader');
const prefix = (a: readonly Entry[], b: readonly Entry[], n: number) =>
  n <= a.length && n <= b.length && jsonEqual(a.slice(0, n), b.slice(0, n));

/** Pairs of the same server at neighbouring moments. */
function moves(history: readonly Moment[]): [Snapshot, Snapshot][] {
  return history
    .slice(1)
    .flatMap((m, i) =>
      m.servers.map((s, k): [Snapshot, Snapshot] => [history[i]?.servers[k] as Snapshot, s]),
    );
}

/** What an actor gained in a step by a counter that restarts at 0: indices and entries. */
function gained(history: readonly Moment[], counter: 'commitIndex' | 'lastApplied', leadersOnly: boolean) {
  const result: { index: number; entry: Entry; term: number }[] = [];
  history.forEach((m, i) => {
    const now = m.servers.find((s) => s.id === m.actor);
    if (!now || (leadersOnly && now.role !== 'leader')) return;
    const was = history[i - 1]?.servers.find((s) => s.id === m.actor);
    const from = was && was.incarnation === now.incarnation ? was[counter] : now[counter];
    for (let index = from + 1; index <= now[counter]; index++) {
      const entry = now.log[index - 1];
      if (entry) result.push({ index, entry, term: now.term });
    }
  });
  return result;
}

type Application = { readonly command: EntryCommand; readonly returned: Json };

/** All that was applied for each `client seq` until a moment: every server replays what it applied since its boot. */
function applications(history: readonly Moment[]): Map<string, Application[]> {
  const results = new Map<string, Application[]>();
  const stores = new Map<string, Map<string, Json>>();
  history.forEach((m, i) => {
    const now = m.servers.find((s) => s.id === m.actor);
    const was = history[i - 1]?.servers.find((s) => s.id === m.actor);
    if (!now || !was || was.incarnation !== now.incarnation) return;
    const boot = `${now.id} ${now.incarnation}`;
    const store = stores.get(boot) ?? new Map<string, Json>();
    stores.set(boot, store);
    for (const { command } of now.log.slice(was.lastApplied, now.lastApplied)) {
      if (command.type === 'noop') continue;
      if (command.type === 'write') store.set(command.key, command.value);
      const request = `${command.client} ${command.seq}`;
      const returned = command.type === 'read' ? (store.get(command.key) ?? null) : null;
      results.set(request, [...(results.get(request) ?? []), { command, returned }]);
    }
  });
  return results;
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
        prefix(a.log, b.log, a.log.length),
    ),
  'log-matching': (history) => {
    const now = history.at(-1)?.servers ?? [];
    return now.every((a) =>
      now.every((b) =>
        a.log.every((entry, i) => entry.term !== b.log[i]?.term || prefix(a.log, b.log, i + 1)),
      ),
    );
  },
  'leader-completeness': (history) => {
    const now = history.at(-1);
    const committed = gained(history, 'commitIndex', true);
    return (
      !now ||
      leading(now).every((leader) =>
        committed.every((c) => leader.term <= c.term || jsonEqual(leader.log[c.index - 1], c.entry)),
      )
    );
  },
  'state-machine-safety': (history) => {
    const applied = gained(history, 'lastApplied', false);
    return applied.every((a) => applied.every((b) => a.index !== b.index || jsonEqual(a.entry, b.entry)));
  },
  'term-monotone': (history) => moves(history).every(([a, b]) => a.term <= b.term),
  'one-vote-per-term': (history) => {
    const votes = history.flatMap((m) => [
      ...m.servers.map((s) => ({ voter: s.id, term: s.term, candidate: s.votedFor })),
      ...m.granted.map((g) => ({ voter: m.actor, ...g })),
    ]);
    const cast = new Map<string, string>();
    return votes.every(({ voter, term, candidate }) => {
      if (candidate === null) return true;
      const first = cast.get(`${voter} ${term}`) ?? candidate;
      cast.set(`${voter} ${term}`, first);
      return first === candidate;
    });
  },
  'commit-monotone': (history) =>
    moves(history).every(
      ([a, b]) => !a.up || !b.up || a.incarnation !== b.incarnation || a.commitIndex <= b.commitIndex,
    ),
  'applied-within-commit': (history) =>
    (history.at(-1)?.servers ?? []).every(
      (s) => !s.up || (s.lastApplied <= s.commitIndex && s.commitIndex <= s.log.length),
    ),
  'answered-when-applied': (history) => {
    const { actor, done } = history.at(-1) as Moment;
    const results = done.length > 0 ? applications(history) : new Map<string, Application[]>();
    return done.every(({ pending, operation, value }) => {
      if (pending?.operation !== operation) return false;
      const { type, key, value: asked = null } = pending.command;
      return (results.get(`${actor} ${pending.seq}`) ?? []).some(({ command, returned }) =>
        type === 'write'
          ? command.type === 'write' && command.key === key && jsonEqual(command.value, asked)
          : command.type === 'read' && command.key === key && jsonEqual(returned, value ?? null),
      );
    });
  },
  'match-index-sound': (history) => {
    const now = history.at(-1);
    return (
      !now ||
      leading(now).every((leader) =>
        now.servers.every(
          (s) =>
            s.id === leader.id ||
            s.term !== leader.term ||
            prefix(leader.log, s.log, leader.matchIndex[s.id] ?? 0),
        ),
      )
    );
  },
};
