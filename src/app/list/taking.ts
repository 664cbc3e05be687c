/** What somebody hands a list: a link to a run, a run as a file, a lesson of their own, another list. */
import { type Result, refuse } from '../../base/result.ts';
import { meansList, ownFiles, readList, runLink } from '../../lessons/list/read.ts';
import type { LessonList, Subject } from '../../lessons/list/types.ts';
import { type LessonFiles, protocolOf, readLesson } from '../../lessons/read.ts';
import { loadMeta, metasWith } from '../catalog.ts';
import { SHARED_TITLE } from '../lab/opening.ts';
import { readFiles } from '../lesson/dropped.ts';
import { parseHash } from '../router.ts';

const MOST_BYTES = 8_388_608;

export interface Taken {
  readonly subject: Subject;
  /** What it is called in a sentence. */
  readonly name: string;
}

/** A link to a run, to a shipped run or to a shipped lesson. */
export async function takeLink(address: string): Promise<Result<Taken>> {
  const text = address.trim();
  // A title may stand before it, with a “#3” in it.
  const hash = text.slice(Math.max(0, text.lastIndexOf('#/')));
  const lesson = /^#\/lesson\/([a-z0-9-]{1,48})$/.exec(hash)?.[1];
  if (lesson !== undefined) return { ok: true, subject: { lesson }, name: 'The lesson' };
  const route = parseHash(hash);
  if (route.page === 'lab' && route.scenario !== undefined)
    return { ok: true, subject: { scenario: `${route.protocol}/${route.scenario}` }, name: 'The run' };
  const link = runLink(text);
  if (link === null || route.page !== 'lab')
    return refuse('This is no link to a run: take the one that “Share” gives in the lab.');
  const { decodeLink } = await import('../../spec/link.ts');
  const read = decodeLink(link, metasWith(await loadMeta(route.protocol).catch(() => null)));
  if (!read.ok) return refuse(read.why);
  return { ok: true, subject: { run: link }, name: `“${read.document.title ?? SHARED_TITLE}”` };
}

/** @param files by their paths */
export async function takeFiles(
  files: readonly (readonly [path: string, file: File])[],
): Promise<Result<Taken> | { readonly ok: true; readonly list: LessonList }> {
  const [first] = files;
  if (files.length === 1 && first !== undefined && /\.json$/i.test(first[0])) {
    const one = await oneFile(first[1]);
    if (one !== null) return one;
  }
  const read = await readFiles(files);
  return read.ok ? takeLesson(read.files) : read;
}

export async function takeLesson(files: LessonFiles): Promise<Result<Taken>> {
  const tight = ownFiles(files);
  if (!tight.ok) return tight;
  const meta = await loadMeta(protocolOf(tight.files) ?? '').catch(() => null);
  const read = readLesson({ id: 'own', track: '', files: tight.files }, metasWith(meta));
  if (!read.ok) return refuse(`This lesson cannot be taken in yet. ${read.why}`);
  return { ok: true, subject: { own: tight.files }, name: `“${read.lesson.card.title}”` };
}

/** A run or a list; null if it may be a lesson. */
async function oneFile(file: File): Promise<Result<Taken> | { ok: true; list: LessonList } | null> {
  const name = `“${file.name.slice(0, 60)}”`;
  if (file.size > MOST_BYTES) return refuse(`${name} is larger than 8 MB, which no run and no list needs.`);
  let json: unknown;
  try {
    json = JSON.parse((await file.text()).replace(/^\ufeff/, ''));
  } catch {
    return refuse(`${name} is not JSON.`);
  }
  if (meansList(json)) return readList(json);
  const { parseDocument, protocolNamed } = await import('../../spec/document.ts');
  const protocol = protocolNamed(json);
  if (protocol === null) return null;
  const meta = await loadMeta(protocol).catch(() => null);
  const read = parseDocument(json, metasWith(meta));
  if (!read.ok) return refuse(`${name} does not open: ${read.why}`);
  if (meta === null) return refuse('The protocol of this run is not here.');
  const title = `“${read.document.title ?? SHARED_TITLE}”`;
  const { encodeLink } = await import('../../spec/link.ts');
  try {
    return { ok: true, subject: { run: encodeLink(read.document, meta) }, name: title };
  } catch {
    // Too large for a link: it travels as it is.
    return { ok: true, subject: { document: JSON.parse(JSON.stringify(read.document)) }, name: title };
  }
}
