/** Opens a lesson for the hall: no progress is read or written, for the room is not one student. */
import { useEffect, useMemo, useState } from 'react';
import { createAsker } from '../../client/ask.ts';
import type { LessonFiles } from '../../lessons/read.ts';
import { joinIdle, loading } from '../idle.ts';
import { Loading } from '../Loading.tsx';
import { LabContext } from '../lab/context.ts';
import { sharedLab } from '../lab/early.ts';
import { createHost } from '../lesson/host.ts';
import { openLesson } from '../lesson/openLesson.ts';
import { Trouble } from '../pages/Trouble.tsx';
import { calm } from '../stores/calm.ts';
import { documentStore } from '../stores/document.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { keepStraight } from '../timeline/warps.ts';
import LessonSlides from './LessonSlides.tsx';
import { endPresenting } from './store.ts';
import type { HallOptions } from './useLessonHall.ts';

export default function HallLesson({
  id,
  files = null,
  from = 0,
}: {
  readonly id: string;
  /** Of a lesson that is not one of ours. */
  readonly files?: LessonFiles | null;
  readonly from?: number;
}) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [open, setOpen] = useState<HallOptions | null>(null);
  useEffect(() => {
    let gone = false;
    let close = () => {};
    const loaded = loading();
    openLesson(id, files)
      .then(
        (found) => {
          if (gone) return;
          if ('why' in found) {
            setTrouble(found.why);
            return;
          }
          const asker = createAsker();
          const { meta, lesson } = found;
          keepStraight(true);
          const lab = sharedLab();
          lab.start?.();
          const host = createHost({
            meta,
            lab,
            documents: documentStore,
            session: sessionStore,
            slowdown: () => usePreferences.getState().slowdown,
            reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
          });
          const leaveIdle = joinIdle({
            busy: () => host.busy() || asker.busy() || lab.busy() || calm.behind(),
            settle: () => lab.onIdle(),
            shown: () => {
              const { run, world } = sessionStore.getState();
              return run === null ? null : `${run.id} ${world?.step}`;
            },
          });
          close = () => {
            leaveIdle();
            asker.dispose();
            host.dispose();
            keepStraight(false);
          };
          setOpen({ lesson, meta, host, asker, from });
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
  }, [id, files, from]);
  const context = useMemo(
    () => (open === null ? null : { meta: open.meta, player: open.host.player, embed: false }),
    [open],
  );
  useEffect(() => {
    if (trouble !== null) endPresenting();
  }, [trouble]);
  if (trouble !== null) return <Trouble why={trouble} />;
  if (open === null || context === null) return <Loading />;
  return (
    <LabContext value={context}>
      <LessonSlides {...open} />
    </LabContext>
  );
}
