/** The promises as their definitions read, over the whole history of a run: slow twins of `properties.ts`. */

import { jsonEqual } from '../../base/json.ts';
import type { NodeView, Property, StepView } from '../../engine/api.ts';
import { toArray } from '../../protolib/list.ts';
import type { Entry, ServerDurable, ServerRole, ServerVolatile } from './state.ts';

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
/** All servers after a step, and who took it. */
export interface Moment {
  readonly actor: string;
  readonly servers: readonly Snapshot[];
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
    const votes = new Map<string, string>();
    for (const s of history.flatMap((m) => m.servers)) {
      if (s.votedFor === null) continue;
      const ballot = `${s.id} ${s.term}`;
      if ((votes.get(ballot) ?? s.votedFor) !== s.votedFor) return false;
      votes.set(ballot, s.votedFor);
    }
    return true;
  },
  'commit-monotone': (history) =>
    moves(history).every(
      ([a, b]) => !a.up || !b.up || a.incarnation !== b.incarnation || a.commitIndex <= b.commitIndex,
    ),
  'applied-within-commit': (history) =>
    (history.at(-1)?.servers ?? []).every(
      (s) => !s.up || (s.lastApplied <= s.commitIndex && s.commitIndex <= s.log.length),
    ),
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
