/** What Raft promises about reads, however they are made. */
import { type Json, jsonEqual } from '../../../base/json.ts';
import type { NodeId, Property, StepView } from '../../../engine/api.ts';
import { append, empty, get, type List } from '../../../protolib/list.ts';
import * as map from '../../../protolib/map.ts';
import { entryAt } from '../log.ts';
import type { ClientVolatile, Entry, Pending } from '../state.ts';
import { valueText } from '../words.ts';
import type { ServerStep } from './common.ts';
import { applied, type Machine, newMachine } from './machine.ts';

/** A value of a key, and the index of the entry that wrote it. */
type Version = { readonly index: number; readonly value: Json };
const NOTHING: Version = { index: 0, value: null };

type History = {
  readonly most: number;
  /** Up to where anybody has applied the log, and the state machine there. */
  readonly length: number;
  readonly machine: Machine;
  /** By key, all the values it had, in the order of the log. */
  readonly versions: map.PersistentMap<List<Version>>;
  /** By `client seq`, the index at which a write took effect. */
  readonly written: map.PersistentMap<number>;
  /** By key, the latest version that some client was told of: whoever asks from now on may not be told of an older one. */
  readonly told: map.PersistentMap<number>;
  /** By client, that bound for the command it waits for. */
  readonly bounds: Readonly<Record<NodeId, number>>;
};

/**
 * The order of the log is the order in which things happened. A read that was told of a version older than one that a client knew of
 * before the read was asked did not see what held. (With writes whose clients gave up, another order might explain such a run: the judge
 * of the history looks for one. In a sound Raft there is always this one.)
 */
export const linearizableReads: Property<History> = {
  id: 'linearizable-reads',
  init(_nodes, env) {
    return {
      most: env.params.maxSessions as number,
      length: 0,
      machine: newMachine(env),
      versions: map.empty(),
      written: map.empty(),
      told: map.empty(),
      bounds: {},
    };
  },
  step(history, step, _nodes, broken) {
    if (step.node.role === 'server') return follow(history, step as ServerStep);
    const before = (step.volatileBefore as ClientVolatile).pending;
    const { pending } = step.node.volatile as ClientVolatile;
    if (pending?.operation === before?.operation) return history;
    const result = before === null ? history : ended(history, step, before, broken);
    if (pending === null) return result;
    const bound = map.get(result.told, String(pending.command.key)) ?? 0;
    return { ...result, bounds: { ...result.bounds, [step.node.id]: bound } };
  },
};

/** Takes in what nobody has applied before. */
function follow(history: History, { node, volatileBefore }: ServerStep): History {
  let result = history;
  const from = Math.max(history.length, volatileBefore.lastApplied);
  for (let index = from + 1; index <= node.volatile.lastApplied; index++) {
    if (index !== result.length + 1) break;
    const entry = entryAt(node.durable, index);
    if (entry === undefined) break;
    result = extended(result, entry);
  }
  return result;
}

function extended(history: History, entry: Entry): History {
  const { command, index } = entry;
  const { machine, effective } = applied(history.machine, entry, history.most);
  const result = { ...history, length: index, machine };
  if (!effective || command.type !== 'write') return result;
  const known = map.get(history.versions, command.key) ?? append(empty<Version>(), NOTHING);
  const versions = map.set(history.versions, command.key, append(known, { index, value: command.value }));
  const name = `${command.client} ${command.seq}`;
  const first = map.get(history.written, name);
  return {
    ...result,
    versions,
    written: first === undefined ? map.set(history.written, name, index) : history.written,
  };
}

function ended(
  history: History,
  { node, completed }: StepView,
  { operation, command, seq }: Pending,
  broken: (why: string) => void,
): History {
  const completion = completed.find((c) => c.operation === operation);
  if (completion?.outcome !== 'ok') return history;
  const key = String(command.key);
  if (command.type === 'write') return told(history, key, map.get(history.written, `${node.id} ${seq}`) ?? 0);
  const versions = map.get(history.versions, key);
  const value = completion.value ?? null;
  const bound = history.bounds[node.id] ?? 0;
  const found = seen(versions, value, bound);
  if (found !== null) return told(history, key, found.index);
  const [was, should] = [value, versionAt(versions, bound).value].map((v) =>
    v === null ? 'empty' : valueText(v),
  );
  broken(
    `${node.id} is told that ${key} is ${was}; when it asked, ${key} was ${should} already, and never ${was} again.`,
  );
  return history;
}

function told(history: History, key: string, index: number): History {
  if (index <= (map.get(history.told, key) ?? 0)) return history;
  return { ...history, told: map.set(history.told, key, index) };
}

/** The first version with this value that held at `bound` or later; null if there is none. */
function seen(versions: List<Version> | undefined, value: Json, bound: number): Version | null {
  if (versions === undefined) return value === null ? NOTHING : null;
  let first = versions.length - 1;
  while (first > 0 && (get(versions, first) as Version).index > bound) first--;
  for (let i = first; i < versions.length; i++) {
    const version = get(versions, i) as Version;
    if (jsonEqual(version.value, value)) return version;
  }
  return null;
}

function versionAt(versions: List<Version> | undefined, bound: number): Version {
  let found = NOTHING;
  for (let i = 0; i < (versions?.length ?? 0); i++) {
    const version = get(versions as List<Version>, i) as Version;
    if (version.index <= bound) found = version;
  }
  return found;
}
