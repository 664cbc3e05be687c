/** What is shown of an item of a list: its title, what it asks or claims, and where it opens. */
import { LESSONS } from '../../lessons/cards.ts';
import type { ListItem } from '../../lessons/list/types.ts';
import { type LessonFiles, protocolOf, readLesson } from '../../lessons/read.ts';
import { loadCards, loadMeta, loadScenario, metasWith } from '../catalog.ts';
import { SHARED_TITLE } from '../lab/opening.ts';
import { labHref, parseHash } from '../router.ts';
import { nameOf, ownId } from './ownId.ts';

export interface Shown {
  readonly kind: 'lesson' | 'run';
  readonly title: string;
  /** A question or a claim; '' for none. */
  readonly words: string;
  /** "Lesson · 8 min", "Raft". */
  readonly what: string;
  /** From the `#` on; null if it does not open here. */
  readonly href: string | null;
  /** By what it is known whether this was done: the id of a lesson, or that of a run. */
  readonly key: string;
  /** Why it does not open. */
  readonly trouble: string | null;
}

const lost = (title: string, trouble: string): Shown => ({
  kind: 'run',
  title,
  words: '',
  what: 'Does not open here',
  href: null,
  key: '',
  trouble,
});

/**
 * Never throws: a list may come from a stranger, and a part of the page may fail to load.
 * @param list the address of its list, under which own lessons open; from 0 its place there
 */
export async function showItem(item: ListItem, list: string, at: number): Promise<Shown> {
  try {
    if ('lesson' in item) return shippedLesson(item.lesson);
    if ('own' in item) return await ownLesson(item.own, `${list}/${at + 1}`);
    if ('scenario' in item) return await scenario(item.scenario);
    if ('run' in item) return await linked(item.run);
    return await carried(item.document);
  } catch {
    return lost(`Item ${at + 1}`, 'Part of the page could not be loaded. Is the network there?');
  }
}

function shippedLesson(id: string): Shown {
  const found = LESSONS.find((lesson) => lesson.id === id);
  if (found === undefined)
    return lost(
      id,
      `There is no lesson called “${id}” here; the list may have been made with a newer Faultline.`,
    );
  const { title, question, minutes } = found.card;
  return {
    kind: 'lesson',
    title,
    words: question,
    what: `Lesson · ${minutes} min`,
    href: `#/lesson/${id}`,
    key: id,
    trouble: null,
  };
}

async function ownLesson(files: LessonFiles, href: string): Promise<Shown> {
  const meta = await loadMeta(protocolOf(files) ?? '');
  const read = readLesson({ id: ownId(files), track: '', files }, metasWith(meta));
  if (!read.ok) return lost('A lesson of its author’s own', `This lesson cannot be shown: ${read.why}`);
  const { title, question, minutes } = read.lesson.card;
  return {
    kind: 'lesson',
    title,
    words: question,
    what: `Own lesson · ${minutes} min`,
    href,
    key: read.lesson.id,
    trouble: null,
  };
}

const titleOf = async (protocol: string) =>
  (await loadCards()).find(({ id }) => id === protocol)?.title ?? protocol;

async function scenario(path: string): Promise<Shown> {
  const [protocol = '', id = ''] = path.split('/');
  const found = await loadScenario(protocol, id);
  if (found === null)
    return lost(
      path,
      `There is no run called “${path}” here; the list may have been made with a newer Faultline.`,
    );
  return {
    kind: 'run',
    title: found.title,
    words: found.claim,
    what: `Run · ${await titleOf(protocol)}`,
    href: labHref(protocol, id),
    key: path,
    trouble: null,
  };
}

async function linked(link: string): Promise<Shown> {
  const route = parseHash(link);
  const protocol = route.page === 'lab' ? route.protocol : '';
  const meta = await loadMeta(protocol);
  const { decodeLink } = await import('../../spec/link.ts');
  const read = decodeLink(link, metasWith(meta));
  if (!read.ok) return lost('A shared run', read.why);
  const { title = SHARED_TITLE, claim = '' } = read.document;
  return {
    kind: 'run',
    title,
    words: claim,
    what: `Run · ${await titleOf(protocol)}`,
    href: link,
    key: `run-${nameOf(link)}`,
    trouble: null,
  };
}

async function carried(document: Readonly<Record<string, unknown>>): Promise<Shown> {
  const { parseDocument, protocolNamed } = await import('../../spec/document.ts');
  const meta = await loadMeta(protocolNamed(document) ?? '');
  const read = parseDocument(document, metasWith(meta));
  if (!read.ok) return lost('A shared run', `This run does not open: ${read.why}`);
  const { keep } = await import('../share/kept.ts');
  const { title = SHARED_TITLE, claim = '', spec } = read.document;
  const kept = keep(JSON.stringify(document));
  return {
    kind: 'run',
    title,
    words: claim,
    what: `Run · ${await titleOf(spec.protocol)}`,
    href: `${labHref(spec.protocol)}?file=${kept}`,
    key: `run-${kept}`,
    trouble: null,
  };
}
