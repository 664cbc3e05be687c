/** A small directed graph: nodes on a ring, an arc for each ordered pair. */
import css from './view.module.css';

export interface NetNode {
  readonly id: string;
  /** Under the name. */
  readonly note?: string;
  readonly dashed?: boolean;
  readonly struck?: boolean;
}
export interface NetEdge {
  readonly from: string;
  readonly to: string;
  /** "ww", "rw, wr" */
  readonly label: string;
  readonly lit: boolean;
  /** `solid`, `dashed` or `dotted`: so that kinds differ by more than their label. */
  readonly line: 'solid' | 'dashed' | 'dotted';
}

const RADIUS = 17;

export function Net({
  nodes,
  edges,
  label,
}: {
  readonly nodes: readonly NetNode[];
  readonly edges: readonly NetEdge[];
  /** What it says, for who does not see it. */
  readonly label: string;
}) {
  const ring = nodes.length <= 2 ? 62 : 40 + nodes.length * 9;
  const height = nodes.length <= 2 ? 96 : 2 * ring + 62;
  const width = 2 * ring + 96;
  const at = new Map(
    nodes.map(({ id }, i) => {
      const turn = nodes.length <= 2 ? Math.PI * (1 + i) : (2 * Math.PI * i) / nodes.length - Math.PI / 2;
      return [id, { x: width / 2 + ring * Math.cos(turn), y: height / 2 + ring * Math.sin(turn) }];
    }),
  );
  return (
    <svg
      className={css.net}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      {edges.map(({ from, to, label: words, lit, line }) => {
        const a = at.get(from);
        const b = at.get(to);
        if (a === undefined || b === undefined) return null;
        const d = Math.hypot(b.x - a.x, b.y - a.y) || 1;
        const [ux, uy] = [(b.x - a.x) / d, (b.y - a.y) / d];
        // Arcs bend to their right: there and back are two.
        const bend = 22;
        const [mx, my] = [(a.x + b.x) / 2 - uy * -bend, (a.y + b.y) / 2 + ux * -bend];
        const edge = (p: { x: number; y: number }, gap: number) => {
          const l = Math.hypot(mx - p.x, my - p.y) || 1;
          return { x: p.x + ((mx - p.x) / l) * gap, y: p.y + ((my - p.y) / l) * gap };
        };
        const s = edge(a, RADIUS + 1);
        const e = edge(b, RADIUS + 3);
        const l = Math.hypot(e.x - mx, e.y - my) || 1;
        const [tx, ty] = [(e.x - mx) / l, (e.y - my) / l];
        const head = `M${e.x - 8 * tx - 4 * ty},${e.y - 8 * ty + 4 * tx} L${e.x},${e.y} L${e.x - 8 * tx + 4 * ty},${e.y - 8 * ty - 4 * tx}`;
        return (
          <g key={`${from} ${to}`} className={css.edge} data-lit={lit ? '' : undefined} data-line={line}>
            <path className={css.arc} d={`M${s.x},${s.y} Q${mx},${my} ${e.x},${e.y}`} />
            <path className={css.tip} d={head} />
            <text x={mx + uy * 5} y={my - ux * 5 + 4}>
              {words}
            </text>
          </g>
        );
      })}
      {nodes.map(({ id, note, dashed, struck }) => {
        const p = at.get(id) ?? { x: 0, y: 0 };
        return (
          <g
            key={id}
            className={css.node}
            data-dashed={dashed ? '' : undefined}
            data-struck={struck ? '' : undefined}
          >
            <circle cx={p.x} cy={p.y} r={RADIUS} />
            {struck && <path d={`M${p.x - 12},${p.y + 12} L${p.x + 12},${p.y - 12}`} />}
            <text x={p.x} y={p.y + 4}>
              {id}
            </text>
            {note !== undefined && (
              <text className={css.note} x={p.x} y={p.y + RADIUS + 12}>
                {note}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
