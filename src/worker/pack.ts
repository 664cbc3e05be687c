/** Answers as they cross to the page: see `Packed`. */
import type { NoteRecord } from '../engine/trace.ts';
import type { Answer, Opened, Packed, PackedNotes } from './wire.ts';

export function pack(answer: Answer): Packed {
  if (answer.type === 'part') {
    const { id, list, items } = answer;
    if (list === 'notes') return { type: 'packed notes', id, notes: packNotes(items) };
    return { type: 'packed part', id, list, text: JSON.stringify(items) };
  }
  if (answer.type !== 'done' || !isOpened(answer.result)) return answer;
  const { index, patch, ...rest } = answer.result;
  const { columns, lists, ...kept } = patch;
  const { tail, ...notes } = lists.notes;
  const text = JSON.stringify({ ...rest, patch: { ...kept, lists: { ...lists, notes } } });
  return { type: 'opened', id: answer.id, text, notes: packNotes(tail), columns, index };
}

function packNotes(notes: readonly NoteRecord[]): PackedNotes {
  const rows = new Int32Array(notes.length);
  const ids = new Uint16Array(notes.length);
  const nodes = new Uint16Array(notes.length);
  const places = new Map<string, number>();
  const place = (word: string) => {
    const known = places.get(word) ?? places.size;
    if (known === places.size) places.set(word, known);
    return known;
  };
  const fields = notes.map((note, i) => {
    rows[i] = note.row;
    ids[i] = place(note.id);
    nodes[i] = place(note.node);
    return note.fields;
  });
  return { rows, ids, nodes, words: [...places.keys()], fields: JSON.stringify(fields) };
}

function isOpened(result: object | null): result is Opened {
  return result !== null && 'patch' in result && 'index' in result;
}
