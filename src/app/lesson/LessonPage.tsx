/** A lesson: fetched, checked and opened. */
import { lazy, Suspense, useCallback, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Meta } from '../../engine/meta.ts';
import type { LessonFiles } from '../../lessons/read.ts';
import type { Lesson } from '../../lessons/types.ts';
import { parseRunSpec } from '../../spec/resolve.ts';
import { metasWith } from '../catalog.ts';
import { Loading } from '../Loading.tsx';
import { joinWithLab } from '../lab/atRest.ts';
import { endElsewhere, presentStore } from '../present/store.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { type Conduct, createConduct } from './conduct.ts';
import type { LessonHost } from './host.ts';
import { LessonView } from './LessonView.tsx';
import type { LessonActor } from './machine.ts';
import { startMachinery } from './machinery.ts';
import { keptLessons, startKept } from './progress.ts';
import { Refusal } from './Refusal.tsx';
import { useOpenLesson } from './useOpenLesson.ts';

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
  useEffect(endElsewhere, []);
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
  const given = files ?? null;
  const begin = useCallback(
    (lesson: Lesson, meta: Meta) => start(lesson, meta, preview ? given : null),
    [given, preview],
  );
  const { trouble, open } = useOpenLesson(id, given, begin);
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
  document.title = `${lesson.card.title} · Faultline`;
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
  const machinery = startMachinery(meta);
  const { lab, host, asker } = machinery;
  const conduct = createConduct({
    lesson,
    meta,
    actor,
    host,
    asker,
    documents: documentStore,
    session: sessionStore,
  });
  const leaveIdle = joinWithLab(
    lab,
    () => conduct.busy(),
    async () => {
      await lab.onIdle();
      await new Promise((resolve) => setTimeout(resolve, 8));
    },
  );
  return {
    open: { lesson, meta, actor, host, conduct, preview: files !== null, files },
    close: () => {
      leaveIdle();
      conduct.dispose();
      actor.stop();
      machinery.dispose();
    },
  };
}
