/** The picture of a comparison: one canvas for the runs, one above it for the cursor. The list beside it is its twin for the keyboard. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { compareScene, sharingOf } from '../../timeline/compare.ts';
import { layoutPairs } from '../../timeline/comparelayout.ts';
import { clampWindow, makeScale, panBy, reveal, WHOLE, type Window, zoomAt } from '../../timeline/scale.ts';
import { straight, warpOfAll } from '../../timeline/warp.ts';
import { Icon } from '../../widgets/icons.tsx';
import { useLab } from '../lab/context.ts';
import { useTheme } from '../lab/useViewProps.ts';
import { usePreferences } from '../stores/preferences.ts';
import { ms } from '../text.ts';
import { prepare, useLook, useSize, zoomOf } from '../timeline/canvas.ts';
import { measurer, readPalette } from '../timeline/palette.ts';
import { paintCompare } from './paintCompare.ts';
import { paintCursor } from './paintCursor.ts';
import type { Compared } from './useCompared.ts';

interface Props {
  readonly compared: Compared;
  /** Of the cursor, µs. */
  readonly time: number;
  onSeek(time: number): void;
}

export function ComparePicture({ compared, time, onSeek }: Props) {
  const { a, b, comparison } = compared;
  const { meta } = useLab();
  const theme = useTheme();
  const scroller = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  const size = useSize(scroller);
  const [scrollY, setScrollY] = useState(0);
  const look = useLook();
  const until = Math.max(a.resolved.spec.until, b.resolved.spec.until);
  const [zoom, setZoom] = useState<{ readonly until: number; readonly window: Window }>({
    until,
    window: WHOLE,
  });
  const window = zoom.until === until ? zoom.window : WHOLE;
  const setWindow = (next: Window) => setZoom({ until, window: next });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` changes when fonts arrive, and widths with it
  const measure = useMemo(measurer, [look]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the theme or the page's styles change
  const palette = useMemo(readPalette, [theme, look]);
  const layout = useMemo(
    () => layoutPairs(a.resolved.nodes, b.resolved.nodes, meta.roles, size.height),
    [a, b, meta, size.height],
  );
  const models = useMemo(() => {
    const model = (run: typeof a) => ({ meta, resolved: run.resolved, index: run.index });
    const both = { a: model(a), b: model(b) };
    return { ...both, comparison, sharing: sharingOf(both.a, both.b) };
  }, [a, b, comparison, meta]);
  const { shortIdle } = usePreferences();
  const warp = useMemo(() => {
    const on = ({ index, resolved }: typeof a) => ({ index, ...resolved.spec });
    return shortIdle ? warpOfAll([on(a), on(b)], until) : straight(until);
  }, [a, b, until, shortIdle]);
  const scene = useMemo(() => {
    const scale = makeScale(until, size.width < 560 ? 52 : 78, size.width - 18, window, warp);
    return compareScene(models, { width: size.width, scale, layout, measure });
  }, [models, until, size.width, window, warp, layout, measure]);

  const firstLabel = comparison.first === null ? '' : `First difference, ${ms(comparison.first.time)}`;
  useLayoutEffect(() => {
    const ctx = prepare(still.current, size);
    if (ctx) paintCompare(ctx, scene, { ...size, palette, scrollY, firstLabel });
  }, [scene, size, palette, scrollY, firstLabel]);
  useLayoutEffect(() => {
    const ctx = prepare(moving.current, size);
    if (ctx) paintCursor(ctx, scene, time, { ...size, palette, scrollY, firstLabel });
  }, [scene, size, palette, scrollY, time, firstLabel]);

  // Follows the cursor when it leaves the picture.
  const following = useRef(time);
  useEffect(() => {
    if (following.current === time) return;
    following.current = time;
    const next = reveal(window, scene.scale, time);
    if (next !== window) setZoom({ until, window: next });
  }, [time, window, scene, until]);

  const latest = useRef({ scene, window, onSeek, setWindow });
  latest.current = { scene, window, onSeek, setWindow };
  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    const xOf = (event: { clientX: number }) =>
      (event.clientX - element.getBoundingClientRect().left) / zoomOf(element);
    const seek = (event: PointerEvent) => {
      const { scale } = latest.current.scene;
      latest.current.onSeek(scale.t(Math.min(scale.x1, Math.max(scale.x0, xOf(event)))));
    };
    const down = (event: PointerEvent) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      seek(event);
    };
    const move = (event: PointerEvent) => {
      if (element.hasPointerCapture(event.pointerId)) seek(event);
    };
    const wheel = (event: WheelEvent) => {
      const { scene, window, setWindow } = latest.current;
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      if (!sideways && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      if (sideways) setWindow(panBy(window, scene.scale, -(event.deltaX || event.deltaY)));
      else setWindow(zoomAt(window, scene.scale, Math.exp(-event.deltaY / 240), xOf(event)));
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('wheel', wheel);
    };
  }, []);

  const zoomBy = (factor: number) => {
    const { scale } = scene;
    setWindow(clampWindow(zoomAt(window, scale, factor, scale.x(time)), until, scale.x1 - scale.x0));
  };
  const whole = window.u0 === 0 && window.u1 === 1;
  return (
    <section className="compare-picture" aria-label="Both runs on one time axis">
      <div
        ref={scroller}
        className="compare-scroll"
        tabIndex={layout.height > size.height ? 0 : undefined}
        onScroll={(event) => setScrollY(event.currentTarget.scrollTop)}
      >
        <div style={{ height: layout.height }}>
          <div ref={surface} className="compare-canvases" style={{ width: size.width, height: size.height }}>
            <canvas ref={still} aria-hidden="true" />
            <canvas ref={moving} aria-hidden="true" />
          </div>
        </div>
      </div>
      <div className="compare-zoom">
        <button
          type="button"
          className="icon-button"
          aria-label="Zoom out"
          disabled={whole}
          onClick={() => zoomBy(0.5)}
        >
          <Icon name="minus" />
        </button>
        <button type="button" className="icon-button" aria-label="Zoom in" onClick={() => zoomBy(2)}>
          <Icon name="plus" />
        </button>
        {!whole && (
          <button type="button" className="button small" onClick={() => setWindow(WHOLE)}>
            Whole run
          </button>
        )}
      </div>
    </section>
  );
}
