import { useMemo, useSyncExternalStore } from 'react';
import { useMedia } from '../../widgets/useMedia.ts';
import { openInput } from '../faults/open.ts';
import { sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import type { ViewProps } from '../views.ts';
import { deleteInput, dragInput } from './actions.ts';
import { useLab } from './context.ts';

/** The theme on show: `data-theme` on the root element, which follows preference and system. */
export function useTheme(): 'light' | 'dark' {
  return useSyncExternalStore(
    (listener) => {
      const observer = new MutationObserver(listener);
      observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
      return () => observer.disconnect();
    },
    () => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'),
  );
}

/** What stage and timeline are given, or null until a first run is there. */
export function useViewProps(): ViewProps | null {
  const { meta, player } = useLab();
  const run = useSession((s) => s.run);
  const cursor = useSession((s) => s.cursor);
  const world = useSession((s) => s.world);
  const before = useSession((s) => s.before);
  const hover = useSession((s) => s.hover);
  const selected = useSession((s) => s.selected);
  const dropping = useSession((s) => s.dropping);
  const layer = useSession((s) => s.layer);
  const theme = useTheme();
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)');

  const reports = useMemo(
    () => ({
      onHover: (mark: ViewProps['hover']) => {
        const { hover, dropping, set } = sessionStore.getState();
        // What lies under a chip on its way is not being pointed at.
        if (dropping === null && mark !== hover) set({ hover: mark });
      },
      onSelect: (mark: ViewProps['selected']) => sessionStore.getState().set({ selected: mark }),
      onSeek: (step: number, time?: number) => player.goto(step, time),
      onEditInput: dragInput,
      onDeleteInput: deleteInput,
      onOpenInput: openInput,
    }),
    [player],
  );

  return useMemo(
    () =>
      run === null
        ? null
        : {
            meta,
            resolved: run.resolved,
            trace: run.trace,
            heads: run.heads,
            index: run.index,
            cursor,
            world,
            before,
            hover,
            selected,
            dropping,
            layer,
            theme,
            reducedMotion,
            ...reports,
          },
    [meta, run, cursor, world, before, hover, selected, dropping, layer, theme, reducedMotion, reports],
  );
}
