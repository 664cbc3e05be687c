/** Puts a log on the shelf while it is written: not at every key, and at once when the page is left. */
import type { KeptLog, Shelf } from './shelf.ts';

/** After the last change, ms. */
const PAUSE = 400;

export interface Keeper {
  /** @param later it will change again soon */
  put(log: KeptLog, later: boolean): void;
  /** Now, if there is something to save. */
  save(): void;
  waiting(): boolean;
}

/** @param onKept told why a log is not kept; '' if it is */
export function createKeeper(shelf: Shelf, onKept: (id: string, why: string) => void): Keeper {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsaved: KeptLog | null = null;
  const save = () => {
    clearTimeout(timer);
    const log = unsaved;
    unsaved = null;
    if (log !== null) void shelf.keep(log).then((why) => onKept(log.id, why));
  };
  return {
    put(log, later) {
      if (unsaved !== null && unsaved.id !== log.id) save();
      clearTimeout(timer);
      unsaved = log;
      if (later) timer = setTimeout(save, PAUSE);
      else save();
    },
    save,
    waiting: () => unsaved !== null,
  };
}
