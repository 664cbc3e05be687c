/** The log by index: a snapshot stands for its beginning. */
import { append, empty, get, iterate, type List, slice } from '../../protolib/list.ts';
import type { Entry, EntryCommand, ServerCtx, ServerDurable } from './state.ts';
import { commandText } from './words.ts';

type Stored = Pick<ServerDurable, 'snapshot' | 'log'>;

/** Index of the last entry that a snapshot stands for; 0 if there is none. */
export function baseIndex({ snapshot }: Stored): number {
  return snapshot === null ? 0 : snapshot.lastIncludedIndex;
}

export function lastIndex(durable: Stored): number {
  return baseIndex(durable) + durable.log.length;
}

export function lastTerm(durable: Stored): number {
  return termAt(durable, lastIndex(durable));
}

/** The entry with this index, unless it is missing or behind the snapshot. */
export function entryAt(durable: Stored, index: number): Entry | undefined {
  return get(durable.log, index - baseIndex(durable) - 1);
}

/** Term of the entry with this index; 0 if it is missing or behind the snapshot. */
export function termAt(durable: Stored, index: number): number {
  const { snapshot } = durable;
  if (snapshot !== null && index === snapshot.lastIncludedIndex) return snapshot.lastIncludedTerm;
  return entryAt(durable, index)?.term ?? 0;
}

/** At most `most` entries from `index` on. */
export function entriesFrom(durable: Stored, index: number, most: number): readonly Entry[] {
  const start = index - baseIndex(durable) - 1;
  return start >= durable.log.length ? NONE : slice(durable.log, start, start + most);
}
const NONE: readonly Entry[] = Object.freeze([]);

/** A leader adds an entry of its own term. */
export function appendOwn(ctx: ServerCtx, command: EntryCommand): number {
  const { durable } = ctx;
  const index = lastIndex(durable) + 1;
  durable.log = append(durable.log, { index, term: durable.currentTerm, command });
  ctx.note('appends', { index, what: commandText(command) });
  return index;
}

/**
 * The log as it follows the snapshot. A write that the power cut short may have left elements that the snapshot stands for already, or
 * a gap; what comes after a gap is of no use. The log itself if all is well.
 */
export function soundLog(durable: Stored): List<Entry> {
  const { log } = durable;
  const first = baseIndex(durable) + 1;
  let kept: List<Entry> = empty();
  let clean = true;
  for (const entry of iterate(log)) {
    const expected = first + kept.length;
    if (entry.index !== expected) clean = false;
    if (entry.index > expected) break;
    if (entry.index === expected) kept = append(kept, entry);
  }
  return clean ? log : kept;
}
