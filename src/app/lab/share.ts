/** The link to what is on show, and the address bar kept equal to it. */
import type { Meta } from '../../engine/meta.ts';
import type { Micros } from '../../engine/runspec.ts';
import { joinIdle } from '../idle.ts';
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

/** A cursor on the move is written once it rests: browsers refuse an address that changes at every frame. */
const SETTLE_MS = 300;

/**
 * Rewrites the address after every edit that ran and whenever the cursor has come to rest, so that a reload keeps the
 * experiment. A named scenario keeps its short address until something in it is changed.
 * @returns how to stop
 */
export function followAddress(
  meta: Meta,
  options: { readonly named: boolean; playing(): boolean },
): () => void {
  const opened = documentStore.getState().document;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changed = false;
  let writing = 0;
  let stopped = false;

  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    const { document, gesture } = documentStore.getState();
    const { status, cursor } = sessionStore.getState();
    if (document === null || gesture !== null || status.kind !== 'ready') return;
    changed ||= document !== opened;
    if (options.named && !changed) return;
    writing += 1;
    const link = await linkHash(document, cursor.time, meta);
    writing -= 1;
    if (link.ok && !stopped && documentStore.getState().document === document) rewriteAddress(link.hash);
  };
  const settle = () => {
    // While playing the cursor is never at rest; the pause is a change too.
    if (options.playing()) timer = setTimeout(settle, SETTLE_MS);
    else void write();
  };
  const leaveIdle = joinIdle({
    busy: () => writing > 0,
    settle: () => Promise.resolve(),
    shown: () => null,
  });
  const stopSession = sessionStore.subscribe((now, before) => {
    if (now.status !== before.status && now.status.kind === 'ready') void write();
    else if (now.cursor !== before.cursor) {
      clearTimeout(timer);
      timer = setTimeout(settle, SETTLE_MS);
    }
  });
  // A drag ends with the run that was on show already: nothing more is simulated, so nothing becomes ready.
  const stopDocuments = documentStore.subscribe((now, before) => {
    if (before.gesture !== null && now.gesture === null) void write();
  });
  return () => {
    stopped = true;
    clearTimeout(timer);
    leaveIdle();
    stopDocuments();
    stopSession();
  };
}
