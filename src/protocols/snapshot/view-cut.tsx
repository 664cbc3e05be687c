/** The cut, drawn: lanes, the line through the points at which each process recorded itself, and the tokens that cross it. */

import { useId } from 'react';
import css from './view.module.css';
import type { Cut, CutPoint } from './view-cut.ts';

const WIDTH = 320;
const NAMES = 26;
const LANE = 26;

export function CutPicture({ cut, names }: { readonly cut: Cut; readonly names: readonly string[] }) {
  const plot = useId();
  const height = names.length * LANE + 4;
  const x = (time: number) => NAMES + ((WIDTH - NAMES - 4) * (time - cut.start)) / (cut.end - cut.start);
  const y = (lane: number) => 15 + lane * LANE;
  const points = [...cut.points].sort((a, b) => a.lane - b.lane);
  const path = points.map(({ lane, time }) => `${x(time)},${y(lane)}`).join(' ');
  const across = cut.messages.filter((m) => m.kind === 'across').length;
  const back = cut.messages.filter((m) => m.kind === 'back').length;
  const tokens = (n: number) => (n === 1 ? '1 message crosses it' : `${n} messages cross it`);
  const label = `The cut of snapshot ${cut.snapshot}: ${tokens(across)}${back > 0 ? `, and ${back} against its direction` : ''}`;
  return (
    <svg className={css.cut} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      <title>{label}</title>
      <clipPath id={plot}>
        <rect x={NAMES} y={0} width={WIDTH - NAMES} height={height} />
      </clipPath>
      {names.map((name, lane) => (
        <g key={name}>
          <text x={0} y={y(lane) + 4} className={css.lane}>
            {name}
          </text>
          <line x1={NAMES} x2={WIDTH} y1={y(lane)} y2={y(lane)} className={css.axis} />
        </g>
      ))}
      <g clipPath={`url(#${plot})`}>
        {cut.messages.map(({ name, from, to, kind }) => {
          const end: CutPoint = to ?? { lane: from.lane, time: from.time };
          return (
            <g key={name} data-kind={kind} className={css.message}>
              {to !== null && <line x1={x(from.time)} y1={y(from.lane)} x2={x(end.time)} y2={y(end.lane)} />}
              <circle cx={x(end.time)} cy={y(end.lane)} r={2.2} />
            </g>
          );
        })}
        <polyline points={path} className={css.line} />
        {points.map(({ lane, time }) => (
          <rect key={lane} x={x(time) - 3} y={y(lane) - 3} width={6} height={6} className={css.point} />
        ))}
      </g>
    </svg>
  );
}
