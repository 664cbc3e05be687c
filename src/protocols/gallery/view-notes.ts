/** What the panel of lists draws, worked out from the world and from what clients have been told so far. Pure. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { Trace } from '../../engine/trace.ts';
import type { Note } from './state.ts';

/** How the disk differs from what the keeper believes: `writing` is on its way, the others nobody has noticed. */
export type OnDisk = 'same' | 'writing' | 'old' | 'gone' | 'wrong' | 'unreadable';

export interface NoteCell {
  /** Place in the list, from 1. */
  readonly place: number;
  readonly word: string;
  readonly n: number;
  readonly from: string;
  readonly stamp: number;
  /** Whether its client was told that this keeper keeps it. */
  readonly told: boolean;
  /** Stored in the step at the cursor. */
  readonly fresh: boolean;
  readonly disk: OnDisk;
  /** The word that the disk holds instead, if it can be read and is another. */
  readonly diskWord: string | null;
}

/** A note that a client was told is kept, and is not. */
export interface MissingNote {
  readonly from: string;
  readonly n: number;
  readonly word: string;
}

export interface KeeperRow {
  readonly id: string;
  readonly up: boolean;
  readonly count: number;
  /** How the disk differs in `count`. */
  readonly countOnDisk: OnDisk;
  readonly suspects: readonly string[];
  readonly cells: readonly NoteCell[];
  readonly missing: readonly MissingNote[];
}

/** `before`: the world one step earlier, or null. */
export function keeperRows(world: WorldState, before: WorldState | null, trace: Trace): readonly KeeperRow[] {
  const { told, words } = storyUpTo(trace, world.step);
  return world.nodes
    .filter((node) => node.role === 'keeper')
    .map((node) => {
      const notes = notesOf(node);
      const old = before?.nodes.find((other) => other.id === node.id);
      const oldNotes = old ? notesOf(old) : null;
      const known = told.get(node.id) ?? [];
      const has = new Set(notes.map(nameOf));
      const suspects = node.volatile?.suspects;
      return {
        id: node.id,
        up: node.up,
        count: Number(node.durable.count ?? 0),
        countOnDisk: onDisk(node, 'count').disk,
        suspects: Array.isArray(suspects) ? suspects.map(String) : [],
        cells: notes.map((note, i) => ({
          place: i + 1,
          word: note.word,
          n: note.n,
          from: note.from,
          stamp: note.stamp,
          told: known.includes(nameOf(note)),
          fresh: oldNotes !== null && !same(oldNotes[i], note),
          ...onDisk(node, `notes[${i}]`, note),
        })),
        missing: known
          .filter((name) => !has.has(name))
          .map((name) => missingNote(name, words.get(name) ?? '?')),
      };
    });
}

function onDisk(node: NodeState, record: string, note?: Note): { disk: OnDisk; diskWord: string | null } {
  if (node.syncing?.records.includes(record)) return { disk: 'writing', diskWord: null };
  const damage = node.damaged.find((d) => d.record === record);
  if (!damage) return { disk: 'same', diskWord: null };
  const word = (damage.value as Partial<Note> | null | undefined)?.word;
  return { disk: damage.what, diskWord: typeof word === 'string' && word !== note?.word ? word : null };
}

interface Story {
  /** By keeper: names of the notes that clients were told it keeps, each once, in the order they were told. */
  readonly told: ReadonlyMap<string, readonly string[]>;
  /** By name of a note: the word its client meant. */
  readonly words: ReadonlyMap<string, string>;
}

/** Read from the notes of the run: a client that crashes forgets, what it was told stays said. */
function storyUpTo({ notes, columns }: Trace, step: number): Story {
  const told = new Map<string, string[]>();
  const words = new Map<string, string>();
  for (const { row, id, node, fields } of notes) {
    if ((columns.step[row] as number) > step) break;
    const name = `${node}.${String(fields.n)}`;
    if (id === 'sends') words.set(name, String(fields.word));
    if (id !== 'told') continue;
    const keeper = String(fields.keeper);
    const known = told.get(keeper) ?? [];
    if (!known.includes(name)) told.set(keeper, [...known, name]);
  }
  return { told, words };
}

function missingNote(name: string, word: string): MissingNote {
  const [from = '', n = ''] = name.split('.');
  return { from, n: Number(n), word };
}

function notesOf(node: NodeState): readonly Note[] {
  const { notes } = node.durable;
  return Array.isArray(notes) ? (notes as unknown as Note[]) : [];
}

function nameOf({ from, n }: Note): string {
  return `${from}.${n}`;
}

function same(a: Note | undefined, b: Note): boolean {
  return a !== undefined && a.from === b.from && a.n === b.n && a.word === b.word && a.stamp === b.stamp;
}

/** "72.5 ms" */
export function stampText(stamp: number): string {
  return `${(stamp / 1000).toFixed(1)} ms`;
}
