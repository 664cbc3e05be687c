import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { lowerBound } from '../../timeline/index.ts';
import type { Warp } from '../../timeline/warp.ts';
import { lasts, untilOf } from '../../timeline/words.ts';
import { lensStore } from '../lens/store.ts';
import { usePreferences } from '../stores/preferences.ts';
import { type Run, stepAt, stepTime } from '../stores/session.ts';
import { useCalm } from '../stores/use.ts';
import { ms } from '../text.ts';
import { axisOf } from '../timeline/warps.ts';
import { useLab } from './context.ts';

const BINS = 160;

/** Where rows are dense, as the outline of a hill 1 high, and where faults and violations lie, in parts of the whole. */
export function minimap(
  run: Run,
  axis: Warp = axisOf(run, false),
): {
  readonly hill: string;
  readonly faults: readonly { readonly from: number; readonly to: number }[];
  readonly violations: readonly number[];
  /** Idle stretches drawn shorter than they are. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
} {
  const { trace, resolved } = run;
  const whole = Math.max(1, axis.place(trace.end));
  const { time } = trace.columns;
  const bins: number[] = [];
  for (let bin = 1, from = 0; bin <= BINS; bin++) {
    const to = bin === BINS ? trace.rows : lowerBound(time, axis.time((bin * whole) / BINS), trace.rows);
    bins.push(to - from);
    from = to;
  }
  const most = bins.reduce((a, b) => Math.max(a, b), 1);
  let hill = 'M0 1';
  // Square roots keep quiet stretches visible beside a burst.
  bins.forEach((n, i) => {
    hill += `H${i}V${(1 - Math.sqrt(n / most)).toFixed(3)}`;
  });
  hill += `H${BINS}V1Z`;
  const part = (time: number) => Math.max(0, Math.min(1, axis.place(time) / whole));
  return {
    hill,
    faults: merged(
      resolved.spec.inputs
        .filter((input) => 'fault' in input)
        .map((input) => ({
          from: part(input.at),
          to: part(untilOf(input) ?? (lasts(input) ? trace.end : input.at)),
        })),
    ),
    gaps: axis.gaps.map(({ t0, t1 }) => ({ from: part(t0), to: part(t1) })),
    violations: trace.violations.map((v) => part(trace.columns.time[v.event] ?? 0)),
  };
}

/** Spans that overlap show darker; of very many it is enough to know where there is any. */
const MOST_SPANS = 60;

export function merged<S extends { readonly from: number; readonly to: number }>(
  spans: readonly S[],
): readonly { readonly from: number; readonly to: number }[] {
  if (spans.length <= MOST_SPANS) return spans;
  // Marks nearer than a pixel of a wide screen are one.
  const near = 1 / 2000;
  const union: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last && from <= last.to + near) last.to = Math.max(last.to, to);
    else union.push({ from, to });
  }
  return union;
}

/** The slider over the whole run, with what is in it drawn behind. */
export function Scrubber() {
  const { player } = useLab();
  const run = useCalm((s) => s.run);
  const cursor = useCalm((s) => s.cursor);
  const track = useRef<HTMLDivElement>(null);
  const held = useRef(false);
  const { shortIdle } = usePreferences();
  const axis = useMemo(() => (run === null ? null : axisOf(run, shortIdle)), [run, shortIdle]);
  const lens = useStore(lensStore, (s) => s.lens);
  const map = useMemo(() => {
    if (run === null || axis === null) return null;
    const all = minimap(run, axis);
    // What is done to the run, and what of it is broken, no node knows.
    return lens === null ? all : { ...all, faults: [], violations: [] };
  }, [run, axis, lens]);

  const seek = (clientX: number) => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined || run === null || axis === null || box.width === 0) return;
    const share = Math.max(0, Math.min(1, (clientX - box.left) / box.width));
    const time = Math.min(run.trace.end, axis.time(share * axis.place(run.trace.end)));
    player.goto(stepAt(run, time), time);
  };
  const end = run === null || axis === null ? 0 : axis.place(run.trace.end);
  const at = axis === null || end === 0 ? 0 : Math.min(1, axis.place(cursor.time) / end);
  const last = Math.max(0, (run?.trace.steps ?? 1) - 1);
  return (
    <div
      ref={track}
      className="scrubber"
      role="slider"
      aria-label="Time"
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={cursor.step}
      aria-valuetext={ms(cursor.time)}
      aria-disabled={run === null}
      tabIndex={0}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        held.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event.clientX);
      }}
      onPointerMove={(event) => {
        if (held.current) seek(event.clientX);
      }}
      onPointerUp={() => {
        held.current = false;
      }}
      onPointerCancel={() => {
        held.current = false;
      }}
      onKeyDown={(event) => {
        if (run === null || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
        const page = Math.max(1, Math.round(run.trace.steps / 20));
        const to = {
          ArrowRight: cursor.step + 1,
          ArrowUp: cursor.step + 1,
          ArrowLeft: cursor.time > stepTime(run, cursor.step) ? cursor.step : cursor.step - 1,
          ArrowDown: cursor.step - 1,
          PageUp: cursor.step + page,
          PageDown: cursor.step - page,
          Home: 0,
          End: last,
        }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        player.goto(Math.max(0, Math.min(last, to)));
      }}
    >
      {map !== null && (
        <svg className="scrubber-map" viewBox={`0 0 ${BINS} 1`} preserveAspectRatio="none" aria-hidden="true">
          {map.gaps.map((gap) => (
            <rect
              key={`${gap.from} ${gap.to}`}
              className="scrubber-gap"
              x={gap.from * BINS}
              width={(gap.to - gap.from) * BINS}
              y="0"
              height="1"
            />
          ))}
          {map.faults.map((span, i) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity but their order.
              key={i}
              className="scrubber-fault"
              x={span.from * BINS}
              width={Math.max(0.6, (span.to - span.from) * BINS)}
              y="0"
              height="1"
            />
          ))}
          <path className="scrubber-hill" d={map.hill} />
        </svg>
      )}
      {map?.violations.map((v, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity but their order.
        <span key={i} className="scrubber-violation" style={{ left: `${v * 100}%` }} />
      ))}
      <span className="scrubber-done" style={{ width: `${at * 100}%` }} />
      <span className="scrubber-thumb" style={{ left: `${at * 100}%` }} />
    </div>
  );
}
