/** A list from a file: at an address that holds it, or under the name by which this tab keeps it. */
import { encodeList } from '../../lessons/list/link.ts';
import { plainList, readList } from '../../lessons/list/read.ts';
import { keep } from '../share/kept.ts';
import type { Opened } from '../share/openFile.ts';

export function addressOfList(json: unknown): Opened {
  const read = readList(json);
  if (!read.ok) return read;
  return {
    ok: true,
    hash: encodeList(read.list) ?? `#/list/~${keep(JSON.stringify(plainList(read.list)))}`,
  };
}
