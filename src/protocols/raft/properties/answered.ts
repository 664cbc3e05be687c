/** What Raft promises its clients: that nothing is told to be done that was not. */
import { jsonEqual } from '../../../base/json.ts';
import type { Command, Completion, Json, NodeId, Property, StepView } from '../../../engine/api.ts';
import { append, empty, get, iterate, type List } from '../../../protolib/list.ts';
import { baseIndex, entryAt } from '../log.ts';
import type { ClientVolatile, Entry, EntryCommand } from '../state.ts';
import { valueText } from '../words.ts';
import { at, put, type ServerStep, sameEntry } from './common.ts';
import { applied as applying, type Machine, newMachine } from './machine.ts';

/** A command that a server applied, and what it returned: null for a write. */
type Application = { readonly command: ClientCommand; readonly returned: Json };
type ClientCommand = Extract<EntryCommand, { type: 'write' | 'read' }>;

/** What a server that went a way of its own has in its state machine; over with its incarnation. */
type Stray = { readonly incarnation: number; readonly machine: Machine };

/**
 * A state machine beside those of the servers, fed with what they apply. All servers apply one sequence, so it is kept once, with the
 * machine it leads to; a server that departs from it, should a broken rule make one, gets a machine of its own.
 */
type Applied = {
  readonly first: Machine;
  readonly most: number;
  readonly sequence: List<Entry>;
  readonly machine: Machine;
  readonly strays: Readonly<Record<NodeId, Stray>>;
  /** By client and seq, where that was applied. Several times: the network can deliver a request twice, and reads find what there is. */
  readonly applications: Readonly<Record<NodeId, List<readonly Application[] | null>>>;
};

export const answeredWhenApplied: Property<Applied> = {
  id: 'answered-when-applied',
  init(_nodes, env) {
    const machine = newMachine(env);
    const most = env.params.maxSessions as number;
    return { first: machine, most, sequence: empty(), machine, strays: {}, applications: {} };
  },
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
  // A read need not go through the log; what it may tell then is a promise of its own.
  if (command.type === 'read' && own.length === 0) return;
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
  // A snapshot brings it back to the common way.
  if (
    after > before &&
    after === baseIndex(node.durable) &&
    node.durable.snapshot !== step.durableBefore.snapshot
  ) {
    const { [node.id]: _, ...strays } = applied.strays;
    return { ...applied, strays };
  }
  let result = applied;
  for (let index = before + 1; index <= after; index++) {
    const entry = entryAt(node.durable, index);
    if (entry !== undefined && !strayed(result, step)) {
      const common = get(result.sequence, index - 1);
      if (sameEntry(common, entry)) continue;
      if (common === undefined && index === result.sequence.length + 1) {
        const { machine, returned } = applying(result.machine, entry, result.most);
        result = noted({ ...result, sequence: append(result.sequence, entry), machine }, entry, returned);
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
  const from = strayed(applied, step)?.machine ?? machineAfter(applied, known);
  if (entry === undefined)
    return { ...applied, strays: { ...applied.strays, [id]: { incarnation, machine: from } } };
  const { machine, returned } = applying(from, entry, applied.most);
  const result = { ...applied, strays: { ...applied.strays, [id]: { incarnation, machine } } };
  return noted(result, entry, returned);
}

function machineAfter({ first, most, sequence }: Applied, length: number): Machine {
  let machine = first;
  let index = 0;
  for (const entry of iterate(sequence)) {
    if (index++ === length) break;
    machine = applying(machine, entry, most).machine;
  }
  return machine;
}

/** Remembers a command that was applied, with what it returned. */
function noted(applied: Applied, { command }: Entry, returned: Json): Applied {
  if (command.type !== 'write' && command.type !== 'read') return applied;
  const { client, seq } = command;
  const own = applied.applications[client] ?? empty<readonly Application[] | null>();
  const known = at(own, seq) ?? [];
  if (known.some((a) => sameCommand(a.command, command) && jsonEqual(a.returned, returned))) return applied;
  const all = put(own, seq, [...known, { command, returned }]);
  return { ...applied, applications: { ...applied.applications, [client]: all } };
}

function sameCommand(a: ClientCommand, b: ClientCommand): boolean {
  return a === b || jsonEqual(a, b);
}
