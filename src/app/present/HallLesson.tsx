/** Opens a lesson for the hall: no progress is read or written, for the room is not one student. */
import { useCallback, useEffect, useMemo } from 'react';
import type { Meta } from '../../engine/meta.ts';
import type { LessonFiles } from '../../lessons/read.ts';
import type { Lesson } from '../../lessons/types.ts';
import { Loading } from '../Loading.tsx';
import { joinWithLab } from '../lab/atRest.ts';
import { LabContext } from '../lab/context.ts';
import { startMachinery } from '../lesson/machinery.ts';
import { useOpenLesson } from '../lesson/useOpenLesson.ts';
import { Trouble } from '../pages/Trouble.tsx';
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
  const start = useCallback((lesson: Lesson, meta: Meta) => startInHall(lesson, meta, from), [from]);
  const { trouble, open } = useOpenLesson(id, files, start);
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

function startInHall(
  lesson: Lesson,
  meta: Meta,
  from: number,
): { readonly open: HallOptions; close(): void } {
  const machinery = startMachinery(meta);
  const { lab, host, asker } = machinery;
  const leaveIdle = joinWithLab(lab, () => host.busy() || asker.busy());
  return {
    open: { lesson, meta, host, asker, from },
    close: () => {
      leaveIdle();
      machinery.dispose();
    },
  };
}
