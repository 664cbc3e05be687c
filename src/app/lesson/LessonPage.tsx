/** A lesson: fetched, checked and opened. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createAsker } from '../../client/ask.ts';
import type { Meta } from '../../engine/meta.ts';
import type { LessonFiles } from '../../lessons/read.ts';
import type { Lesson } from '../../lessons/types.ts';
import { parseRunSpec } from '../../spec/resolve.ts';
import { metasWith } from '../catalog.ts';
import { joinIdle, loading } from '../idle.ts';
import { Loading } from '../Loading.tsx';
import { sharedLab } from '../lab/early.ts';
import { endPresenting, presentStore } from '../present/store.ts';
import { calm } from '../stores/calm.ts';
import { documentStore } from '../stores/document.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { keepStraight } from '../timeline/warps.ts';
import { type Conduct, createConduct } from './conduct.ts';
import { createHost, type LessonHost } from './host.ts';
import { LessonView } from './LessonView.tsx';
import type { LessonActor } from './machine.ts';
import { openLesson } from './openLesson.ts';
import { keptLessons, startKept } from './progress.ts';
import { Refusal } from './Refusal.tsx';

export interface OpenLesson {
  readonly lesson: Lesson;
  readonly meta: Meta;
  readonly actor: LessonActor;
  readonly host: LessonHost;
  readonly conduct: Conduct;
  /** Shown from files that somebody dropped: nothing of it is kept. */
  readonly preview: boolean;
  /** Those files. */
  readonly files: LessonFiles | null;
}

const HallLesson = lazy(() => import('../present/HallLesson.tsx'));

interface LessonProps {
  readonly id: string;
  /** Of a lesson that is not one of ours; else the one called `id` is fetched. */
  readonly files?: LessonFiles;
  /** These files came with a list: progress is kept, as in a lesson of ours. */
  readonly carried?: boolean;
  /** Where the preview was opened is another page at the same address. */
  readonly onLeave?: () => void;
}

/** In a hall the lesson is opened for the wall instead; whoever comes back is where they were. */
export default function LessonPage(props: LessonProps) {
  const { id, files } = props;
  const presenting = useStore(presentStore, (s) => s.on);
  const presented = useRef(false);
  useEffect(() => endPresenting, []);
  if (!presenting) return <OneStudent {...props} back={presented.current} />;
  presented.current = true;
  return (
    <Suspense fallback={<Loading />}>
      <HallLesson id={id} files={files ?? null} from={keptLessons()[id]?.index ?? 0} />
    </Suspense>
  );
}

function OneStudent({
  id,
  files,
  carried = false,
  onLeave,
  back,
}: LessonProps & {
  /** From the hall, with the focus nowhere. */
  readonly back: boolean;
}) {
  const preview = files !== undefined && !carried;
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
            const started = start(found.lesson, found.meta, preview ? (files ?? null) : null);
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
  }, [id, files, preview]);
  useEffect(() => {
    if (back && open !== null) document.querySelector<HTMLElement>('.lesson h1')?.focus();
  }, [back, open]);
  if (trouble !== null) return <Refusal why={trouble} preview={preview} />;
  return open === null ? <Loading /> : <LessonView open={open} onLeave={onLeave} />;
}

function start(
  lesson: Lesson,
  meta: Meta,
  files: LessonFiles | null,
): { readonly open: OpenLesson; close(): void } {
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
    store: files === null,
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
    open: { lesson, meta, actor, host, conduct, preview: files !== null, files },
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
