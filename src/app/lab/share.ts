/** The link to what is on show, and the address bar kept equal to it. */
import type { Meta } from '../../engine/meta.ts';
import type { Micros } from '../../engine/runspec.ts';
import { MAX_TITLE } from '../../spec/bounds.ts';
import type { RunDocument } from '../../spec/document.ts';
import { carriedOf } from '../branches/carried.ts';
import { mainOf } from '../branches/runs.ts';
import { metasWith } from '../catalog.ts';
import { joinIdle } from '../idle.ts';
import { rewriteAddress } from '../router.ts';
import { documentStore, isChanged, type LabDocument } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { anyEditsKept, keepEdits, keptEdits } from './keptEdits.ts';

export type LinkResult =
  | { readonly ok: true; readonly hash: string }
  | { readonly ok: false; readonly why: string };

type Codec = typeof import('../../spec/link.ts');

let codec: Codec | null = null;
/** So that the home page can lead back here. */
let recent: typeof import('../home/recent.ts') | null = null;

/** Nobody shares in the first second: the codec comes after the picture, with the first touch of a hand. */
async function loadCodec(): Promise<Codec> {
  if (codec === null) {
    [codec, recent] = await Promise.all([
      import('../../spec/link.ts'),
      // Without it the address alone remembers.
      import('../home/recent.ts').catch(() => null),
    ]);
  }
  return codec;
}

/** No run has been opened yet since the page was loaded. */
let fresh = true;

const CHANGED = ', changed';

/**
 * The words that go with a run. A run that was changed since it was opened keeps its title, marked as changed, and no claim:
 * what was claimed of another run may not hold of this one.
 */
export function wordsFor(document: LabDocument, changed: boolean): Words {
  if (!changed) {
    return {
      ...(document.title === '' ? {} : { title: document.title }),
      ...(document.claim === '' ? {} : { claim: document.claim }),
    };
  }
  if (document.title === '' || document.title.endsWith(CHANGED)) {
    return document.title === '' ? {} : { title: document.title };
  }
  return { title: `${document.title.slice(0, MAX_TITLE - CHANGED.length)}${CHANGED}` };
}

/** Title and claim as they go with a run; absent where there is nothing to say. */
export interface Words {
  readonly title?: string;
  readonly claim?: string;
}

/** What a link, a file and a copy of the page carry of what is on show. `words`: others than its own. */
export function toDocument(document: LabDocument, cursor: Micros, words?: Words): RunDocument {
  const { opened } = documentStore.getState();
  const own = words ?? wordsFor(document, isChanged({ document: mainOf(document), opened }));
  return { kind: 'run', ...carriedOf(document), ...own, cursor: { time: Math.round(cursor) } };
}

/** From the `#` on. Fails, with a sentence, only for a run too large for a link. */
export async function linkHash(
  document: LabDocument,
  cursor: Micros,
  meta: Meta,
  words?: Words,
): Promise<LinkResult> {
  return encode(await loadCodec(), toDocument(document, cursor, words), meta);
}

function encode({ encodeLink }: Codec, document: RunDocument, meta: Meta): LinkResult {
  try {
    return { ok: true, hash: encodeLink(document, meta) };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : 'This run does not fit into a link.' };
  }
}

/** The whole address of a link on this site; in a copy that runs from a disk, on the site the copy was taken from. */
export function absolute(hash: string): string {
  return `${copiedFrom() ?? here()}${hash}`;
}

/** The address of the page itself. */
export function here(): string {
  return location.href.split('#')[0] ?? '';
}

/** Where this copy of the page was downloaded, null for the page on its own site. */
export function copiedFrom(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name="faultline-home"]')?.content || null;
}

/** Where a tab keeps a document (share/kept.ts, which the first picture does without). */
const KEPT = 'faultline.file.';
const EDIT = /\?file=(edit-\w+)$/;

/** A cursor on the move is written once it rests: browsers refuse an address that changes at every frame. */
const SETTLE_MS = 300;

export interface Following {
  /** The address names a scenario. */
  readonly named: boolean;
  readonly scenario: string | null;
  playing(): boolean;
  /** The document as the address has it. */
  readonly opened: LabDocument | null;
}

/**
 * Rewrites the address as soon as an edit is done and whenever the cursor has come to rest, so that a reload keeps the
 * experiment. A named scenario keeps its short address until something in it is changed; a run that would be refused is not
 * written, for its address would not open.
 * @returns how to stop
 */
export function followAddress(meta: Meta, { named, scenario, playing, opened }: Following): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = 0;
  let stopped = false;
  /** The name under which this tab keeps what no link was written of yet: never forgotten, for a reload may be on its way to it. */
  const held = EDIT.exec(location.hash)?.[1] ?? `edit-${Date.now().toString(36)}`;
  let changed = location.hash.endsWith(held);

  /** Writes what is on show, at once if the codec is there. */
  const put = (using: Codec) => {
    const { document, gesture } = documentStore.getState();
    const { run, cursor } = sessionStore.getState();
    if (stopped || document === null || gesture !== null || run === null) return;
    const link = encode(using, toDocument(document, cursor.time), meta);
    if (!link.ok || !using.decodeLink(link.hash, metasWith(meta)).ok) return;
    try {
      const was = location.hash;
      rewriteAddress(link.hash, scenario);
      recent?.rememberRecent(link.hash, document.title, was, changed);
      globalThis.document.title = `${document.title} · ${meta.title} · Faultline`;
    } catch {
      // Browsers refuse an address that changes too often; the next rest writes it.
    }
  };
  /** Until the codec is there this tab keeps what is on show, so that a reload in between finds it. */
  const hold = () => {
    const { document, gesture } = documentStore.getState();
    if (!changed || document === null || gesture !== null) return;
    try {
      const carried = toDocument(document, sessionStore.getState().cursor.time);
      sessionStorage.setItem(KEPT + held, JSON.stringify(carried));
      rewriteAddress(`#/lab/${meta.id}?file=${held}`, scenario);
    } catch {
      // A tab that may keep nothing.
    }
  };
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    changed ||= documentStore.getState().document !== opened;
    if (named && !changed) return;
    if (codec !== null) {
      put(codec);
      return;
    }
    hold();
    writing += 1;
    loadCodec()
      .then(put, () => {
        // Offline before the first edit: the experiment lives on in this page only.
      })
      .finally(() => {
        writing -= 1;
      });
  };
  const settle = () => {
    // While playing the cursor is never at rest; the pause is a change too.
    if (playing()) timer = setTimeout(settle, SETTLE_MS);
    else write();
  };
  const leaveIdle = joinIdle({
    busy: () => writing > 0,
    settle: () => Promise.resolve(),
    shown: () => null,
  });
  const stopSession = sessionStore.subscribe((now, before) => {
    if (now.status !== before.status && now.status.kind === 'ready') write();
    else if (now.cursor !== before.cursor) {
      clearTimeout(timer);
      timer = setTimeout(settle, SETTLE_MS);
    }
  });
  // Not once the run is there: who reloads right after an edit must find it again.
  const stopDocuments = documentStore.subscribe((now, before) => {
    if (now.gesture !== null) return;
    if (before.gesture !== null || now.document !== before.document) write();
  });
  // What was edited before anybody followed, or was kept by this tab until it could be written.
  if (documentStore.getState().document !== opened || changed) write();
  const prefetch = () => void loadCodec();
  window.addEventListener('pointerdown', prefetch, { once: true });
  window.addEventListener('keydown', prefetch, { once: true });
  /** The run on show and nothing else: by that its edits find it again. */
  const bare = (using: Codec, document: LabDocument) => encode(using, toDocument(document, 0, {}), meta);
  const flush = () => {
    if (timer !== undefined) write();
    const { document, past, future } = documentStore.getState();
    if (codec === null || document === null) return;
    const link = bare(codec, document);
    if (link.ok) keepEdits(link.hash, document, { past, future });
  };
  /** After a reload, what was done before it can be undone still. */
  const restore = async () => {
    const using = await loadCodec();
    const { document, past, gesture } = documentStore.getState();
    if (stopped || document === null || past.length > 0 || gesture !== null) return;
    const link = bare(using, document);
    const edits = link.ok ? keptEdits(link.hash, document) : null;
    if (edits !== null) documentStore.setState(edits);
  };
  if (fresh && anyEditsKept()) {
    writing += 1;
    restore()
      .catch(() => {})
      .finally(() => {
        writing -= 1;
      });
  }
  fresh = false;
  window.addEventListener('pagehide', flush);
  return () => {
    stopped = true;
    clearTimeout(timer);
    window.removeEventListener('pointerdown', prefetch);
    window.removeEventListener('keydown', prefetch);
    window.removeEventListener('pagehide', flush);
    leaveIdle();
    stopDocuments();
    stopSession();
  };
}
