/** What a browser knows things of lists by, where it keeps how far one is with them. */
import { crc32 } from '../../base/crc32.ts';
import type { LessonFiles } from '../../lessons/read.ts';

export function nameOf(text: string): string {
  return crc32(new TextEncoder().encode(text)).toString(16).padStart(8, '0');
}

/** An own lesson is known by its title and its protocol, so that progress in it outlives a mended word. */
export function ownId(files: LessonFiles): string {
  try {
    const { title, protocol } = JSON.parse(files['card.json'] ?? '{}') as Record<string, unknown>;
    return `own-${nameOf(JSON.stringify([title, protocol]))}`;
  } catch {
    return `own-${nameOf(files['card.json'] ?? '')}`;
  }
}
