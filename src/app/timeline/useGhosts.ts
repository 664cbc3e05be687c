/** Shows what changed against the run before the last edit: a frame after the run itself, so that no edit waits for it. */
import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Scene } from '../../timeline/types.ts';
import { loading } from '../idle.ts';
import type { ViewProps } from '../views.ts';
import { prepare } from './canvas.ts';
import { clearGhosts, ghostStore } from './ghostStore.ts';
import type { Change } from './ghosts.ts';
import type { Palette } from './palette.ts';

type Code = typeof import('./ghosts.ts');

interface Found {
  readonly code: Code;
  readonly change: Change;
}

/** @returns whether there is anything that used to be */
export function useGhosts(
  canvas: RefObject<HTMLCanvasElement | null>,
  view: ViewProps,
  scene: Scene,
  picture: {
    readonly size: { readonly width: number; readonly height: number; readonly ratio: number };
    readonly scrollY: number;
    readonly palette: Palette;
  },
): boolean {
  const { meta, resolved, index, seen } = view;
  const before = useStore(ghostStore, (s) => s.before);
  const wanted = before !== null && seen === undefined;
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (!wanted || before.trace === index.trace) {
      setFound(null);
      return;
    }
    const loaded = loading();
    let stale = false;
    const frame = requestAnimationFrame(() => {
      import('./ghosts.ts')
        .then((code) => {
          if (stale) return;
          const change = code.changeBetween(
            { meta, resolved: before.resolved, index: before.index },
            { meta, resolved, index },
          );
          setFound(change && { code, change });
        })
        .catch(() => {
          // Without the network there is only what is.
        })
        .finally(loaded);
    });
    return () => {
      stale = true;
      cancelAnimationFrame(frame);
      loaded();
    };
  }, [wanted, before, meta, resolved, index]);

  const shown = wanted ? found : null;
  const ghosts = useMemo(() => shown?.code.placeGhosts(shown.change, scene) ?? null, [shown, scene]);
  const { size, scrollY, palette } = picture;
  useLayoutEffect(() => {
    const ctx = prepare(canvas.current, size);
    if (!ctx) return;
    ctx.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
    ctx.clearRect(0, 0, size.width, size.height);
    if (!ghosts || !shown) return;
    ctx.save();
    shown.code.inPlot(ctx, scene, size.height);
    ctx.translate(0, -scrollY);
    shown.code.paintGhosts(ctx, scene, ghosts, palette);
    ctx.restore();
  }, [canvas, ghosts, shown, scene, size, scrollY, palette]);

  useEffect(() => {
    if (!wanted) return;
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('[role="dialog"]')) clearGhosts();
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, [wanted]);
  return ghosts !== null;
}
