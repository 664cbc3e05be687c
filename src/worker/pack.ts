/** Answers as they cross to the page, and requests as they came: see `Packed` and `PackedRequest`. */
import type { Answer, Opened, Packed, PackedRequest, Request } from './wire.ts';

export function pack(answer: Answer): Packed {
  if (answer.type === 'part') {
    const { id, list, items } = answer;
    return { type: 'packed part', id, list, text: JSON.stringify(items) };
  }
  if (answer.type !== 'done' || !isOpened(answer.result)) return answer;
  const { index, patch, ...rest } = answer.result;
  const { columns, ...lists } = patch;
  return { type: 'opened', id: answer.id, text: JSON.stringify({ ...rest, patch: lists }), columns, index };
}

export function unpackRequest(packed: PackedRequest): Request {
  if (packed.type !== 'packed open') return packed;
  const { id, text, base } = packed;
  return { type: 'open', id, spec: JSON.parse(text), base };
}

/** Bytes beyond which copying columns takes longer than handing over their buffers. */
const MOST_COPIED = 1 << 22;

type View = ArrayBufferView<ArrayBuffer> & { readonly length: number };
type ViewMaker = new (buffer: ArrayBuffer, offset: number, length: number) => { set(from: View): void };

/**
 * The same columns, however deep they lie, in one buffer: an edited run has half a hundred, and each buffer that changes hands
 * costs both sides as much as ten kilobytes of columns do.
 */
export function together<T extends object>(columns: T): T {
  let bytes = 0;
  walk(columns, (view) => {
    bytes += aligned(view.byteLength);
    return view;
  });
  if (bytes > MOST_COPIED) return columns;
  const buffer = new ArrayBuffer(bytes);
  let offset = 0;
  return walk(columns, (view) => {
    const copy = new (view.constructor as unknown as ViewMaker)(buffer, offset, view.length);
    copy.set(view);
    offset += aligned(view.byteLength);
    return copy;
  }) as T;
}

/** Any column may begin there. */
function aligned(bytes: number): number {
  return (bytes + 7) & ~7;
}

/** A copy in which every column is what `put` makes of it. */
function walk(value: unknown, put: (view: View) => unknown): unknown {
  if (ArrayBuffer.isView(value)) return put(value as View);
  if (Array.isArray(value)) return value.map((part) => walk(part, put));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, walk(part, put)]));
}

function isOpened(result: object | null): result is Opened {
  return result !== null && 'patch' in result && 'index' in result;
}
