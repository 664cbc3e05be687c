/** What the log means, worked out beside the servers: the state machine that applying each entry in turn would give. */
import type { Json } from '../../../base/json.ts';
import type { Env, NodeId } from '../../../engine/api.ts';
import { append, empty, get, type List } from '../../../protolib/list.ts';
import * as map from '../../../protolib/map.ts';
import { initialConfig } from '../config.ts';
import { entryAt } from '../log.ts';
import type { Config, Entry } from '../state.ts';
import { type ServerStep, sameEntry } from './common.ts';

export type Store = map.PersistentMap<Json>;

/** A session as the thesis defines it: its latest command and what that returned, and the entry that used it last. */
type Seen = {
  readonly client: NodeId;
  readonly seq: number;
  readonly value: Json;
  readonly usedAt: number;
};

export type Machine = {
  readonly store: Store;
  readonly sessions: Readonly<Record<string, Seen>>;
  readonly config: Config;
};

/** What applying an entry does: the machine after it, what is returned, and whether a command took effect in it. */
export type Effect = { readonly machine: Machine; readonly returned: Json; readonly effective: boolean };

export function newMachine(env: Env): Machine {
  return { store: map.empty(), sessions: {}, config: initialConfig(env) };
}

/** @param most how many sessions are kept */
export function applied(machine: Machine, { index, command }: Entry, most: number): Effect {
  const idle = { machine, returned: null, effective: false };
  switch (command.type) {
    case 'noop':
      return idle;
    case 'config':
      return {
        ...idle,
        machine: { ...machine, config: { index, voters: command.voters, old: command.old } },
      };
    case 'register': {
      const sessions = {
        ...machine.sessions,
        [index]: { client: command.client, seq: 0, value: null, usedAt: index },
      };
      return { ...idle, machine: { ...machine, sessions: latest(sessions, most) }, returned: index };
    }
  }
  const seen = command.session === undefined ? null : machine.sessions[String(command.session)];
  if (seen === undefined) return idle;
  if (seen !== null && command.seq <= seen.seq) return { ...idle, returned: seen.value };
  const { key } = command;
  const returned = command.type === 'read' ? (map.get(machine.store, key) ?? null) : null;
  const store = command.type === 'write' ? map.set(machine.store, key, command.value) : machine.store;
  const { sessions, config } = machine;
  if (seen === null) return { machine: { store, sessions, config }, returned, effective: true };
  const used = { ...seen, seq: command.seq, value: returned, usedAt: index };
  const after = { ...sessions, [String(command.session)]: used };
  return { machine: { store, sessions: after, config }, returned, effective: true };
}

function latest(sessions: Machine['sessions'], most: number): Machine['sessions'] {
  const numbers = Object.keys(sessions);
  if (numbers.length <= most) return sessions;
  const oldest = numbers.reduce((a, b) =>
    (sessions[a] as Seen).usedAt < (sessions[b] as Seen).usedAt ? a : b,
  );
  const { [oldest]: _, ...rest } = sessions;
  return rest;
}

/** All that was ever applied, by index (from 1, element 0 is the beginning): what any server was the first to apply there. */
export type Course = {
  readonly most: number;
  readonly entries: List<Entry | null>;
  readonly machines: List<Machine>;
};

export function newCourse(env: Env): Course {
  return {
    most: env.params.maxSessions as number,
    entries: append(empty<Entry | null>(), null),
    machines: append(empty<Machine>(), newMachine(env)),
  };
}

/** Takes in what a server applied in a step, as far as nobody has before. */
export function followed(course: Course, { node, volatileBefore }: ServerStep): Course {
  let { entries, machines } = course;
  for (let index = volatileBefore.lastApplied + 1; index <= node.volatile.lastApplied; index++) {
    if (index !== machines.length) continue;
    const entry = entryAt(node.durable, index);
    if (entry === undefined) break;
    entries = append(entries, entry);
    machines = append(machines, applied(get(machines, index - 1) as Machine, entry, course.most).machine);
  }
  return machines === course.machines ? course : { ...course, entries, machines };
}

/** The machine after the entry with this index; undefined if nobody has applied that. */
export function machineAt({ machines }: Course, index: number): Machine | undefined {
  return get(machines, index);
}

/** Whether a server's entry is the one that was applied first at its index. */
export function isCommon({ entries }: Course, entry: Entry): boolean {
  return sameEntry(get(entries, entry.index) ?? undefined, entry);
}
