/** A run from a file: read, checked like everything a stranger hands us, and opened at an address of its own. */
import { unturned } from '../../base/unturned.ts';
import type { Meta } from '../../engine/meta.ts';
import { MAX_UNPACKED } from '../../spec/bounds.ts';
import { parseDocument, protocolNamed } from '../../spec/document.ts';
import { encodeLink } from '../../spec/link.ts';
import { loadMeta, metasWith } from '../catalog.ts';
import { keep } from './kept.ts';

/** Bytes: eight times what a link may unpack to, which the largest run needs a part of. */
export const MAX_FILE = 8 * MAX_UNPACKED;

export type Opened =
  | { readonly ok: true; readonly hash: string }
  | { readonly ok: false; readonly why: string };

/** Opens a document or a bare RunSpec. What was on show keeps its address, one step back in the history. */
export async function openFile(file: File): Promise<Opened> {
  const name = `“${unturned(file.name).slice(0, 60)}”`;
  if (file.size > MAX_FILE) {
    return { ok: false, why: `${name} is larger than ${MAX_FILE / 1_048_576} MB, which no run needs.` };
  }
  let text: string;
  try {
    text = await file.text();
  } catch {
    return { ok: false, why: `${name} could not be read.` };
  }
  const read = await addressOf(text);
  if (!read.ok) return { ok: false, why: `${name} does not open: ${read.why}` };
  go(read.hash);
  return read;
}

/** Whether a file says of itself that it is a run or a list. */
export async function isOther(file: File): Promise<boolean> {
  try {
    const { kind, spec, protocol } = JSON.parse(await file.text()) as Record<string, unknown>;
    return typeof kind === 'string' || spec !== undefined || typeof protocol === 'string';
  } catch {
    return false;
  }
}

/** The address at which a document given as text opens. */
export async function addressOf(text: string): Promise<Opened> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { ok: false, why: 'it is not JSON. (Logs of real systems are read on the log page.)' };
  }
  const list = await listIn(json);
  if (list !== null) return list;
  let meta: Meta | null;
  try {
    meta = await loadMeta(protocolNamed(json) ?? '');
  } catch {
    return { ok: false, why: 'its protocol could not be loaded. Is the network there?' };
  }
  const parsed = parseDocument(json, metasWith(meta));
  if (!parsed.ok) return parsed;
  const { document } = parsed;
  if (meta === null) return { ok: false, why: 'its protocol is not here.' };
  try {
    return { ok: true, hash: encodeLink(document, meta) };
  } catch {
    return { ok: true, hash: `#/lab/${meta.id}?file=${keep(JSON.stringify(document))}` };
  }
}

/** The address of a list for a lecture, where that is what somebody has; null if it is something else. */
async function listIn(json: unknown): Promise<Opened | null> {
  if ((json as { kind?: unknown } | null)?.kind !== 'list') return null;
  const { addressOfList } = await import('../list/ofFile.ts');
  return addressOfList(json);
}

function go(hash: string): void {
  if (location.hash !== hash) location.hash = hash;
  // Already there, perhaps with changes: it is opened afresh all the same.
  else window.dispatchEvent(new HashChangeEvent('hashchange'));
}
