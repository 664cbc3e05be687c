import { useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useMedia } from '../../widgets/useMedia.ts';
import { openInput } from '../faults/open.ts';
import { lensStore } from '../lens/store.ts';
import { sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import type { ViewProps } from '../views.ts';
import { deleteInput, dragInput, dragInputs, editRun } from './actions.ts';
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

/**
 * What stage and timeline are given, or null until a first run is there.
 * @param use `useCalm` for a view that may follow a new run a frame later
 */
export function useViewProps(use: typeof useSession = useSession): ViewProps | null {
  const { meta, player } = useLab();
  const run = use((s) => s.run);
  const cursor = use((s) => s.cursor);
  const world = use((s) => s.world);
  const before = use((s) => s.before);
  const hover = use((s) => s.hover);
  const selected = use((s) => s.selected);
  const dropping = use((s) => s.dropping);
  const own = use((s) => s.layer);
  const layers = use((s) => s.layers);
  const layer = useMemo(
    (): ViewProps['layer'] =>
      layers.length === 0
        ? own
        : (...on) => {
            for (const paint of [own, ...layers]) paint?.(...on);
          },
    [own, layers],
  );
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
      onEditInputs: dragInputs,
      onEditRun: editRun,
      onDeleteInput: deleteInput,
      onOpenInput: openInput,
    }),
    [player],
  );

  const lens = useStore(lensStore, (s) => s.lens);
  const all = useMemo(
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
  return useMemo(() => (lens === null || all === null ? all : lens.see(all)), [lens, all]);
}
