/** Answers as they came from the worker: see `Packed`. */
import type { Answer, Opened, Packed, Part, TracePatch } from '../worker/wire.ts';

export function unpack(packed: Packed): Answer {
  if (packed.type === 'packed part') {
    const { id, list, text } = packed;
    return { type: 'part', id, list, items: JSON.parse(text) } as Part;
  }
  if (packed.type !== 'opened') return packed;
  const { id, text, columns, index } = packed;
  const { patch, ...rest } = JSON.parse(text) as Omit<Opened, 'index' | 'patch'> & {
    readonly patch: Omit<TracePatch, 'columns'>;
  };
  return { type: 'done', id, result: { ...rest, patch: { ...patch, columns }, index } };
}
