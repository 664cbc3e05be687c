import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { beadHalf, type EffectPoint, stepOfOperation } from '../../timeline/history.ts';
import { useLab } from '../lab/context.ts';
import { type Run, sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import { plainMs } from '../text.ts';
import { type ChartBar, chartBars, chartLanes, chartScale, chartTicks, LANE } from './chart.ts';

interface ChartProps {
  readonly run: Run;
  readonly points: readonly EffectPoint[];
  readonly unplaced: ReadonlySet<number>;
}

/** px: half a bar's height, and how far beyond the edge bars are drawn, so that scrolling finds them there. */
const HALF = 5;
const BEYOND = 400;

/**
 * The clients' operations in real time, a lane for each client. A picture: the list below says the same to keyboard and screen
 * reader, and scrolls to where the chart cannot show everything at once.
 */
export function Chart({ run, points, unplaced }: ChartProps) {
  const { player } = useLab();
  const { trace } = run;
  const scroller = useRef<HTMLDivElement>(null);
  const [room, left] = useRoom(scroller);
  const cursorTime = useSession((s) => s.cursor.time);
  const lanes = useMemo(() => chartLanes(trace), [trace]);
  const scale = useMemo(() => chartScale(trace, room), [trace, room]);
  const bars = useMemo(
    () => chartBars(trace, lanes, scale, [left - BEYOND, left + room + BEYOND]),
    [trace, lanes, scale, left, room],
  );
  const ticks = useMemo(() => chartTicks(points, bars, scale), [points, bars, scale]);
  useFollow(scroller, scale.x(cursorTime), room);

  const height = lanes.length * LANE + 18;
  const cursor = scale.x(cursorTime);
  const wide = scale.width > room;
  const go = ({ record }: ChartBar) => {
    const step = stepOfOperation(trace, record);
    player.goto(step);
    sessionStore.getState().set({ selected: { kind: 'step', step } });
  };
  return (
    <figure className="card chart" aria-label="Operations in real time">
      <div className="chart-plot">
        <div className="chart-names" aria-hidden="true">
          {lanes.map((id) => (
            <span key={id} style={{ height: LANE }}>
              {id}
            </span>
          ))}
        </div>
        {/* What does not fit is scrolled, by keys too. */}
        <div
          ref={scroller}
          className="chart-scroll"
          // There is more that way.
          data-before={left > 1 || undefined}
          data-after={left + room < scale.width - 1 || undefined}
          role="group"
          aria-label="Chart"
          tabIndex={wide ? 0 : undefined}
        >
          {room > 0 && (
            <svg width={scale.width} height={height} aria-hidden="true">
              {lanes.map((id, lane) => (
                <line
                  key={id}
                  className="chart-lane"
                  x1={0}
                  x2={scale.width}
                  y1={middle(lane)}
                  y2={middle(lane)}
                />
              ))}
              {cursorTime >= scale.t0 && cursorTime <= scale.t1 && (
                <line className="chart-cursor" x1={cursor} x2={cursor} y1={0} y2={height - 16} />
              )}
              {bars.map((bar) => (
                <Bar
                  key={bar.record.id}
                  bar={bar}
                  unplaced={unplaced.has(bar.record.id)}
                  step={stepOfOperation(trace, bar.record)}
                  onGo={() => go(bar)}
                />
              ))}
              {ticks.map(({ operation, lane, x, label }) => (
                <Tick key={operation} x={x} y={middle(lane)} label={label} />
              ))}
              <text className="chart-time" x={2} y={height - 3}>
                {plainMs(scale.t0)}
              </text>
              <text className="chart-time" x={scale.width - 2} y={height - 3} textAnchor="end">
                {plainMs(scale.t1)} ms
              </text>
            </svg>
          )}
        </div>
      </div>
      <Legend run={run} ticks={points.length > 0} unplaced={unplaced.size > 0} />
    </figure>
  );
}

function middle(lane: number): number {
  return lane * LANE + 14;
}

/** The keyboard's way to an operation is the list below the chart. */
function Bar({
  bar: { record, lane, x0, x1 },
  unplaced,
  step,
  onGo,
}: {
  readonly bar: ChartBar;
  readonly unplaced: boolean;
  readonly step: number;
  onGo(): void;
}) {
  const y = middle(lane);
  const x = (x0 + x1) / 2;
  return (
    <g
      className="chart-bar"
      data-outcome={record.outcome}
      data-unplaced={unplaced || undefined}
      onClick={onGo}
      onMouseEnter={() => sessionStore.getState().set({ hover: { kind: 'step', step } })}
      onMouseLeave={() => sessionStore.getState().set({ hover: null })}
    >
      <rect className="chart-hit" x={x0 - 2} y={y - 12} width={x1 - x0 + 4} height={24} />
      <rect className="chart-body" x={x0} y={y - HALF} width={x1 - x0} height={2 * HALF} rx={2} />
      {unplaced && <Cross x={x} y={y} />}
    </g>
  );
}

/** Where an operation took effect, with its place in the order; a bare tick where there is no room for the number. */
function Tick({ x, y, label }: { readonly x: number; readonly y: number; readonly label: string }) {
  if (label === '')
    return <rect className="chart-tick" x={x - 1} y={y - HALF - 2} width={2} height={2 * HALF + 4} />;
  const half = beadHalf(label);
  return (
    <g className="chart-bead">
      <rect x={x - half} y={y - 7} width={2 * half} height={14} rx={7} />
      <text x={x} y={y + 3.6}>
        {label}
      </text>
    </g>
  );
}

function Cross({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <g className="chart-cross">
      <circle cx={x} cy={y} r={7} />
      <path d={`m${x - 2.8} ${y - 2.8} 5.6 5.6m0-5.6-5.6 5.6`} />
    </g>
  );
}

/** Width there is, and how far it is scrolled. */
function useRoom(scroller: RefObject<HTMLDivElement | null>): readonly [number, number] {
  const [room, setRoom] = useState(0);
  const [left, setLeft] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    const scrolled = () => setLeft(element.scrollLeft);
    observer.observe(element);
    element.addEventListener('scroll', scrolled, { passive: true });
    setRoom(element.clientWidth);
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', scrolled);
    };
  }, [scroller]);
  return [room, left];
}

/** Keeps the cursor in view when it moves. */
function useFollow(scroller: RefObject<HTMLDivElement | null>, x: number, room: number): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null || room === 0) return;
    if (x < element.scrollLeft + 20 || x > element.scrollLeft + room - 20) element.scrollLeft = x - room / 2;
  }, [scroller, x, room]);
}

const SIGNS = {
  ok: 'answered',
  fail: 'refused',
  info: 'no answer: it may or may not have happened',
} as const;

function Legend({
  run,
  ticks,
  unplaced,
}: {
  readonly run: Run;
  readonly ticks: boolean;
  readonly unplaced: boolean;
}) {
  const seen = new Set(run.trace.operations.map(({ outcome }) => (outcome === 'open' ? 'info' : outcome)));
  return (
    <ul className="chart-legend" aria-label="Signs">
      {(Object.keys(SIGNS) as (keyof typeof SIGNS)[])
        .filter((outcome) => seen.has(outcome))
        .map((outcome) => (
          <li key={outcome}>
            <svg width="18" height="12" aria-hidden="true">
              <g className="chart-bar" data-outcome={outcome}>
                <rect className="chart-body" x={1} y={1} width={16} height={10} rx={2} />
              </g>
            </svg>
            {SIGNS[outcome]}
          </li>
        ))}
      {ticks && (
        <li>
          <svg width="18" height="16" aria-hidden="true">
            <Tick x={9} y={8} label="1" />
          </svg>
          took effect, in the order found
        </li>
      )}
      {unplaced && (
        <li>
          <svg width="18" height="16" aria-hidden="true">
            <Cross x={9} y={8} />
          </svg>
          fits nowhere
        </li>
      )}
    </ul>
  );
}
