/** A lesson from its files: fetched, and checked like everything a stranger may have written. */
import type { Meta } from '../../engine/meta.ts';
import { loadFiles } from '../../lessons/content.ts';
import { type LessonFiles, protocolOf, readLesson } from '../../lessons/read.ts';
import type { Lesson } from '../../lessons/types.ts';
import { loadMeta, metasWith } from '../catalog.ts';
import { preloadPanel } from '../stage/panels.ts';

/** @param own the files of a lesson that is not one of ours; null: the one called `id` is fetched. Rejects if it cannot be. */
export async function openLesson(
  id: string,
  own: LessonFiles | null,
): Promise<{ readonly lesson: Lesson; readonly meta: Meta } | { readonly why: string }> {
  const found = own === null ? await loadFiles(id) : { folder: { id, track: '' }, files: own };
  if (found === null) return { why: `There is no lesson called “${id.slice(0, 40)}” here.` };
  const meta = await loadMeta(protocolOf(found.files) ?? '');
  const read = readLesson({ ...found.folder, files: found.files }, metasWith(meta));
  if (!read.ok) return { why: read.why };
  if (meta === null) return { why: 'This lesson names no protocol.' };
  preloadPanel(meta.id);
  return { lesson: read.lesson, meta };
}
