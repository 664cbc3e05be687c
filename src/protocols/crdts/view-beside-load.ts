/** Fetches the libraries. Apart from their table, so that neither they nor their addresses weigh on whoever does not ask. */
import wasm from '@automerge/automerge/automerge.wasm?url&no-inline';
import type { Library } from './view-beside-edits.ts';

export type Loaded = readonly Library[];

let loaded: Promise<Loaded> | null = null;

/** @param onShare told how much is there, 0 … 1. Fails where there is no network; the next call tries again. */
export function load(onShare: (share: number) => void): Promise<Loaded> {
  loaded ??= all(onShare).catch((error: unknown) => {
    loaded = null;
    throw error;
  });
  return loaded;
}

async function all(onShare: (share: number) => void): Promise<Loaded> {
  const [{ yjs }, { automerge, start }, bytes] = await Promise.all([
    import('./view-beside-yjs.ts'),
    import('./view-beside-automerge.ts'),
    fetchBytes(wasm, onShare),
  ]);
  await start(bytes);
  return [yjs, automerge];
}

/** As large as the file of WebAssembly is; a host that compresses it does not say. Bytes. */
const ABOUT = 3_644_225;

async function fetchBytes(url: string, onShare: (share: number) => void): Promise<Uint8Array> {
  if (url === '') throw new Error('not in this copy');
  const answer = await fetch(url);
  if (!answer.ok || answer.body === null) throw new Error(`${url}: ${answer.status}`);
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
    onShare(Math.min(1, length / ABOUT));
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
