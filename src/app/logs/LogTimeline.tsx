/** A log drawn on the timeline: the same scene and painter as a run's, without a cursor and without anything to move. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { LOG_META } from '../../logs/meta.ts';
import { cones } from '../../query/causality.ts';
import { Turns } from '../../timeline/edit.ts';
import type { Hit } from '../../timeline/hit.ts';
import { timeOf } from '../../timeline/index.ts';
import { layoutLanes } from '../../timeline/lanes.ts';
import { makeScale, reveal, WHOLE, type Window, zoomAt } from '../../timeline/scale.ts';
import { buildScene } from '../../timeline/scene.ts';
import { prepare, useLook, useSize } from '../timeline/canvas.ts';
import { type Hands, useGestures } from '../timeline/gestures.ts';
import { paintScene } from '../timeline/paint.ts';
import { measurer, readPalette } from '../timeline/palette.ts';
import type { ViewProps } from '../views.ts';
import { type Drawn, eventName, eventWords } from './drawn.ts';
import { eventLayer, logScene, type Picked, plotLeft, ringAround, shortNames } from './picture.ts';
import '../timeline/timeline.css';

interface Props {
  readonly drawn: Drawn;
  readonly picked: Picked;
  /** The event pointed at or focused, −1 for none: its cones are lit. */
  readonly lit: number;
  /** Pointed at in the picture or elsewhere, −1 for none. */
  readonly hover: number;
  onHover(step: number): void;
  /** −1: on nothing. `more`: with Shift. */
  onPick(step: number, more: boolean): void;
}

/** No cursor: a log is not played. */
const NOWHERE = { step: -1, time: -1e15 };
const nothing = () => {};

export function LogTimeline({ drawn, picked, lit, hover, onHover, onPick }: Props) {
  const { index, resolved, trace } = drawn;
  const scroller = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  const withShift = useRef(false);
  const size = useSize(scroller);
  const [scrollY, setScrollY] = useState(0);
  const [pointer, setPointer] = useState<{ x: number; y: number; hit: Hit } | null>(null);
  const [turns] = useState(() => new Turns());
  const look = useLook();
  const [view, setView] = useState<{ drawn: Drawn; window: Window }>({ drawn, window: WHOLE });
  // Another log is another picture: it is shown whole.
  const window = view.drawn === drawn ? view.window : WHOLE;
  const setWindow = (next: Window) => setView({ drawn, window: next });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` changes when fonts arrive, and widths with it
  const measure = useMemo(measurer, [look]);
  const left = plotLeft(
    trace.nodes.map(({ id }) => id),
    size.width,
    measure,
  );
  const lanes = useMemo(
    () => shortNames(layoutLanes(resolved.nodes, LOG_META.roles, size.height), left, measure),
    [resolved.nodes, size.height, left, measure],
  );
  const scene = useMemo(() => {
    const scale = makeScale(resolved.spec.until, left, size.width - 18, window);
    return logScene(
      buildScene(
        { meta: LOG_META, resolved, index },
        { width: size.width, scale, lanes, measure, corner: 96 },
      ),
    );
  }, [resolved, index, lanes, measure, size.width, left, window]);
  const marks = useMemo(() => (lit >= 0 ? cones(drawn.causality, lit) : null), [drawn, lit]);
  const layer = useMemo(() => eventLayer(picked), [picked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the page's styles change
  const palette = useMemo(readPalette, [look]);

  useLayoutEffect(() => {
    const ctx = prepare(still.current, size);
    if (ctx) paintScene(ctx, scene, { ...size, palette, scrollY, marks, selectedInput: null, layer });
  }, [scene, palette, size, scrollY, marks, layer]);
  useLayoutEffect(() => {
    const ctx = prepare(moving.current, size);
    if (!ctx) return;
    ringAround(ctx, scene, hover, { ...size, scrollY, palette });
  }, [scene, palette, size, scrollY, hover]);

  // An event picked in the list is brought into view.
  const { first } = picked;
  const shown = useRef(-1);
  useEffect(() => {
    if (shown.current === first) return;
    shown.current = first;
    if (first < 0) return;
    const next = reveal(window, scene.view.scale, timeOf(index, first));
    if (next !== window) setView({ drawn, window: next });
  }, [first, window, scene, index, drawn]);

  const latest = useRef<Hands | null>(null);
  useLayoutEffect(() => {
    const props: ViewProps = {
      meta: LOG_META,
      resolved,
      trace,
      heads: drawn.heads,
      index,
      cursor: NOWHERE,
      world: null,
      before: null,
      hover: hover >= 0 ? { kind: 'step', step: hover } : null,
      selected: null,
      dropping: null,
      theme: 'light',
      reducedMotion: true,
      onHover: (mark) => onHover(mark?.kind === 'step' ? mark.step : -1),
      onSelect: (mark) => {
        if (mark === null) onPick(-1, false);
        else if (mark.kind === 'step') onPick(mark.step, withShift.current);
      },
      onSeek: nothing,
      onEditInput: nothing,
      onDeleteInput: nothing,
      onOpenInput: nothing,
    };
    latest.current = { props, scene, window, scrollY, turns, setWindow, setPointer, focusInput: nothing };
  });
  useGestures(surface, latest);

  const zoomBy = (factor: number) => {
    const { scale } = scene.view;
    setWindow(zoomAt(window, scale, factor, (scale.x0 + scale.x1) / 2));
  };
  const whole = window.u0 === 0 && window.u1 === 1;
  const onEvent = pointer?.hit.kind === 'step' || pointer?.hit.kind === 'message';
  return (
    <div className="timeline" role="group" aria-label="Space-time diagram of the log">
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
            style={{ width: size.width, height: size.height, cursor: onEvent ? 'pointer' : 'default' }}
            onPointerDownCapture={(event) => {
              withShift.current = event.shiftKey;
            }}
          >
            <canvas ref={still} aria-hidden="true" />
            <canvas ref={moving} aria-hidden="true" />
          </div>
        </div>
      </div>
      {left > 88 && (
        <p className="log-axis" aria-hidden="true">
          Lamport time
        </p>
      )}
      {pointer && hover >= 0 && <LogTip drawn={drawn} step={hover} at={pointer} width={size.width} />}
      <div className="timeline-tools">
        <div className="timeline-zoom" role="group" aria-label="Zoom of the diagram">
          <button type="button" aria-label="Zoom out" disabled={whole} onClick={() => zoomBy(1 / 1.6)}>
            −
          </button>
          <button type="button" aria-label="Zoom in" onClick={() => zoomBy(1.6)}>
            +
          </button>
          <button
            type="button"
            aria-label="Show the whole log"
            disabled={whole}
            onClick={() => setWindow(WHOLE)}
          >
            ↔
          </button>
        </div>
      </div>
    </div>
  );
}

/** Says what the pointer is on. For eyes only: the list of events says the same to everyone else. */
function LogTip({
  drawn,
  step,
  at,
  width,
}: {
  readonly drawn: Drawn;
  readonly step: number;
  readonly at: { readonly x: number; readonly y: number };
  readonly width: number;
}) {
  const { text, line } = eventWords(drawn, step);
  const above = at.y > 90;
  return (
    <div
      className="timeline-tip"
      aria-hidden="true"
      style={{
        left: Math.max(4, Math.min(at.x + 14, width - 250)),
        top: above ? at.y - 14 : at.y + 20,
        transform: above ? 'translateY(-100%)' : 'none',
      }}
    >
      {text}
      <span>
        {eventName(drawn, step)} · line {line}
      </span>
    </div>
  );
}
