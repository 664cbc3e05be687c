/** The mark of the house, drawn wide: five lanes of time, displaced along a fault. Ornament; it shows no run. */
const LANES = [18, 46, 74, 102, 130];
const SLIP = 9;

export function Strip() {
  const fault = [0, 12, -7, 9, -10, 8, -6, 11, -4]
    .map((dx, i) => `${i === 0 ? 'M' : 'L'}${560 + dx - i * 9} ${i * 18.5}`)
    .join('');
  return (
    <svg className="strip" viewBox="0 0 960 148" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {LANES.map((y, i) => {
        const x = 552 - (y / 148) * 72;
        return (
          <g key={y}>
            <path d={`M0 ${y}H${x}`} className="strip-lane" />
            <path d={`M${x + 14} ${y + SLIP}H960`} className="strip-lane" />
            {i === 1 && <rect x="96" y={y - 8} width={x - 110} height="16" rx="4" className="strip-old" />}
            {i === 3 && (
              <rect x={x + 96} y={y + SLIP - 8} width={864 - x} height="16" rx="4" className="strip-new" />
            )}
          </g>
        );
      })}
      <path d="M96 46 150 18M96 46l62 28M96 46l96 56M96 46l124 84" className="strip-message strip-old-ink" />
      <path
        d={`M590 ${102 + SLIP}l58 28M590 ${102 + SLIP}l44-28M590 ${102 + SLIP}l80-56M590 ${102 + SLIP}l104-84`}
        className="strip-message strip-new-ink"
      />
      <path d={fault} className="strip-fault" />
    </svg>
  );
}
