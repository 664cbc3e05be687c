/** The page as one file that opens at the run on show or at a list, for a room without a network. */
import { copiedFrom, here, linkHash, toDocument } from '../lab/share.ts';
import { CARRIED } from './kept.ts';
import { save } from './save.ts';
import { linkWords, type ShareWords, type Subject } from './subject.ts';

/** Beside the page on its site; built from the same sources (build/hall.ts). */
const FILE = './hall.html';

export type Saved = { readonly ok: true } | { readonly ok: false; readonly why: string };

export async function saveCopy(subject: Subject, words: ShareWords, name: string): Promise<Saved> {
  const link = await linkHash(subject.document, subject.cursor, subject.meta, linkWords(words));
  const json = JSON.stringify(toDocument(subject.document, subject.cursor, linkWords(words)));
  const open = link.ok ? link.hash : `#/lab/${subject.meta.id}?file=${CARRIED}`;
  return saveAt({ open, json: link.ok ? null : json }, name);
}

/** The page as one file that opens at a list, with all that is in it. `link`: its address, null where it is too large for one. */
export function saveListCopy(link: string | null, json: string, name: string): Promise<Saved> {
  return saveAt({ open: link ?? `#/list/~${CARRIED}`, json: link === null ? json : null }, name);
}

async function saveAt(
  at: { readonly open: string; readonly json: string | null },
  name: string,
): Promise<Saved> {
  const page = copiedFrom() === null ? await fetchCopy() : ownCopy();
  if (page === null) {
    return {
      ok: false,
      why: 'The copy for the hall is fetched from the network when it is asked for, and the network is not there now.',
    };
  }
  save(new Blob([fillIn(page, { ...at, home: copiedFrom() ?? here() })], { type: 'text/html' }), name);
  return { ok: true };
}

/** Writes into a copy where it opens, where it is from, and, if its address cannot hold it, the document. */
export function fillIn(
  page: Document,
  { open, home, json }: { readonly open: string; readonly home: string; readonly json: string | null },
): string {
  const meta = (name: string) => page.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
  meta('faultline-open')?.setAttribute('content', open);
  meta('faultline-home')?.setAttribute('content', home);
  page.getElementById('faultline-document')?.remove();
  if (json !== null) {
    const carried = page.createElement('script');
    carried.id = 'faultline-document';
    carried.type = 'application/json';
    // Nothing of a document may end the element it lies in.
    carried.textContent = json.replaceAll('<', '\\u003c');
    page.body.prepend(carried);
  }
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}

async function fetchCopy(): Promise<Document | null> {
  try {
    const answer = await fetch(FILE);
    if (!answer.ok) return null;
    const page = parse(await answer.text());
    // A host that answers every address with its front page has no copy for us.
    return page.querySelector('meta[name="faultline-open"]') === null ? null : page;
  } catch {
    return null;
  }
}

/** This very page is a copy: without what it has drawn since it began. */
function ownCopy(): Document {
  const page = parse(`<!doctype html>${document.documentElement.outerHTML}`);
  page.getElementById('root')?.replaceChildren();
  for (const element of [...page.body.children]) {
    if (!element.matches('#root, script, noscript')) element.remove();
  }
  page.body.removeAttribute('style');
  page.documentElement.removeAttribute('data-theme');
  return page;
}

function parse(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}
