/** From a lesson into the lab, and back. */
import type { Meta } from '../../engine/meta.ts';
import { endingAt } from '../../lessons/cover.ts';
import type { Lesson } from '../../lessons/types.ts';
import { loading } from '../idle.ts';
import { linkHash } from '../lab/share.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { rememberLesson } from './returning.ts';

/** Opens the run on show in the lab, as far as it is there: what is covered here is not there either. */
export async function openInLab(lesson: Lesson, meta: Meta, preview: boolean): Promise<void> {
  const { document } = documentStore.getState();
  const { run, cursor, set } = sessionStore.getState();
  if (document === null || run === null) return;
  const done = loading();
  try {
    const end = run.trace.end;
    const whole = end >= document.spec.until || run.trace.stopped !== null;
    const spec = whole ? document.spec : endingAt(document.spec, end);
    const link = await linkHash({ ...document, spec }, cursor.time, meta, { title: lesson.card.title });
    if (!link.ok) {
      set({ announcement: link.why });
      return;
    }
    if (!preview) rememberLesson({ href: location.hash, title: lesson.card.title });
    location.hash = link.hash;
  } catch {
    set({ announcement: 'Part of the page could not be loaded. Is the network there?' });
  } finally {
    done();
  }
}
