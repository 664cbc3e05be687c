/** Reads a lesson from its files. Whatever is wrong is said in one sentence that names the file and the place. */
import { type Result, refuse } from '../base/result.ts';
import { didYouMean, excerpt, listed } from '../base/text.ts';
import { unturned } from '../base/unturned.ts';
import { parseDocument } from '../spec/document.ts';
import type { Metas } from '../spec/resolve.ts';
import { check, type Schema } from '../spec/shape.ts';
import { type Block, parseText } from './markdown.ts';
import { Bad, StepReader, take } from './readstep.ts';
import { cardSchema, lessonSchema } from './schema.ts';
import type { Lesson, LessonCard, LessonRun } from './types.ts';

/** The files of a lesson's folder by their paths in it: `card.json`, `lesson.json`, `text.md`, `runs/….json`. */
export type LessonFiles = Readonly<Record<string, string>>;

/** The protocol a lesson is about, before anything else of it is read; null if it says none. */
export function protocolOf(files: LessonFiles): string | null {
  const card = jsonOf(files['card.json'] ?? '');
  return typeof card === 'object' && card !== null && 'protocol' in card && typeof card.protocol === 'string'
    ? card.protocol
    : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param metas with the meta of the protocol it is about */
export function readLesson(
  { id, track, files }: { readonly id: string; readonly track: string; readonly files: LessonFiles },
  metas: Metas,
): Result<{ lesson: Lesson }> {
  try {
    return { ok: true, lesson: lessonOf(id, track, files, metas) };
  } catch (error) {
    if (error instanceof Bad) return refuse(error.message);
    throw error;
  }
}

function lessonOf(id: string, track: string, files: LessonFiles, metas: Metas): Lesson {
  const card = shaped<LessonCard>(files, 'card.json', cardSchema);
  const meta = metas.get(card.protocol);
  if (meta === undefined)
    throw new Bad(
      `card.json: there is no protocol ${excerpt(card.protocol)}.${didYouMean(card.protocol, [...metas.keys()])}`,
    );
  const raw = shaped(files, 'lesson.json', lessonSchema);
  const runs = runsOf(files, card.protocol, metas);
  const texts = sectionsOf(files['text.md']);
  const read = new StepReader({ meta, metas, runs, texts, steps: raw.steps });
  const steps = raw.steps.map((step, i) => read.step(step, i));
  const stray = [...texts.keys()].find((name) => !steps.some((step) => step.id === name));
  if (stray !== undefined) {
    const meant = didYouMean(
      stray,
      steps.map((step) => step.id),
    );
    throw new Bad(`text.md: there is no step ${excerpt(stray)} for what stands under "## ${stray}".${meant}`);
  }
  return { id, track, card, runs, steps, end: raw.end };
}

function shaped<T>(files: LessonFiles, name: string, schema: Schema<T>): T {
  const text = files[name];
  if (text === undefined)
    throw new Bad(`There is no ${name}; the folder has ${listed(Object.keys(files).sort()) || 'nothing'}.`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 120) : '';
    throw new Bad(`${name} is not JSON: ${why}.`);
  }
  const result = check(schema, json, []);
  if ('why' in result) throw new Bad(`${name}: ${result.why}`);
  return result.value;
}

function runsOf(files: LessonFiles, protocol: string, metas: Metas): ReadonlyMap<string, LessonRun> {
  const runs = new Map<string, LessonRun>();
  for (const path of Object.keys(files).sort()) {
    const name = /^runs\/([a-z0-9-]+)\.json$/.exec(path)?.[1];
    if (name === undefined) continue;
    const json = jsonOf(files[path] as string);
    if (json === undefined) throw new Bad(`${path} is not JSON.`);
    const parsed = parseDocument(json, metas);
    if (!parsed.ok) throw new Bad(`${path}: ${parsed.why}`);
    if (parsed.document.spec.protocol !== protocol)
      throw new Bad(`${path}: its protocol is ${parsed.document.spec.protocol}, the lesson’s ${protocol}.`);
    runs.set(name, { spec: parsed.resolved.spec, resolved: parsed.resolved });
  }
  if (runs.size === 0)
    throw new Bad('There is no run: put one at least into runs/, such as runs/start.json.');
  return runs;
}

/** What stands under each `## id`. */
function sectionsOf(text: string | undefined): ReadonlyMap<string, readonly Block[]> {
  if (text === undefined) throw new Bad('There is no text.md.');
  const [before = '', ...parts] = unturned(text)
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split(/^## +/m);
  if (before.trim() !== '')
    throw new Bad(`text.md: ${excerpt(before.trim())} stands before the first "## id of a step".`);
  const sections = new Map<string, readonly Block[]>();
  for (const part of parts) {
    const end = part.indexOf('\n');
    const name = (end < 0 ? part : part.slice(0, end)).trim();
    if (sections.has(name)) throw new Bad(`text.md has "## ${name}" twice.`);
    const { blocks } = take(parseText(end < 0 ? '' : part.slice(end + 1), `text.md, ${name}`));
    sections.set(name, blocks);
  }
  return sections;
}
