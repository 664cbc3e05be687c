/** Keyframes: everything a world needs to go on from an instant, part by part. Each part saves and loads its own. */
import { commonPrefix, get, isList } from '../base/list.ts';
import type { Clocks, SavedClocks } from './clocks.ts';
import type { Disks, PendingWrite, SavedDisks } from './disks.ts';
import type { Draws, SavedDraws } from './draws.ts';
import type { Queue, SavedQueue } from './entries.ts';
import type { FaultTables, SavedFaults } from './faults.ts';
import type { Lies, SavedLies } from './lies.ts';
import type { Network, SavedNetwork } from './network.ts';
import type { Nodes, SavedNodes } from './nodes.ts';
import type { Promises, SavedPromises } from './promises.ts';
import type { Rows, SavedRows } from './rows.ts';
import type { FaultInput, Input } from './runspec.ts';
import type { Signatures } from './signatures.ts';
import type { SavedTimers, Timers } from './timers.ts';

/** What a world is made of. */
export interface Parts {
  readonly clocks: Clocks;
  readonly queue: Queue;
  readonly rows: Rows;
  readonly tables: FaultTables;
  readonly timers: Timers;
  readonly nodes: Nodes;
  readonly network: Network;
  readonly draws: Draws;
  readonly promises: Promises;
  readonly disks: Disks;
  readonly lies: Lies;
  readonly signatures: Signatures;
}

/** Plain data sharing structure with the live world. */
export interface Keyframe {
  readonly clocks: SavedClocks;
  readonly queue: SavedQueue;
  readonly rows: SavedRows;
  readonly faults: SavedFaults;
  readonly timers: SavedTimers;
  readonly nodes: SavedNodes;
  readonly network: SavedNetwork;
  readonly draws: SavedDraws;
  readonly promises: SavedPromises;
  readonly disks: SavedDisks;
  readonly lies: SavedLies;
}

export function saveParts(parts: Parts): Keyframe {
  return {
    clocks: parts.clocks.save(),
    queue: parts.queue.save(),
    rows: parts.rows.save(),
    faults: parts.tables.save(),
    timers: parts.timers.save(),
    nodes: parts.nodes.save(),
    network: parts.network.save(),
    draws: parts.draws.save(),
    promises: parts.promises.save(),
    disks: parts.disks.save(),
    lies: parts.lies.save(),
  };
}

/** @param inputs of the run that goes on: of the one the keyframe was taken of, or of one with the same past. */
export function loadParts(parts: Parts, frame: Keyframe, inputs: readonly Input[]): void {
  // First, because others ask what time it is.
  parts.clocks.load(frame.clocks);
  parts.queue.load(frame.queue);
  parts.rows.load(frame.rows);
  // The faults themselves are read from this run's inputs: an edit may have changed when one ends.
  const active = frame.faults.active.map((a) => ({ ...a, fault: (inputs[a.input] as FaultInput).fault }));
  parts.tables.load({ ...frame.faults, active });
  parts.timers.load(frame.timers);
  // Before the nodes, who show what is on disk.
  parts.disks.load(frame.disks);
  parts.nodes.load(frame.nodes);
  parts.network.load(frame.network);
  parts.draws.load(frame.draws);
  parts.promises.load(frame.promises);
  parts.lies.load(frame.lies);
}

/**
 * About what a keyframe holds that the one before it does not. The parts' own arrays are copied; states and accumulators share
 * all that did not change, so only what was replaced since is counted, all the way down.
 * @param most Bytes of states after which counting ends: what contains itself, or holds one part in too many places, has no end.
 */
export function bytesOf(
  frame: Keyframe,
  previous: Keyframe | undefined,
  most = Number.POSITIVE_INFINITY,
): number {
  const { nodes, timers, queue, promises, faults, disks, lies, network } = frame;
  const inbox = nodes.inbox.reduce((sum, entries) => sum + entries.length, 0);
  const { active, passed } = faults;
  left = most;
  return (
    2000 +
    nodes.durable.length * 300 +
    timers.deadline.length * 44 +
    (queue.items.length + inbox + network.held.length) * 100 +
    (active.length + 2 * passed.length) * 8 +
    grown(nodes.durable, previous?.nodes.durable) +
    grown(nodes.volatile, previous?.nodes.volatile) +
    grown(promises.accumulators, previous?.promises.accumulators) +
    disks.damages.reduce((sum, damages) => sum + damages.size * 150, 0) +
    disks.pending.reduce((sum, write) => sum + (write ? bytesOfWrite(write) : 0), 0) +
    grown(lies.memories, previous?.lies.memories)
  );
}

function bytesOfWrite({ changes, outbound }: PendingWrite): number {
  return 200 + changes.length * 100 + outbound.length * 120;
}

/** Bytes still to be counted of the keyframe that is being weighed. */
let left = 0;

/**
 * Bytes of `now` that are not shared with `before`: a word per field, and the containers that hold them. Fields are not fetched by name:
 * records have too many shapes for that, and the engine that runs this would compile it anew again and again.
 */
function grown(now: unknown, before: unknown, depth = 0): number {
  if (now === before) return 0;
  if (typeof now !== 'object' || now === null) return weight(now, depth);
  if (typeof before !== 'object' || before === null || depth > DEEP) return weight(now, depth);
  if (left <= 0) return 0;
  if (Array.isArray(now)) {
    const old = Array.isArray(before) ? before : NOTHING;
    let bytes = took(24 + now.length * 8);
    for (let i = 0; i < now.length; i++) if (now[i] !== old[i]) bytes += grown(now[i], old[i], depth + 1);
    return bytes;
  }
  if (isList(now) && isList(before)) {
    // By place, not by node: what a full tail hands to the trie has not grown.
    const shared = commonPrefix(now, before);
    let bytes = took(LIST_BYTES + now.depth * 24 + (now.length - shared) * 8);
    for (let i = shared; i < now.length; i++) bytes += weight(get(now, i), depth + 1);
    return bytes;
  }
  // Of records that were copied with changes the fields stand in one order, those that are new last.
  const names = Object.keys(now);
  const values = Object.values(now);
  const oldNames = Object.keys(before);
  const oldValues = Object.values(before);
  let bytes = took(24 + 12 * names.length);
  for (let i = 0; i < names.length; i++) {
    const value: unknown = values[i];
    // Numbers and the like are counted with their field.
    if (typeof value === 'object' ? value === null : typeof value !== 'string') continue;
    const name = names[i] as string;
    const was: unknown = oldNames[i] === name ? oldValues[i] : Reflect.get(before, name);
    if (value !== was) bytes += grown(value, was, depth + 1);
  }
  return bytes;
}

/** Bytes of what shares nothing with anything: all of it. */
function weight(value: unknown, depth: number): number {
  if (typeof value === 'string') return took(16 + value.length);
  if (typeof value !== 'object' || value === null || left <= 0) return 0;
  if (depth > DEEP) return weightOfDeep(value);
  const isArray = Array.isArray(value);
  const parts: readonly unknown[] = isArray ? value : Object.values(value);
  let bytes = took(24 + parts.length * (isArray ? 8 : 12));
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (typeof part === 'object' ? part !== null : typeof part === 'string') bytes += weight(part, depth + 1);
  }
  return bytes;
}

/** The same of what is nested deeper than may be walked by calls within calls: a chain of ten thousand links, say. */
function weightOfDeep(value: object): number {
  const waiting: unknown[] = [value];
  let bytes = 0;
  while (waiting.length > 0 && left > 0) {
    const next = waiting.pop();
    if (typeof next === 'string') bytes += took(16 + next.length);
    if (typeof next !== 'object' || next === null) continue;
    const isArray = Array.isArray(next);
    const parts: readonly unknown[] = isArray ? next : Object.values(next);
    bytes += took(24 + parts.length * (isArray ? 8 : 12));
    for (const part of parts) waiting.push(part);
  }
  return bytes;
}

function took(bytes: number): number {
  left -= bytes;
  return bytes;
}

/** Levels beyond which no call is made within another. */
const DEEP = 500;
const NOTHING: readonly unknown[] = [];
/** A list's own record, its last leaf, and the copied path to it at one level. */
const LIST_BYTES = 84 + 2 * (24 + 16 * 8);
