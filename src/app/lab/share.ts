/** The link to what is on show, and the address bar kept equal to it. */
import type { Meta } from '../../engine/meta.ts';
import type { Micros } from '../../engine/runspec.ts';
import { MAX_TITLE } from '../../spec/bounds.ts';
import { metas } from '../catalog.ts';
import { joinIdle } from '../idle.ts';
import { rewriteAddress } from '../router.ts';
import { documentStore, isChanged, type LabDocument } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';

export type LinkResult =
  | { readonly ok: true; readonly hash: string }
  | { readonly ok: false; readonly why: string };

type Codec = typeof import('../../spec/link.ts');

let codec: Codec | null = null;

/** Nobody shares in the first second: the codec comes after the picture, with the first touch of a hand. */
async function loadCodec(): Promise<Codec> {
  codec ??= await import('../../spec/link.ts');
  return codec;
}

const CHANGED = ', changed';

/**
 * The words that go with a run. A run that was changed since it was opened keeps its title, marked as changed, and no claim:
 * what was claimed of another run may not hold of this one.
 */
export function wordsFor(
  document: LabDocument,
  changed: boolean,
): { readonly title?: string; readonly claim?: string } {
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

/** From the `#` on. Fails, with a sentence, only for a run too large for a link. */
export async function linkHash(document: LabDocument, cursor: Micros, meta: Meta): Promise<LinkResult> {
  return encode(await loadCodec(), document, cursor, meta);
}

function encode({ encodeLink }: Codec, document: LabDocument, cursor: Micros, meta: Meta): LinkResult {
  try {
    const { opened } = documentStore.getState();
    const words = wordsFor(document, isChanged({ document, opened }));
    const hash = encodeLink(
      { kind: 'run', spec: document.spec, ...words, cursor: { time: Math.round(cursor) } },
      meta,
    );
    return { ok: true, hash };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : 'This run does not fit into a link.' };
  }
}

/** The whole address of a link on this site. */
export function absolute(hash: string): string {
  return `${location.href.split('#')[0]}${hash}`;
}

/** A cursor on the move is written once it rests: browsers refuse an address that changes at every frame. */
const SETTLE_MS = 300;

/**
 * Rewrites the address as soon as an edit is done and whenever the cursor has come to rest, so that a reload keeps the
 * experiment. A named scenario keeps its short address until something in it is changed; a run that would be refused is not
 * written, for its address would not open.
 * @returns how to stop
 */
export function followAddress(
  meta: Meta,
  options: { readonly named: boolean; readonly scenario: string | null; playing(): boolean },
): () => void {
  const opened = documentStore.getState().document;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changed = false;
  let writing = 0;
  let stopped = false;

  /** Writes what is on show, at once if the codec is there. */
  const put = (using: Codec) => {
    const { document, gesture } = documentStore.getState();
    const { run, cursor } = sessionStore.getState();
    if (stopped || document === null || gesture !== null || run === null) return;
    const link = encode(using, document, cursor.time, meta);
    if (!link.ok || !using.decodeLink(link.hash, metas).ok) return;
    try {
      rewriteAddress(link.hash, options.scenario);
    } catch {
      // Browsers refuse an address that changes too often; the next rest writes it.
    }
  };
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    changed ||= documentStore.getState().document !== opened;
    if (options.named && !changed) return;
    if (codec !== null) {
      put(codec);
      return;
    }
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
    if (options.playing()) timer = setTimeout(settle, SETTLE_MS);
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
  const prefetch = () => void loadCodec();
  window.addEventListener('pointerdown', prefetch, { once: true });
  window.addEventListener('keydown', prefetch, { once: true });
  const flush = () => {
    if (timer !== undefined) write();
  };
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
