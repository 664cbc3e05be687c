/**
 * The space-time diagram of a run. A pure scene is built when trace, zoom or size change; the still canvas is painted from it,
 * the moving one (cursor, pointing, drop preview) on top, so playing repaints one line and not the run.
 */
import {
  type ComponentType,
  forwardRef,
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useStore } from 'zustand';
import { Turns } from '../../timeline/edit.ts';
import { layoutLanes } from '../../timeline/lanes.ts';
import { makeScale, reveal, WHOLE, type Window, zoomAt } from '../../timeline/scale.ts';
import { buildScene } from '../../timeline/scene.ts';
import type { Box } from '../../timeline/types.ts';
import { focusByHand } from '../faults/focus.ts';
import { pictureStands } from '../firstPicture.ts';
import { loading } from '../idle.ts';
import { later, spare } from '../later.tsx';
import { usePreferences } from '../stores/preferences.ts';
import type { DropZone, ViewProps } from '../views.ts';
import { cursorFor, dropsCode, type Pointer } from './aiming.ts';
import { prepare, useFrames, useLook, useSize } from './canvas.ts';
import { conesOf } from './cones.ts';
import type { GhostsProps } from './Ghosts.tsx';
import { type Hands, useGestures } from './gestures.ts';
import { ghostStore } from './ghostStore.ts';
import { useMarks } from './marks.ts';
import { paintOverlay } from './overlay.ts';
import { paintScene } from './paint.ts';
import { measurer, readPalette } from './palette.ts';
import { picksStore } from './picks.ts';
import { useRested } from './rested.ts';
import { offerSnapshot } from './snapshot.ts';
import { Tools } from './Tools.tsx';
import { usePreview } from './usePreview.ts';
import { axisOf } from './warps.ts';
import './timeline.css';

/** Nothing can be grabbed before there is a picture. */
const Handles = later(async () => (await import('./Handles.tsx')).Handles);
/** What used to be is shown once there has been an edit. */
const Ghosts = lazy<ComponentType<GhostsProps>>(() => {
  const loaded = loading();
  // Without the network there is only what is.
  const none = () => ({ default: () => null });
  return import('./Ghosts.tsx').catch(none).finally(loaded);
});
/** What the pointer is on is said once there is a pointer. */
const Tip = spare(() => import('./Tip.tsx'));

export const Timeline = forwardRef<DropZone, ViewProps>(function Timeline(props, ref) {
  const { meta, resolved, index, cursor, hover, selected, theme, layer = null } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  const size = useSize(scroller);
  const [scrollY, setScrollY] = useState(0);
  const [corner, setCorner] = useState(0);
  // Never less than it was: a button that comes and goes with edits must not have everything placed once more.
  const keepCorner = useCallback((width: number) => setCorner((was) => Math.max(was, width)), []);
  const [turns] = useState(() => new Turns());
  const [pointer, setPointer] = useState<Pointer | null>(null);
  /** A hand holds something: the axis stays as it is until it lets go. */
  const [holding, setHolding] = useState(false);
  const [band, setBand] = useState<Box | null>(null);
  const { picks } = useStore(picksStore);
  const { before } = useStore(ghostStore);
  const [ghosts, setGhosts] = useState(false);
  const look = useLook();
  const { until } = resolved.spec;
  const [zoom, setZoom] = useState<{ readonly until: number; readonly window: Window }>({
    until,
    window: WHOLE,
  });
  // A run of another length is another picture: it is shown whole.
  const window = zoom.until === until ? zoom.window : WHOLE;
  const setWindow = useCallback((next: Window) => setZoom({ until, window: next }), [until]);

  useEffect(pictureStands, []);

  const { shortIdle } = usePreferences();
  const warp = useSteady(
    useMemo(() => axisOf({ resolved, index }, shortIdle), [resolved, index, shortIdle]),
    holding,
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` changes when fonts arrive, and widths with it
  const measure = useMemo(measurer, [look]);
  const lanes = useMemo(
    () => layoutLanes(resolved.nodes, meta.roles, size.height),
    [resolved.nodes, meta.roles, size.height],
  );
  const scene = useMemo(() => {
    const left = size.width < 560 ? 38 : 54;
    const scale = makeScale(until, left, size.width - 18, window, warp);
    return buildScene({ meta, resolved, index }, { width: size.width, scale, lanes, measure, corner });
  }, [meta, resolved, index, lanes, measure, size.width, corner, until, window, warp]);

  const pointedAt = hover?.kind === 'step' ? hover.step : -1;
  const marks = useMemo(() => conesOf(index, pointedAt), [index, pointedAt]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the theme or the page's styles change
  const palette = useMemo(readPalette, [theme, look]);
  const preview = usePreview(props, scene, palette);
  const painters = useMarks(scene);
  const selectedInput = selected?.kind === 'input' ? selected.input : null;

  useFrames(() => {
    const ctx = prepare(still.current, size);
    if (ctx) paintScene(ctx, scene, { ...size, palette, scrollY, marks, selectedInput, layer });
  }, [scene, palette, size, scrollY, marks, painters, selectedInput, layer]);

  useLayoutEffect(() => {
    const ctx = prepare(moving.current, size);
    if (!ctx) return;
    const at = { cursorTime: cursor.time, cursorStep: cursor.step };
    paintOverlay(ctx, scene, { ...size, ...at, palette, scrollY, hover, selected, picks, band, preview });
  }, [scene, palette, size, scrollY, cursor, hover, selected, picks, band, preview]);

  // Follow the cursor when it leaves the picture: only when it moved, not when the picture did.
  const following = useRef(cursor.time);
  useEffect(() => {
    if (following.current === cursor.time) return;
    following.current = cursor.time;
    const next = reveal(window, scene.view.scale, cursor.time);
    if (next !== window) setWindow(next);
  }, [cursor.time, window, scene, setWindow]);

  const latest = useRef<Hands | null>(null);
  useLayoutEffect(() => {
    latest.current = {
      props,
      scene,
      window,
      scrollY,
      turns,
      setWindow,
      setPointer,
      setHolding,
      setBand,
      focusInput: (input) => {
        const handle = surface.current?.querySelector<HTMLElement>(`[data-input="${input}"]`);
        if (handle) focusByHand(handle);
      },
    };
  });
  useGestures(surface, latest);
  const rested = useRested(scene, surface);
  const revealTime = useCallback((time: number) => {
    const now = latest.current;
    now?.setWindow(reveal(now.window, now.scene.view.scale, time));
  }, []);
  useLayoutEffect(() => {
    if (surface.current) offerSnapshot(surface.current, () => ({ scene, palette, cursor, layer }));
  });

  useImperativeHandle(
    ref,
    () => ({
      dropTarget: (clientX, clientY, chip) =>
        dropsCode()?.dropTarget(latest.current, surface.current, clientX, clientY, chip) ?? null,
    }),
    [],
  );

  const zoomBy = (factor: number) => {
    const { scale } = scene.view;
    const x = scale.x(cursor.time);
    const middle = x >= scale.x0 && x <= scale.x1 ? x : (scale.x0 + scale.x1) / 2;
    setWindow(zoomAt(window, scale, factor, middle));
  };
  const whole = window.u0 === 0 && window.u1 === 1;
  const idle = useMemo(() => axisOf({ resolved, index }, true).gaps.length > 0, [resolved, index]);

  return (
    <div className="timeline" role="group" aria-label="Space-time diagram">
      <div
        ref={scroller}
        className="timeline-scroll"
        // Lanes that do not fit are scrolled, by keys too.
        tabIndex={lanes.height > size.height ? 0 : undefined}
        onScroll={(event) => setScrollY(event.currentTarget.scrollTop)}
      >
        <div style={{ height: lanes.height }}>
          <div
            ref={surface}
            className="timeline-canvases"
            style={{ width: size.width, height: size.height, cursor: cursorFor(pointer) }}
          >
            <canvas ref={still} aria-hidden="true" />
            {before !== null && props.seen === undefined && size.width > 0 && (
              <Suspense fallback={null}>
                <Ghosts
                  before={before}
                  view={props}
                  scene={scene}
                  size={size}
                  scrollY={scrollY}
                  palette={palette}
                  onShown={setGhosts}
                />
              </Suspense>
            )}
            <canvas ref={moving} aria-hidden="true" />
            {size.width > 0 && rested && (
              <Handles scene={rested} scrollY={scrollY} view={props} turns={turns} reveal={revealTime} />
            )}
          </div>
        </div>
      </div>
      {pointer && !pointer.held && (
        <Suspense fallback={null}>
          <Tip pointer={pointer} scene={scene} view={props} width={size.width} />
        </Suspense>
      )}
      <Tools
        meta={meta}
        whole={whole}
        idle={idle}
        ghosts={ghosts}
        onZoom={zoomBy}
        onWhole={() => setWindow(WHOLE)}
        onWidth={keepCorner}
      />
    </div>
  );
});

/** What was given last while nothing was held. */
function useSteady<T>(value: T, holding: boolean): T {
  const steady = useRef(value);
  if (!holding) steady.current = value;
  return steady.current;
}
