/** A lesson's folder as one file: a zip of it, or a JSON object with its files by their paths. It comes from anybody, so it is bounded. */
import { strFromU8, unzipSync } from 'fflate';
import { type Result, refuse } from '../base/result.ts';
import { excerpt } from '../base/text.ts';
import type { LessonFiles } from './read.ts';

const MOST_FILES = 60;
const MOST_BYTES = 2_000_000;
const WANTED = /(^|\/)(card\.json|lesson\.json|text\.md|runs\/[a-z0-9-]+\.json)$/;

/** @param files whatever lay in the folder, by path; what is no file of a lesson is left aside */
export function filesOf(files: Readonly<Record<string, string>>): Result<{ files: LessonFiles }> {
  const card = Object.keys(files).find((path) => /(^|\/)card\.json$/.test(path));
  if (card === undefined)
    return refuse('There is no card.json: drop the folder of a lesson, or a zip of it.');
  const root = card.slice(0, -'card.json'.length);
  const found: Record<string, string> = {};
  for (const [path, text] of Object.entries(files)) {
    if (path.startsWith(root) && WANTED.test(path)) found[path.slice(root.length)] = text;
  }
  return { ok: true, files: found };
}

export function filesFromZip(bytes: Uint8Array): Result<{ files: LessonFiles }> {
  try {
    let count = 0;
    let size = 0;
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!WANTED.test(name)) return false;
        count++;
        size += originalSize;
        if (count > MOST_FILES || size > MOST_BYTES) throw new RangeError('too large');
        return true;
      },
    });
    return filesOf(
      Object.fromEntries(Object.entries(entries).map(([path, data]) => [path, strFromU8(data)])),
    );
  } catch (error) {
    if (error instanceof RangeError)
      return refuse('This zip is too large for a lesson: 2 MB and 60 files at most.');
    return refuse('This zip cannot be read.');
  }
}

/** `{ "card.json": { … }, "text.md": "…" }`: JSON files may stand in it as they are. */
export function filesFromJson(text: string): Result<{ files: LessonFiles }> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('This file is not JSON.');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return refuse(`A lesson as JSON is an object with its files by name, not ${excerpt(json)}.`);
  const files = Object.entries(json).map(([path, value]) => [
    path,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return filesOf(Object.fromEntries(files));
}
