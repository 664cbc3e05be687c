/**
 * The lessons there are: the folders under `content/<track>/<id>/`. There is no registry. What is shown of all of them (`cards.ts`) comes
 * at once; the rest of each when it is opened.
 */
import type { LessonFiles } from './read.ts';
import type { ReviewCard } from './types.ts';

const loaders = import.meta.glob<string>(
  [
    './content/*/*/lesson.json',
    './content/*/*/card.json',
    './content/*/*/text.md',
    './content/*/*/runs/*.json',
  ],
  { query: '?raw', import: 'default' },
);

export interface Folder {
  readonly id: string;
  readonly track: string;
}

const PATH = /^\.\/content\/([^/]+)\/([^/]+)\/(.+)$/;

function folderOf(path: string): (Folder & { readonly file: string }) | null {
  const [, track, id, file] = PATH.exec(path) ?? [];
  return track === undefined || id === undefined || file === undefined ? null : { track, id, file };
}

/** Every folder, in the order of tracks and ids. */
export const FOLDERS: readonly Folder[] = Object.keys(loaders)
  .sort()
  .flatMap((path) => {
    const found = folderOf(path);
    return found?.file === 'card.json' ? [{ id: found.id, track: found.track }] : [];
  });

/** The files of a lesson by their paths in its folder; null if there is no such lesson. Rejects if they cannot be fetched. */
export async function loadFiles(
  id: string,
): Promise<{ readonly folder: Folder; readonly files: LessonFiles } | null> {
  const folder = FOLDERS.find((one) => one.id === id);
  if (folder === undefined) return null;
  const wanted = Object.entries(loaders).flatMap(([path, load]) => {
    const found = folderOf(path);
    return found?.id === id ? [[found.file, load] as const] : [];
  });
  const files = await Promise.all(wanted.map(async ([file, load]) => [file, await load()] as const));
  return { folder, files: Object.fromEntries(files) };
}

/** The cards a lesson ends with, and nothing else of it; none if there is no such lesson. Rejects if they cannot be fetched. */
export async function loadCardsOf(id: string): Promise<readonly ReviewCard[]> {
  const path = Object.keys(loaders).find((one) => {
    const found = folderOf(one);
    return found?.id === id && found.file === 'lesson.json';
  });
  const text = path === undefined ? undefined : await loaders[path]?.();
  if (text === undefined) return [];
  // What ships is checked by the tests.
  const { end } = JSON.parse(text) as { readonly end: { readonly cards: readonly ReviewCard[] } };
  return end.cards;
}
