/** A space-time diagram as it is asked about; with the answer, the way from one event to the other. */
import type { DiagramPicture } from '../../review/question.ts';
import { describeDiagram } from './describe.ts';
import { useWidth } from './useWidth.ts';

const LANE = 62;
const TOP = 40;
const LEFT = 34;
const RIGHT = 16;

export function DiagramView({
  picture,
  shown,
}: {
  readonly picture: DiagramPicture;
  readonly shown: boolean;
}) {
  const [box, width] = useWidth<HTMLDivElement>();
  const { lanes, events, messages, until, chain } = picture;
  const height = TOP + LANE * (lanes.length - 1) + 36;
  const x = (at: number) => LEFT + (at / until) * Math.max(0, width - LEFT - RIGHT);
  const y = (lane: number) => TOP + LANE * lane;
  const place = (i: number) => {
    const event = events[i];
    return event === undefined ? null : ([x(event.at), y(event.lane)] as const);
  };
  const way = shown ? chain.flatMap((i) => [place(i)].filter((at) => at !== null)) : [];
  return (
    <div ref={box} className="review-picture">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={describeDiagram(picture, shown)}>
          {lanes.map((id, lane) => (
            <g key={id}>
              <text className="review-lane" x={0} y={y(lane)} dy="0.35em">
                {id}
              </text>
              <line className="review-line" x1={LEFT - 8} x2={width - 4} y1={y(lane)} y2={y(lane)} />
            </g>
          ))}
          {way.length > 1 && (
            <polyline className="review-way" points={way.map((at) => at.join(',')).join(' ')} />
          )}
          {messages.map(({ from, to }) => {
            const [a, b] = [place(from), place(to)];
            return a === null || b === null ? null : <Arrow key={`${from} ${to}`} from={a} to={b} />;
          })}
          {events.map(({ lane, at, name, stamp }) => (
            <g key={`${lane} ${at}`} className="review-event" data-asked={name !== '' || undefined}>
              <circle cx={x(at)} cy={y(lane)} r={name === '' ? 4.5 : 10} />
              {name !== '' && (
                <text x={x(at)} y={y(lane)} dy="0.34em" textAnchor="middle" className="review-name">
                  {name}
                </text>
              )}
              {stamp !== '' && (
                <text
                  x={Math.min(Math.max(x(at), LEFT + 14), width - 34)}
                  y={y(lane) - 12}
                  textAnchor="middle"
                  className="review-stamp"
                >
                  {stamp}
                </text>
              )}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

type Spot = readonly [number, number];

/** It ends before the circle that it points at. */
function Arrow({ from: [x1, y1], to: [x2, y2] }: { readonly from: Spot; readonly to: Spot }) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [tx, ty] = [x2 - ux * 7, y2 - uy * 7];
  const wing = (side: number) => `${tx - ux * 7 - uy * 3.5 * side},${ty - uy * 7 + ux * 3.5 * side}`;
  return (
    <g className="review-message">
      <line x1={x1} y1={y1} x2={tx} y2={ty} />
      <polygon points={`${tx},${ty} ${wing(1)} ${wing(-1)}`} />
    </g>
  );
}
