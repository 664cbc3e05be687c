/** Fetches and checks a lesson, has it opened, and closes it when another is wanted or it is no longer on show. */
import { useEffect, useState } from 'react';
import type { Meta } from '../../engine/meta.ts';
import type { LessonFiles } from '../../lessons/read.ts';
import type { Lesson } from '../../lessons/types.ts';
import { loading } from '../idle.ts';
import { openLesson } from './openLesson.ts';

/**
 * @param files of a lesson that is not one of ours; null: the one called `id` is fetched
 * @param start another function is another opening
 */
export function useOpenLesson<T>(
  id: string,
  files: LessonFiles | null,
  start: (lesson: Lesson, meta: Meta) => { readonly open: T; close(): void },
): { readonly trouble: string | null; readonly open: T | null } {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [open, setOpen] = useState<T | null>(null);
  useEffect(() => {
    let gone = false;
    let close = () => {};
    setTrouble(null);
    const loaded = loading();
    openLesson(id, files)
      .then(
        (found) => {
          if (gone) return;
          if ('why' in found) {
            setTrouble(found.why);
            return;
          }
          const started = start(found.lesson, found.meta);
          close = started.close;
          setOpen(started.open);
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
  }, [id, files, start]);
  return { trouble, open };
}
