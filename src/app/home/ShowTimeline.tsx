/** The timeline of a run that is only looked at: the same scene and the same painters as the lab's, without a hand on it. */
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Meta } from '../../engine/meta.ts';
import { layoutLanes } from '../../timeline/lanes.ts';
import { makeScale } from '../../timeline/scale.ts';
import { buildScene } from '../../timeline/scene.ts';
import type { Run } from '../stores/session.ts';
import { prepare, useLook, useSize } from '../timeline/canvas.ts';
import { useMarks } from '../timeline/marks.ts';
import { paintOverlay } from '../timeline/overlay.ts';
import { paintScene } from '../timeline/paint.ts';
import { measurer, readPalette } from '../timeline/palette.ts';
import type { Cursor } from '../views.ts';

export function ShowTimeline({
  meta,
  run,
  cursor,
}: {
  readonly meta: Meta;
  readonly run: Run;
  readonly cursor: Cursor;
}) {
  const box = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  const size = useSize(box);
  const look = useLook();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` changes when fonts arrive, and widths with it
  const measure = useMemo(measurer, [look]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the page's styles change
  const palette = useMemo(readPalette, [look]);
  const scene = useMemo(() => {
    const { resolved, index } = run;
    const lanes = layoutLanes(resolved.nodes, meta.roles, size.height);
    const scale = makeScale(resolved.spec.until, size.width < 560 ? 38 : 54, Math.max(80, size.width - 18));
    return buildScene({ meta, resolved, index }, { width: size.width, scale, lanes, measure });
  }, [meta, run, size.width, size.height, measure]);
  const painters = useMarks(scene);

  // biome-ignore lint/correctness/useExhaustiveDependencies: painters that arrive late are asked by `paintScene` itself
  useLayoutEffect(() => {
    const ctx = prepare(still.current, size);
    if (ctx) paintScene(ctx, scene, { ...size, palette, scrollY: 0, marks: null, selectedInput: null });
  }, [scene, palette, size, painters]);
  useLayoutEffect(() => {
    const ctx = prepare(moving.current, size);
    if (!ctx) return;
    const at = { cursorTime: cursor.time, cursorStep: cursor.step };
    const nothing = { scrollY: 0, hover: null, selected: null, preview: null };
    paintOverlay(ctx, scene, { ...size, ...at, ...nothing, palette });
  }, [scene, palette, size, cursor]);

  return (
    <div className="show-timeline" ref={box}>
      <canvas ref={still} />
      <canvas ref={moving} />
    </div>
  );
}
