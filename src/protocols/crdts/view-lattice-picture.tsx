/** The lattice of states as a picture, and the replicas walking up it. */
import { useMemo } from 'react';
import type { WorldState } from '../../engine/inspect.ts';
import type { Trace } from '../../engine/trace.ts';
import css from './view.module.css';
import { latticeOf, type Point } from './view-lattice.ts';

/** Columns share so much, and none is narrower than `LEAST` or wider than `MOST`. */
const WIDTH = 380;
const LEAST = 104;
const MOST = 190;
const ROW = 50;
/** Where no two states stand side by side, the names stand beside them and rows are closer. */
const CHAIN_ROW = 30;
const CHAIN_X = 34;
/** A letter of a label. */
const LETTER = 6.9;

export function LatticePicture({ world, trace }: { readonly world: WorldState; readonly trace: Trace }) {
  const lattice = useMemo(() => latticeOf(world, trace), [world, trace]);
  if (lattice === null) return null;
  const { points, edges } = lattice;
  const levels = [...new Set(points.map((p) => p.level))];
  const rows = levels.map((level) => points.filter((p) => p.level === level));
  const columns = Math.max(2, ...rows.map((row) => row.length));
  const column = Math.min(MOST, Math.max(LEAST, Math.floor(WIDTH / columns)));
  const chain = rows.every((row) => row.length === 1);
  const gap = chain ? CHAIN_ROW : ROW;
  const width = chain ? WIDTH : columns * column;
  const height = levels.length * gap;
  const place = (point: Point) => {
    const row = levels.indexOf(point.level);
    const inRow = rows[row] ?? [];
    return {
      x: chain ? CHAIN_X : width / 2 + (inRow.indexOf(point) - (inRow.length - 1) / 2) * column,
      y: height - row * gap - gap / 2,
    };
  };
  const now = points.flatMap((p) => (p.here.length > 0 ? [`${p.here.join(', ')} at ${labelOf(p)}`] : []));
  return (
    <figure className={css.lattice}>
      <figcaption className={css.caption}>The states that were reached, and where merges can lead</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={`${points.length} states, from fewer updates up to more: ${now.join('; ')}`}
      >
        {edges.map(([a, b]) => {
          const [from, to] = [place(points[a] as Point), place(points[b] as Point)];
          return <line key={`${a} ${b}`} className={css.edge} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />;
        })}
        {points.map((point) => {
          const { x, y } = place(point);
          return (
            <g
              key={point.id}
              transform={`translate(${x} ${y})`}
              data-here={point.here.length > 0 ? '' : undefined}
            >
              <title>{`${labelOf(point)}, ${Object.entries(point.vector)
                .map(([id, n]) => `${id}:${n}`)
                .join(' ')}`}</title>
              <circle
                className={point.value === null ? css.ahead : css.point}
                r={point.here.length > 0 ? 6 : 4}
              />
              {point.here.length > 0 && (
                <text
                  className={css.here}
                  {...(chain ? { x: -12, y: 4, textAnchor: 'end' } : { y: -11, textAnchor: 'middle' })}
                >
                  {point.here.join(' ')}
                </text>
              )}
              <text className={css.label} {...(chain ? { x: 12, y: 4 } : { y: 18, textAnchor: 'middle' })}>
                {point.value === null
                  ? ''
                  : clip(labelOf(point), Math.floor((chain ? width - CHAIN_X - 12 : column) / LETTER))}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

function labelOf({ value, level }: Point): string {
  if (value === null) return 'not reached yet';
  return level === 0 ? 'the start' : value;
}

function clip(text: string, long: number): string {
  return text.length <= long ? text : `${text.slice(0, long - 1)}…`;
}
