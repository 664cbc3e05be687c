import { useEffect, useMemo, useState } from 'react';
import type { Scene } from '../../timeline/types.ts';
import { loading } from '../idle.ts';
import type { ViewProps } from '../views.ts';
import type { Palette } from './palette.ts';
import type { Context } from './pen.ts';

type Previews = typeof import('./preview.ts');

/** What paints where the chip in the hand would land; its code comes with the first chip. Null while there is nothing to paint. */
export function usePreview(view: ViewProps, scene: Scene, palette: Palette): ((ctx: Context) => void) | null {
  const [previews, setPreviews] = useState<Previews | null>(null);
  const { dropping, meta, resolved, trace, heads, index, world } = view;
  const wanted = dropping !== null && previews === null;
  useEffect(() => {
    if (!wanted) return;
    const loaded = loading();
    import('./preview.ts')
      .then(
        (module) => setPreviews(module),
        () => {
          // Without the network a chip lands without having been shown where.
        },
      )
      .finally(loaded);
  }, [wanted]);
  return useMemo(() => {
    const made = previews?.droppingOf({ dropping, meta, resolved, trace, heads, index, world }) ?? null;
    return made === null ? null : (ctx) => previews?.paintPreview(ctx, scene, made, palette);
  }, [previews, dropping, meta, resolved, trace, heads, index, world, scene, palette]);
}
