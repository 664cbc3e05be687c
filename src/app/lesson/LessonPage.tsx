/** A lesson: fetched, checked and opened. */
import { useEffect, useState } from 'react';
import { createAsker } from '../../client/ask.ts';
import type { Meta } from '../../engine/meta.ts';
import { loadFiles } from '../../lessons/content.ts';
import { type LessonFiles, protocolOf, readLesson } from '../../lessons/read.ts';
import type { Lesson } from '../../lessons/types.ts';
import { parseRunSpec } from '../../spec/resolve.ts';
import { loadMeta, metasWith } from '../catalog.ts';
import { joinIdle, loading } from '../idle.ts';
import { Loading } from '../Loading.tsx';
import { sharedLab } from '../lab/early.ts';
import { preloadPanel } from '../stage/panels.ts';
import { calm } from '../stores/calm.ts';
import { documentStore } from '../stores/document.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { keepStraight } from '../timeline/warps.ts';
import { type Conduct, createConduct } from './conduct.ts';
import { createHost, type LessonHost } from './host.ts';
import { LessonView } from './LessonView.tsx';
import type { LessonActor } from './machine.ts';
import { startKept } from './progress.ts';
import { Refusal } from './Refusal.tsx';

export interface OpenLesson {
  readonly lesson: Lesson;
  readonly meta: Meta;
  readonly actor: LessonActor;
  readonly host: LessonHost;
  readonly conduct: Conduct;
  /** Shown from files that somebody dropped: nothing of it is kept. */
  readonly preview: boolean;
}

/** @param files of a lesson that is not one of ours; else the one called `id` is fetched */
export default function LessonPage({
  id,
  files,
  onLeave,
}: {
  readonly id: string;
  readonly files?: LessonFiles;
  /** Where the preview was opened is another page at the same address. */
  readonly onLeave?: () => void;
}) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [open, setOpen] = useState<OpenLesson | null>(null);
  useEffect(() => {
    let gone = false;
    let close = () => {};
    setTrouble(null);
    const loaded = loading();
    openLesson(id, files ?? null)
      .then(
        (found) => {
          if (gone) return;
          if ('why' in found) setTrouble(found.why);
          else {
            const started = start(found.lesson, found.meta, files !== undefined);
            close = started.close;
            setOpen(started.open);
            document.title = `${found.lesson.card.title} · Faultline`;
          }
        },
        () => {
          if (!gone) setTrouble('Part of this lesson could not be loaded. Is the network there?');
        },
      )
      .finally(loaded);
    return () => {
      gone = true;
      close();
      setOpen(null);
    };
  }, [id, files]);
  if (trouble !== null) return <Refusal why={trouble} preview={files !== undefined} />;
  return open === null ? <Loading /> : <LessonView open={open} onLeave={onLeave} />;
}

async function openLesson(
  id: string,
  dropped: LessonFiles | null,
): Promise<{ readonly lesson: Lesson; readonly meta: Meta } | { readonly why: string }> {
  const found = dropped === null ? await loadFiles(id) : { folder: { id, track: '' }, files: dropped };
  if (found === null) return { why: `There is no lesson called “${id.slice(0, 40)}” here.` };
  const meta = await loadMeta(protocolOf(found.files) ?? '');
  const read = readLesson({ ...found.folder, files: found.files }, metasWith(meta));
  if (!read.ok) return { why: read.why };
  if (meta === null) return { why: 'This lesson names no protocol.' };
  preloadPanel(meta.id);
  return { lesson: read.lesson, meta };
}

function start(lesson: Lesson, meta: Meta, preview: boolean): { readonly open: OpenLesson; close(): void } {
  keepStraight(true);
  const lab = sharedLab();
  lab.start?.();
  const plans = lesson.steps.map((step) => ({
    id: step.id,
    kind: step.kind,
    choices: step.kind === 'predict' ? step.choices.length : 0,
  }));
  const metas = metasWith(meta);
  const actor = startKept(lesson.id, plans, {
    now: () => Date.now(),
    isRun: (spec) => spec.protocol === meta.id && parseRunSpec(spec, metas).ok,
    store: !preview,
  });
  const host = createHost({
    meta,
    lab,
    documents: documentStore,
    session: sessionStore,
    slowdown: () => usePreferences.getState().slowdown,
    reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  });
  const asker = createAsker();
  const conduct = createConduct({
    lesson,
    meta,
    actor,
    host,
    asker,
    documents: documentStore,
    session: sessionStore,
  });
  const leaveIdle = joinIdle({
    busy: () => conduct.busy() || lab.busy() || calm.behind(),
    settle: async () => {
      await lab.onIdle();
      await new Promise((resolve) => setTimeout(resolve, 8));
    },
    shown: () => {
      const { run, world, detail } = sessionStore.getState();
      return run === null ? null : `${run.id} ${world?.step} ${detail?.step}`;
    },
  });
  return {
    open: { lesson, meta, actor, host, conduct, preview },
    close: () => {
      leaveIdle();
      conduct.dispose();
      asker.dispose();
      actor.stop();
      host.dispose();
      keepStraight(false);
    },
  };
}
