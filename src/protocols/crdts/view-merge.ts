/** What the panel shows: each copy, and at a step that merged, the two states and what became of them. Pure. */
import type { Json, JsonObject } from '../../base/json.ts';
import type { MessageInFlight, NodeState, WorldState } from '../../engine/inspect.ts';
import { K, type Trace } from '../../engine/trace.ts';
import { type Atom, atomsOf, isFields, SEEN } from './view-atoms.ts';

export interface CopyRow {
  readonly id: string;
  readonly up: boolean;
  /** What a user sees; null while the replica is down. */
  readonly shows: Json | undefined;
  /** "R1:3 R2:1" */
  readonly seen: string;
  readonly waiting: readonly string[];
  readonly changed: boolean;
}

/** `both`: in both states, the same; `own`, `came`: in one only; `lost`: in one, and not in the join. */
export type From = 'both' | 'own' | 'came' | 'lost';
export interface Piece extends Atom {
  readonly from: From;
}

export interface Merge {
  readonly to: string;
  readonly from: string;
  readonly what: 'state' | 'delta';
  readonly own: readonly Piece[];
  readonly came: readonly Piece[];
  readonly join: readonly Piece[];
}

export interface Model {
  readonly copies: readonly CopyRow[];
  /** Whether all copies have the same updates, and whether they show the same. */
  readonly agreed: 'same' | 'differ' | null;
  readonly merge: Merge | null;
}

function copyOf(node: NodeState): JsonObject {
  return node.durable.copy as JsonObject;
}

export function modelOf(world: WorldState, before: WorldState | null, trace: Trace, type: string): Model {
  const copies = world.nodes.map((node, i): CopyRow => {
    const old = before?.nodes[i];
    const waiting = (node.volatile?.waiting ?? []) as readonly { from: string; n: number }[];
    return {
      id: node.id,
      up: node.up,
      shows: node.volatile?.shows,
      seen: seenWords(copyOf(node).seen),
      waiting: waiting.map(({ from, n }) => `${from}.${n}`),
      changed: old !== undefined && changes(old, node),
    };
  });
  const up = copies.filter((c) => c.up);
  const together = up.length > 1 && up.every((c) => c.seen === up[0]?.seen);
  const same = up.every((c) => JSON.stringify(c.shows) === JSON.stringify(up[0]?.shows));
  return {
    copies,
    agreed: !together ? null : same ? 'same' : 'differ',
    merge: mergeAt(world, before, trace, type),
  };
}

function changes(old: NodeState, now: NodeState): boolean {
  const shown = JSON.stringify(old.volatile?.shows) !== JSON.stringify(now.volatile?.shows);
  return shown || seenWords(copyOf(old).seen) !== seenWords(copyOf(now).seen);
}

/** Why the last thing that was asked of a replica up to a step was refused; null if it was done. */
export function refusalOf({ notes, columns }: Trace, id: string, step: number): string | null {
  let [low, high] = [0, notes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((columns.step[notes[middle]?.row ?? 0] as number) <= step) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i--) {
    const note = notes[i];
    if (note?.node !== id || (note.id !== 'edits' && note.id !== 'refuses')) continue;
    return note.id === 'refuses' ? String(note.fields.why) : null;
  }
  return null;
}

/** Of each replica's updates, how many the copy has. */
export function seenOf(node: NodeState): Readonly<Record<string, number>> {
  const { seen } = copyOf(node);
  return isFields(seen) ? (seen.vector as Readonly<Record<string, number>>) : {};
}

/** "R1:3 R2:1", "nothing" */
function seenWords(seen: Json | undefined): string {
  if (!isFields(seen)) return '';
  const upTo = isFields(seen.vector) ? Object.entries(seen.vector).map(([id, n]) => `${id}:${n}`) : [];
  const cloud = Array.isArray(seen.cloud) ? seen.cloud.map(String) : [];
  return [...upTo, ...cloud].join(' ') || 'nothing';
}

function mergeAt(world: WorldState, before: WorldState | null, trace: Trace, type: string): Merge | null {
  const came = before === null ? null : cameIn(world.step, before, trace);
  if (came === null || before === null) return null;
  const { message, from, to } = came;
  const state =
    message.type === 'State' ? message.state : message.type === 'Delta' ? message.delta : undefined;
  const lane = world.nodes.findIndex((n) => n.id === to);
  const [old, now] = [before.nodes[lane], world.nodes[lane]];
  if (!isFields(state) || old === undefined || now === undefined) return null;
  const [own, theirs] = [atomsOf(type, copyOf(old).state as JsonObject), atomsOf(type, state)];
  const join = atomsOf(type, copyOf(now).state as JsonObject);
  return {
    to,
    from,
    what: message.type === 'State' ? 'state' : 'delta',
    own: side(own, byKey(theirs), byKey(join), 'own'),
    came: side(theirs, byKey(own), byKey(join), 'came'),
    join: joinPieces(own, theirs, join),
  };
}

function joinPieces(own: readonly Atom[], came: readonly Atom[], join: readonly Atom[]): readonly Piece[] {
  const [mine, theirs] = [byKey(own), byKey(came)];
  return join.map((a) => ({ ...a, from: origin(a, mine, theirs) }));
}

/** The message that the step handled, as it was on its way. */
function cameIn(step: number, before: WorldState, { columns, rows }: Trace): MessageInFlight | null {
  let [low, high] = [0, rows];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((columns.step[middle] as number) < step) low = middle + 1;
    else high = middle;
  }
  if (columns.kind[low] !== K.deliver) return null;
  return before.inFlight.find((m) => m.send === columns.cause[low]) ?? null;
}

type Known = ReadonlyMap<string, Atom>;

function byKey(atoms: readonly Atom[]): Known {
  return new Map(atoms.map((a) => [a.key, a]));
}

function has(all: Known, one: Atom): boolean {
  const found = all.get(one.key);
  return found !== undefined && found.text === one.text && found.name === one.name && found.gone === one.gone;
}

/** A summary of what was seen is never lost: it is in a greater one. */
function side(own: readonly Atom[], other: Known, join: Known, from: From): readonly Piece[] {
  return own.map((a) => ({
    ...a,
    from: has(other, a) ? 'both' : a.key !== SEEN && !has(join, a) ? 'lost' : from,
  }));
}

function origin(one: Atom, own: Known, came: Known): From {
  if (has(own, one)) return has(came, one) ? 'both' : 'own';
  return has(came, one) ? 'came' : 'both';
}
