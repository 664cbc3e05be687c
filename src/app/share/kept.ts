/** Documents too large for an address: kept by this tab under a short name, which the address holds instead. */
import { crc32 } from '../../base/crc32.ts';

const PREFIX = 'faultline.file.';
/** The name of the document that a copy of the page carries in itself. */
export const CARRIED = 'copy';

const memory = new Map<string, string>();

/** @param json a document as text @returns its name, the same for the same text */
export function keep(json: string): string {
  const name = crc32(new TextEncoder().encode(json)).toString(16).padStart(8, '0');
  memory.set(name, json);
  try {
    // So that a reload finds it; a tab that may keep nothing has it until then.
    sessionStorage.setItem(PREFIX + name, json);
  } catch {}
  return name;
}

/** Null if this tab has no document of that name. */
export function kept(name: string): string | null {
  if (name === CARRIED) return document.getElementById('faultline-document')?.textContent ?? null;
  try {
    return memory.get(name) ?? sessionStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}
