/** What a lesson runs on, for one student as for a hall: a host for its runs, and whoever is asked about them. */
import { type Asker, createAsker } from '../../client/ask.ts';
import type { Lab } from '../../client/lab.ts';
import type { Meta } from '../../engine/meta.ts';
import { sharedLab } from '../lab/early.ts';
import { reducedMotion } from '../stillness.ts';
import { documentStore } from '../stores/document.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { keepStraight } from '../timeline/warps.ts';
import { createHost, type LessonHost } from './host.ts';

export interface Machinery {
  readonly lab: Lab;
  readonly host: LessonHost;
  readonly asker: Asker;
  dispose(): void;
}

export function startMachinery(meta: Meta): Machinery {
  keepStraight(true);
  const lab = sharedLab();
  lab.start?.();
  const host = createHost({
    meta,
    lab,
    documents: documentStore,
    session: sessionStore,
    slowdown: () => usePreferences.getState().slowdown,
    reducedMotion,
  });
  const asker = createAsker();
  return {
    lab,
    host,
    asker,
    dispose() {
      asker.dispose();
      host.dispose();
      keepStraight(false);
    },
  };
}
