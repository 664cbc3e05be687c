/** What Raft promises its clients. */
import { type Json, jsonEqual } from '../../../base/json.ts';
import type { Command, Completion, NodeId, Property, StepView } from '../../../engine/api.ts';
import { append, empty, get, iterate, type List } from '../../../protolib/list.ts';
import * as map from '../../../protolib/map.ts';
import type { ClientVolatile, Entry, EntryCommand } from '../state.ts';
import { valueText } from '../words.ts';
import { at, put, type ServerStep, sameEntry } from './common.ts';

type Store = map.PersistentMap<Json>;

/** A command that a server applied, and what it returned: null for a write. */
type Application = { readonly command: ClientCommand; readonly returned: Json };
type ClientCommand = Exclude<EntryCommand, { type: 'noop' }>;

/** What a server that went a way of its own has in its state machine; over with its incarnation. */
type Stray = { readonly incarnation: number; readonly store: Store };

/**
 * A state machine beside those of the servers, fed with what they apply. All servers apply one sequence, so it is kept once, with the
 * store it leads to; a server that departs from it, should a broken rule make one, gets a store of its own.
 */
type Applied = {
  readonly sequence: List<Entry>;
  readonly store: Store;
  readonly strays: Readonly<Record<NodeId, Stray>>;
  /** By client and seq, where that was applied. Several times: the network can deliver a request twice, and reads find what there is. */
  readonly applications: Readonly<Record<NodeId, List<readonly Application[] | null>>>;
};

export const answeredWhenApplied: Property<Applied> = {
  id: 'answered-when-applied',
  init: () => ({ sequence: empty(), store: map.empty(), strays: {}, applications: {} }),
  step(applied, step, _nodes, broken) {
    // A liar's too: none of its lies is about what it applies, and a client it answers shall not be called deceived for that.
    if (step.node.role === 'server') return follow(applied, step as ServerStep);
    const { pending } = step.volatileBefore as ClientVolatile;
    // Most steps of clients end nothing.
    if ((step.node.volatile as ClientVolatile).pending === pending) return applied;
    for (const completion of step.completed) {
      if (completion.outcome === 'ok') checkAnswer(applied, step, completion, broken);
    }
    return applied;
  },
};

function checkAnswer(
  applied: Applied,
  { node, volatileBefore }: StepView,
  { operation, value }: Completion,
  broken: (why: string) => void,
): void {
  const { pending } = volatileBefore as ClientVolatile;
  if (pending === null || pending.operation !== operation) {
    broken(`${node.id} counts a command as done that it was not waiting for.`);
    return;
  }
  const { command, seq } = pending;
  const key = String(command.key);
  const what = command.type === 'write' ? `${key}=${valueText(command.value ?? null)}` : `read ${key}`;
  const own = at(applied.applications[node.id] ?? empty<readonly Application[] | null>(), seq) ?? [];
  const asked = own.filter((application) => isAsked(command, application.command));
  const [first] = asked;
  if (first === undefined) broken(`${node.id} is told that ${what} is done, which no server has applied.`);
  else if (
    command.type === 'read' &&
    !asked.some((application) => jsonEqual(application.returned, value ?? null))
  ) {
    const [told, found] = [value ?? null, first.returned].map(inWords);
    broken(`${node.id} is told that ${key} is ${told}, where its read was applied and found it ${found}.`);
  }
}

/** Whether a command in a log is what the client asked for. */
function isAsked(asked: Command, applied: ClientCommand): boolean {
  if (applied.type !== asked.type || applied.key !== String(asked.key)) return false;
  return applied.type === 'read' || jsonEqual(applied.value, asked.value ?? null);
}

function inWords(value: Json): string {
  return value === null ? 'empty' : valueText(value);
}

/** Takes in what a server applied in a step. */
function follow(applied: Applied, step: ServerStep): Applied {
  const { node, volatileBefore } = step;
  const before = volatileBefore.lastApplied;
  const after = node.volatile.lastApplied;
  if (after === before) return applied;
  let result = applied;
  for (let index = before + 1; index <= after; index++) {
    const entry = get(node.durable.log, index - 1);
    if (entry !== undefined && !strayed(result, step)) {
      const common = get(result.sequence, index - 1);
      if (sameEntry(common, entry)) continue;
      if (common === undefined && index === result.sequence.length + 1) {
        const store = stored(result.store, entry.command);
        result = noted({ ...result, sequence: append(result.sequence, entry), store }, entry.command, store);
        continue;
      }
    }
    result = stray(result, step, index - 1, entry);
  }
  // It takes back what it applied: no server of this protocol does, and nothing is known of one that does but what it did.
  return after < before && !strayed(result, step) ? stray(result, step, before, undefined) : result;
}

function strayed({ strays }: Applied, { node }: ServerStep): Stray | null {
  const own = strays[node.id];
  return own?.incarnation === node.incarnation ? own : null;
}

/** The server applies an entry (undefined: passes over one that it does not have) off the common way, on which it was up to `known`. */
function stray(applied: Applied, step: ServerStep, known: number, entry: Entry | undefined): Applied {
  const { id, incarnation } = step.node;
  let store = strayed(applied, step)?.store ?? storeAt(applied.sequence, known);
  if (entry !== undefined) store = stored(store, entry.command);
  const result = { ...applied, strays: { ...applied.strays, [id]: { incarnation, store } } };
  return entry === undefined ? result : noted(result, entry.command, store);
}

function storeAt(sequence: List<Entry>, length: number): Store {
  let store: Store = map.empty();
  let index = 0;
  for (const entry of iterate(sequence)) {
    if (index++ === length) break;
    store = stored(store, entry.command);
  }
  return store;
}

function stored(store: Store, command: EntryCommand): Store {
  return command.type === 'write' ? map.set(store, command.key, command.value) : store;
}

/** Remembers a command that was applied, with the store it led to: reads leave it as it is. */
function noted(applied: Applied, command: EntryCommand, store: Store): Applied {
  if (command.type === 'noop') return applied;
  const { client, seq } = command;
  const value = command.type === 'read' ? (map.get(store, command.key) ?? null) : null;
  const own = applied.applications[client] ?? empty<readonly Application[] | null>();
  const known = at(own, seq) ?? [];
  if (known.some((a) => sameCommand(a.command, command) && jsonEqual(a.returned, value))) return applied;
  const all = put(own, seq, [...known, { command, returned: value }]);
  return { ...applied, applications: { ...applied.applications, [client]: all } };
}

function sameCommand(a: ClientCommand, b: ClientCommand): boolean {
  return a === b || jsonEqual(a, b);
}
