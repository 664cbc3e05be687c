/** The files of a lesson from what was dropped or chosen: a folder, a zip, or one JSON file. */
import { type Result, refuse } from '../../base/result.ts';
import { filesFromJson, filesFromZip, filesOf } from '../../lessons/bundle.ts';
import type { LessonFiles } from '../../lessons/read.ts';

type Found = readonly (readonly [path: string, file: File])[];

const MOST_FILES = 200;
const MOST_BYTES = 2_000_000;

export async function readFiles(files: Found): Promise<Result<{ files: LessonFiles }>> {
  const [first] = files;
  if (first === undefined) return refuse('Nothing was chosen.');
  if (files.length > MOST_FILES)
    return refuse(`That is more than ${MOST_FILES} files; drop the folder of one lesson.`);
  if (files.reduce((sum, [, { size }]) => sum + size, 0) > MOST_BYTES)
    return refuse('That is more than 2 MB; a lesson is text and a few runs.');
  try {
    if (files.length === 1 && first[0].endsWith('.zip'))
      return filesFromZip(new Uint8Array(await first[1].arrayBuffer()));
    if (files.length === 1 && first[0].endsWith('.json') && !first[0].endsWith('card.json'))
      return filesFromJson(await first[1].text());
    const texts = await Promise.all(files.map(async ([path, file]) => [path, await file.text()] as const));
    return filesOf(Object.fromEntries(texts));
  } catch {
    return refuse('These files could not be read.');
  }
}

/** What was chosen in a field, by path. The field is empty again, or the same could not be chosen twice. */
export function chosenIn(field: HTMLInputElement): Found {
  const chosen = [...(field.files ?? [])];
  field.value = '';
  return chosen.map((file) => [file.webkitRelativePath || file.name, file]);
}

export async function readDropped(transfer: DataTransfer): Promise<Result<{ files: LessonFiles }>> {
  const found = await filesIn(transfer);
  return found.ok ? readFiles(found.files) : found;
}

/** What was let go, by path. A folder is read as deep as it goes, up to a bound. */
export async function filesIn(transfer: DataTransfer): Promise<Result<{ files: Found }>> {
  // Asked for at once: after the event the transfer is empty.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const plain = [...transfer.files].map((file) => [file.name, file] as const);
  if (entries.every((entry) => entry.isFile)) return { ok: true, files: plain };
  const found: [string, File][] = [];
  try {
    for (const entry of entries) await walk(entry, '', found);
  } catch {
    return refuse('This folder could not be read.');
  }
  return { ok: true, files: found };
}

async function walk(entry: FileSystemEntry, under: string, found: [string, File][]): Promise<void> {
  if (found.length > MOST_FILES) return;
  const path = under + entry.name;
  if (entry.isFile) {
    found.push([
      path,
      await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail)),
    ]);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return;
    for (const one of some) await walk(one, `${path}/`, found);
  }
}
