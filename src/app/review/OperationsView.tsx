/** What clients asked and were told, as bars; with the answer, the order that explains it. */
import type { OperationsPicture } from '../../review/question.ts';
import { describeOperations } from './describe.ts';
import { useWidth } from './useWidth.ts';

const LANE = 54;
const TOP = 12;
const LEFT = 34;

export function OperationsView({
  picture,
  shown,
}: {
  readonly picture: OperationsPicture;
  readonly shown: boolean;
}) {
  const [box, width] = useWidth<HTMLDivElement>();
  const { clients, bars, until, order } = picture;
  const start = Math.min(...bars.map(({ from }) => from));
  const height = TOP + LANE * clients.length;
  const x = (at: number) => LEFT + ((at - start) / (until - start)) * Math.max(0, width - LEFT - 8);
  const places = new Map(order.map((bar, i) => [bar, i + 1]));
  return (
    <div ref={box} className="review-picture">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={describeOperations(picture, shown)}>
          {clients.map((id, client) => {
            const y = TOP + LANE * client;
            return (
              <g key={id}>
                <text className="review-lane" x={0} y={y + 30} dy="0.35em">
                  {id}
                </text>
                <line className="review-line" x1={LEFT - 8} x2={width} y1={y + 30} y2={y + 30} />
              </g>
            );
          })}
          {bars.map((bar, i) => {
            const y = TOP + LANE * bar.client;
            const w = Math.max(6, x(bar.to) - x(bar.from));
            const middle = Math.min(Math.max(x(bar.from) + w / 2, LEFT + 24), width - 38);
            return (
              <g key={`${bar.client} ${bar.from}`} className="review-bar">
                <rect x={x(bar.from)} y={y + 20} width={w} height={20} rx={4} />
                <text x={middle} y={y + 12} textAnchor="middle" className="review-said">
                  {bar.text}
                </text>
                {shown && places.has(i) && (
                  <text
                    x={x(bar.from) + w / 2}
                    y={y + 30}
                    dy="0.35em"
                    textAnchor="middle"
                    className="review-place"
                  >
                    {places.get(i)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
