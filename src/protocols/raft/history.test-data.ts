/** The history of a run, written down whole, and what a definition asks of it. */

import { type Json, jsonEqual } from '../../base/json.ts';
import type { NodeView, Property, StepView } from '../../engine/api.ts';
import { toArray } from '../../protolib/list.ts';
import { toObject } from '../../protolib/map.ts';
import type {
  ClientVolatile,
  Entry,
  Pending,
  RaftMessage,
  ServerDurable,
  ServerRole,
  ServerVolatile,
  Snapshot as StoredSnapshot,
} from './state.ts';

/** What a server has on disk. */
export interface Disk {
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

export const base = (d: Disk) => d.snapshot?.lastIncludedIndex ?? 0;
export const last = (d: Disk) => base(d) + d.log.length;
export const entry = (d: Disk, index: number) => d.log.find((e) => e.index === index);
export const same = (a: Entry | undefined, b: Entry | undefined) =>
  a === b || (a !== undefined && b !== undefined && a.term === b.term && jsonEqual(a.command, b.command));
export const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** Whether `b` has what `a` has up to `end`, as far as no snapshot stands for it. */
export const prefix = (a: Disk, b: Disk, end: number) =>
  end <= last(b) &&
  range(Math.max(base(a), base(b)) + 1, end).every((i) => entry(a, i) && same(entry(a, i), entry(b, i)));

/** Whether the later of two snapshots, where the other disk knows the term of the entry it ends with, tells the same. */
export function sameBeginning(a: Disk, b: Disk): boolean {
  const index = Math.max(base(a), base(b));
  const term = (d: Disk) => (index === base(d) ? d.snapshot?.lastIncludedTerm : entry(d, index)?.term);
  return term(a) === term(b);
}

export const leading = (m: Moment) => m.servers.filter((s) => s.role === 'leader');
export const actorOf = (m: Moment) => m.servers.find((s) => s.id === m.actor);

/** Pairs of the same server at neighbouring moments. */
export function moves(history: readonly Moment[]): [Snapshot, Snapshot][] {
  return history
    .slice(1)
    .flatMap((m, i) =>
      m.servers.map((s, k): [Snapshot, Snapshot] => [history[i]?.servers[k] as Snapshot, s]),
    );
}

/** What an actor gained in a step by a counter that begins anew at a boot: indices and entries. */
export function gained(
  history: readonly Moment[],
  counter: 'commitIndex' | 'lastApplied',
  leadersOnly: boolean,
) {
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
