/**
 * The mark of the house, drawn wide: five lanes of time, displaced along a fault; what one side began, the other begins anew.
 * Ornament, in place of a picture that is still on its way: it shows no run.
 */
const WIDTH = 960;
const HEIGHT = 160;
const LANES = [20, 48, 76, 104, 132];
const SLIP = 8;
/** The fault leans: this far to the left at the bottom. */
const LEAN = 78;
const TOP_X = 566;

const faultX = (y: number) => TOP_X - (y / HEIGHT) * LEAN;

/** One message per other lane, each arriving a little later than the one before it, as a broadcast looks. */
function broadcast(x: number, from: number, slip: number, lag: number): string {
  return LANES.filter((_, lane) => lane !== from)
    .map((y, i) => `M${x} ${(LANES[from] ?? 0) + slip}L${x + 34 + i * lag} ${y + slip}`)
    .join('');
}

function answers(x: number, from: number, slip: number, lag: number): string {
  return LANES.filter((_, lane) => lane !== from)
    .map((y, i) => `M${x + 34 + i * lag} ${y + slip}L${x + 82 + i * lag} ${(LANES[from] ?? 0) + slip}`)
    .join('');
}

const FAULT = Array.from({ length: 11 }, (_, i) => {
  const y = (i / 10) * HEIGHT;
  return `${i === 0 ? 'M' : 'L'}${(faultX(y) + (i % 2 === 0 ? 7 : -7)).toFixed(1)} ${y.toFixed(1)}`;
}).join('');

export function Strip() {
  return (
    <svg
      className="strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {LANES.map((y, lane) => {
        const end = faultX(y) - 12;
        const begin = faultX(y + SLIP) + 12;
        return (
          <g key={y}>
            {lane === 1 && (
              <rect className="strip-old" x="196" y={y - 8} width={end - 196} height="16" rx="4" />
            )}
            {lane === 3 && (
              <rect className="strip-new" x="724" y={y + SLIP - 8} width={WIDTH - 724} height="16" rx="4" />
            )}
            <path className="strip-lane" d={`M0 ${y}H${end}M${begin} ${y + SLIP}H${WIDTH}`} />
          </g>
        );
      })}
      <path className="strip-message strip-old-ink" d={broadcast(88, 1, 0, 13)} />
      <path className="strip-message strip-old-ink strip-answer" d={answers(88, 1, 0, 13)} />
      <path className="strip-message strip-old-ink" d={broadcast(262, 1, 0, 13)} />
      <path className="strip-message strip-old-ink strip-answer" d={answers(262, 1, 0, 13)} />
      <path className="strip-message strip-new-ink" d={broadcast(624, 3, SLIP, 13)} />
      <path className="strip-message strip-new-ink strip-answer" d={answers(624, 3, SLIP, 13)} />
      <path className="strip-message strip-new-ink" d={broadcast(790, 3, SLIP, 13)} />
      <path className="strip-message strip-new-ink strip-answer" d={answers(790, 3, SLIP, 13)} />
      <path d={FAULT} className="strip-fault" />
    </svg>
  );
}
