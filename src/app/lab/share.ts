/** The link to what is on show, and the address bar kept equal to it. */
import type { Meta } from '../../engine/meta.ts';
import type { Micros } from '../../engine/runspec.ts';
import { rewriteAddress } from '../router.ts';
import { documentStore, type LabDocument } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';

export type LinkResult =
  | { readonly ok: true; readonly hash: string }
  | { readonly ok: false; readonly why: string };

/** From the `#` on. Fails, with a sentence, only for a run too large for a link. */
export async function linkHash(document: LabDocument, cursor: Micros, meta: Meta): Promise<LinkResult> {
  try {
    // Nobody shares in the first second: the codec comes after the picture.
    const { encodeLink } = await import('../../spec/link.ts');
    const hash = encodeLink(
      {
        kind: 'run',
        spec: document.spec,
        ...(document.title === '' ? {} : { title: document.title }),
        ...(document.claim === '' ? {} : { claim: document.claim }),
        cursor: { time: Math.round(cursor) },
      },
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

const SETTLE_MS = 300;

/**
 * Rewrites the address when document or cursor have come to rest, so that a reload keeps the experiment. A named scenario
 * keeps its short address until something in it is changed.
 * @returns how to stop
 */
export function followAddress(
  meta: Meta,
  options: { readonly named: boolean; playing(): boolean },
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const opened = documentStore.getState().document;
  const settle = () => {
    const { document, gesture } = documentStore.getState();
    if (document === null || gesture !== null || options.playing()) return;
    if (sessionStore.getState().status.kind !== 'ready') return;
    if (options.named && document === opened && !rewritten) return;
    rewritten = true;
    void linkHash(document, sessionStore.getState().cursor.time, meta).then((link) => {
      if (link.ok && !stopped && documentStore.getState().document === document) rewriteAddress(link.hash);
    });
  };
  let rewritten = false;
  let stopped = false;
  const wake = () => {
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLE_MS);
  };
  const stopDocuments = documentStore.subscribe(wake);
  const stopSession = sessionStore.subscribe((now, before) => {
    if (now.cursor !== before.cursor || now.status !== before.status) wake();
  });
  return () => {
    stopped = true;
    clearTimeout(timer);
    stopDocuments();
    stopSession();
  };
}
