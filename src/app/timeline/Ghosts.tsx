/** What changed against the run before the last edit: a frame after the run itself, so that no edit waits for it. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Scene } from '../../timeline/types.ts';
import { loading } from '../idle.ts';
import { afterNextFrame } from '../stores/calm.ts';
import { documentStore } from '../stores/document.ts';
import { Pace } from '../stores/pace.ts';
import type { Run } from '../stores/session.ts';
import type { ViewProps } from '../views.ts';
import { prepare } from './canvas.ts';
import { clearGhosts } from './ghostStore.ts';
import { type Change, changeBetween, inPlot, paintGhosts, placeGhosts } from './ghosts.ts';
import type { Palette } from './palette.ts';

export interface GhostsProps {
  readonly before: Run;
  readonly view: ViewProps;
  readonly scene: Scene;
  readonly size: { readonly width: number; readonly height: number; readonly ratio: number };
  readonly scrollY: number;
  readonly palette: Palette;
  /** Whether there is anything that used to be. */
  onShown(shown: boolean): void;
}

export default function Ghosts({ before, view, scene, size, scrollY, palette, onShown }: GhostsProps) {
  const { meta, resolved, index } = view;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [change, setChange] = useState<Change | null>(null);
  const [pace] = useState(() => new Pace());
  useEffect(() => {
    if (before.trace === index.trace) {
      setChange(null);
      return;
    }
    const loaded = loading();
    const find = () => {
      const from = performance.now();
      setChange(
        changeBetween({ meta, resolved: before.resolved, index: before.index }, { meta, resolved, index }),
      );
      loaded();
      afterNextFrame(() => pace.did(from, performance.now()));
    };
    // In the middle of a drag the next run counts for more than what the last one changed.
    const rest = documentStore.getState().gesture === null ? 0 : pace.rest(performance.now());
    const resting = rest > 0 ? setTimeout(find, rest) : undefined;
    const callOff = rest > 0 ? () => {} : afterNextFrame(find);
    return () => {
      clearTimeout(resting);
      callOff();
      loaded();
    };
  }, [before, meta, resolved, index, pace]);

  // What was found for the run before this one says nothing of this one. It stays as it was painted until, a frame later, there is
  // better: were it taken away, every edit of a drag would make it flicker.
  const late = change !== null && change.now.index !== index;
  const ghosts = useMemo(
    () => (late ? undefined : change && placeGhosts(change, scene)),
    [late, change, scene],
  );
  const shown = ghosts !== null;
  useEffect(() => {
    onShown(shown);
    return () => onShown(false);
  }, [shown, onShown]);
  useLayoutEffect(() => {
    if (ghosts === undefined) return;
    const ctx = prepare(canvas.current, size);
    if (!ctx) return;
    ctx.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
    ctx.clearRect(0, 0, size.width, size.height);
    if (!ghosts) return;
    ctx.save();
    inPlot(ctx, scene, size.height);
    ctx.translate(0, -scrollY);
    paintGhosts(ctx, scene, ghosts, palette);
    ctx.restore();
  }, [ghosts, scene, size, scrollY, palette]);

  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('[role="dialog"]')) clearGhosts();
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, []);
  return <canvas ref={canvas} aria-hidden="true" data-ghosts={shown || undefined} />;
}
