/** Answers as they came from the worker: see `Packed`. */
import type { NoteRecord } from '../engine/trace.ts';
import type { Answer, Opened, Packed, PackedNotes, Part, TracePatch } from '../worker/wire.ts';

export function unpack(packed: Packed): Answer {
  if (packed.type === 'packed part') {
    const { id, list, text } = packed;
    return { type: 'part', id, list, items: JSON.parse(text) } as Part;
  }
  if (packed.type === 'packed notes') {
    return { type: 'part', id: packed.id, list: 'notes', items: unpackNotes(packed.notes) };
  }
  if (packed.type !== 'opened') return packed;
  const { id, text, columns, index } = packed;
  const { patch, ...rest } = JSON.parse(text) as Omit<Opened, 'index' | 'patch'> & {
    readonly patch: Omit<TracePatch, 'columns'>;
  };
  const notes = { ...patch.lists.notes, tail: unpackNotes(packed.notes) };
  const lists = { ...patch.lists, notes };
  return { type: 'done', id, result: { ...rest, patch: { ...patch, lists, columns }, index } };
}

function unpackNotes({ rows, ids, nodes, words, fields }: PackedNotes): NoteRecord[] {
  return (JSON.parse(fields) as NoteRecord['fields'][]).map((own, i) => ({
    row: rows[i] as number,
    id: words[ids[i] as number] as string,
    node: words[nodes[i] as number] as string,
    fields: own,
  }));
}
