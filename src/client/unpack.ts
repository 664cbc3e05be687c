/** Answers as they came from the worker, and requests as they go there: see `Packed` and `PackedRequest`. */
import type { Answer, Opened, Packed, PackedRequest, Part, Request, TracePatch } from '../worker/wire.ts';

export function packRequest(request: Request): PackedRequest {
  if (request.type !== 'open') return request;
  const { id, spec, base } = request;
  return { type: 'packed open', id, text: JSON.stringify(spec ?? null), base };
}

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
