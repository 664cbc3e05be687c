import { type KeyboardEvent, memo, type PointerEvent } from 'react';
import { epochColours } from './colours.ts';
import { linesOf } from './faces.ts';
import css from './stage.module.css';

export interface NodeMarkProps {
  readonly lane: number;
  readonly id: string;
  readonly shape: 'circle' | 'square';
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly labelX: number;
  readonly labelY: number;
  readonly labelAnchor: 'start' | 'middle' | 'end';
  /** "term 2", '' if nothing is to be said. */
  readonly epochText: string;
  readonly epoch: number;
  readonly mark: 'plain' | 'filled' | 'dashed';
  /** Written beside the node: "leader", "frozen", "crashed". */
  readonly word: string;
  readonly up: boolean;
  readonly frozen: boolean;
  readonly slow: boolean;
  readonly byzantine: boolean;
  readonly disk: string;
  readonly diskBad: boolean;
  readonly waiting: number;
  /** Where its badges stand, px from its centre. */
  readonly clockY: number;
  readonly diskY: number;
  readonly clock: string;
  /** Drawn as hearsay. */
  readonly faded: boolean;
  readonly name: string;
  readonly tabbable: boolean;
  readonly selected: boolean;
  /** Hovered, here or in another view, or acting at the cursor. */
  readonly lit: boolean;
  onEnter(lane: number): void;
  onLeave(): void;
  onPick(lane: number): void;
  onKey(lane: number, event: KeyboardEvent<SVGGElement>): void;
  onFocus(lane: number): void;
}

/** Nodes smaller than this have no room for words on what is but work, px. */
const SMALL = 22;
/** Nor for more than a number under their name, px. */
const SMALLEST = 17;

/** A node: a circle (or a client's square) with what it believes written in it. Redrawn only when something about it changes. */
export const NodeMark = memo(function NodeMark(p: NodeMarkProps) {
  const colours = epochColours(p.epoch);
  const filled = p.up && p.mark === 'filled' && !p.frozen;
  const stroke = p.shape === 'square' ? 'var(--ink-2)' : !p.up || p.frozen ? 'var(--ink-3)' : colours.line;
  const ground = filled ? colours.text : !p.up ? 'var(--paper)' : p.frozen ? 'var(--veil)' : 'var(--panel)';
  const ink = filled ? 'var(--paper)' : 'var(--ink)';
  const twoLines = p.epochText !== '';
  const idSize = p.shape === 'square' ? Math.max(12, p.r * 0.78) : Math.max(12, p.r * 0.6);
  // A circle too small for the word has the number.
  const brief = p.r < SMALLEST ? /\d+/.exec(p.epochText)?.[0] : undefined;
  const subSize = brief
    ? 9.5
    : Math.min(Math.max(10, p.r * 0.44), (p.r * 3.3) / Math.max(6, p.epochText.length));
  const wordFill = !p.up ? 'var(--fault)' : p.frozen ? 'var(--ink-2)' : colours.text;
  return (
    <g
      role="button"
      aria-label={p.name}
      aria-pressed={p.selected}
      tabIndex={p.tabbable ? 0 : -1}
      data-node={p.id}
      className={p.faded ? `${css.node} ${css.hearsay}` : css.node}
      transform={`translate(${p.x.toFixed(2)} ${p.y.toFixed(2)})`}
      onPointerEnter={() => p.onEnter(p.lane)}
      onPointerLeave={() => p.onLeave()}
      onClick={() => p.onPick(p.lane)}
      onKeyDown={(event) => p.onKey(p.lane, event)}
      onFocus={() => p.onFocus(p.lane)}
      onPointerDown={keepFocusQuiet}
    >
      <Outline shape={p.shape} r={p.r + 11} className={css.focusRing} />
      {(p.selected || p.lit) && (
        <Outline shape={p.shape} r={p.r + 10} className={p.selected ? css.selectedRing : css.litRing} />
      )}
      <Outline
        shape={p.shape}
        r={p.r}
        fill={ground}
        stroke={stroke}
        strokeWidth={p.shape === 'square' ? 1.6 : 2}
        strokeDasharray={p.faded ? '2 3' : p.up && p.mark === 'dashed' ? '5 4' : undefined}
      />
      {p.byzantine && p.up && (
        // Notches all round: it keeps its name, and not the rules.
        <Outline shape={p.shape} r={p.r + 3} className={css.notches} />
      )}
      {!p.up && <Cross r={p.r} />}
      <text
        y={twoLines ? (brief ? -1 : 0) : idSize * 0.36}
        fontSize={idSize}
        className={css.nodeId}
        style={{ fill: ink, stroke: p.up ? 'none' : 'var(--paper)' }}
      >
        {p.id}
      </text>
      {twoLines && (
        <text
          y={brief ? p.r - 4.5 : p.r * 0.52}
          className={css.nodeSub}
          style={{
            // On a wall type has a least size, whatever the circle has room for.
            fontSize: `max(var(--least-type, 0px), ${subSize.toFixed(2)}px)`,
            fill: filled ? 'var(--paper)' : 'var(--ink-2)',
            stroke: p.up ? 'none' : 'var(--paper)',
          }}
        >
          {brief ?? p.epochText}
        </text>
      )}
      {p.word !== '' && (
        <text
          x={p.labelX}
          y={p.labelY}
          textAnchor={p.labelAnchor}
          className={css.word}
          style={{ fill: wordFill }}
        >
          {linesOf(p.word).map((line, i) => (
            <tspan key={line} x={p.labelX} dy={i === 0 ? 0 : 14}>
              {line}
            </tspan>
          ))}
        </text>
      )}
      {p.frozen && p.up && <Frost x={p.r * 0.72} y={-p.r * 0.72} />}
      {p.slow && p.up && !p.frozen && <Late x={p.r * 0.72} y={-p.r * 0.72} />}
      {p.waiting > 0 && <Waiting x={-p.r * 0.76} y={-p.r * 0.76} count={p.waiting} />}
      {p.clock !== '' && <ClockBadge y={p.clockY} text={p.clock} />}
      {p.disk !== '' && (
        <DiskBadge y={p.diskY} text={p.diskBad || p.r >= SMALL ? p.disk : ''} bad={p.diskBad} />
      )}
    </g>
  );
});

/** A pointer press selects; the focus ring is for keys. */
function keepFocusQuiet(event: PointerEvent<SVGGElement>): void {
  event.currentTarget.focus({ preventScroll: true });
}

function Outline(props: {
  shape: 'circle' | 'square';
  r: number;
  className?: string | undefined;
  fill?: string;
  stroke?: string;
  strokeWidth?: number;
  strokeDasharray?: string | undefined;
}) {
  const { shape, r, ...rest } = props;
  if (shape === 'circle') return <circle r={r} {...rest} />;
  const w = r * 1.12;
  return <rect x={-w} y={-r} width={w * 2} height={r * 2} rx={Math.min(8, r * 0.35)} {...rest} />;
}

function Cross({ r }: { r: number }) {
  const d = r * Math.SQRT1_2;
  return <path d={`M${-d} ${-d}L${d} ${d}M${d} ${-d}L${-d} ${d}`} className={css.downCross} />;
}

function Frost({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`} className={css.frost}>
      <circle r={9} />
      {[0, 60, 120].map((angle) => (
        <path key={angle} transform={`rotate(${angle})`} d="M0 -6V6M-2 -5L0 -3.2L2 -5M-2 5L0 3.2L2 5" />
      ))}
    </g>
  );
}

/** Slow: the sign its fault has in lists, in a small circle. */
function Late({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`} className={css.sign}>
      <circle r={9} />
      <path d="M1.5 8h.1M4.5 8h.1M7.5 8h.1M10 4.5 13.5 8 10 11.5" transform="translate(-6 -6) scale(0.75)" />
    </g>
  );
}

/** How many things wait for it. */
function Waiting({ x, y, count }: { x: number; y: number; count: number }) {
  const text = count > 99 ? '99+' : String(count);
  const width = Math.max(16, text.length * 7 + 9);
  return (
    <g transform={`translate(${x} ${y})`} className={css.waiting}>
      <rect x={-width / 2} y={-8} width={width} height={16} rx={8} />
      <text y={4}>{text}</text>
    </g>
  );
}

/** A disk, and what is to be said of it. */
function DiskBadge({ y, text, bad }: { y: number; text: string; bad: boolean }) {
  const width = text.length * 6.1 + (text === '' ? 22 : 26);
  return (
    <g transform={`translate(${-width / 2} ${y})`} className={bad ? css.disk : css.diskQuiet}>
      <rect y={-8.5} width={width} height={17} rx={8.5} />
      <ellipse cx={11} cy={-3.4} rx={4.4} ry={1.7} />
      <path d="M6.6 -3.4v6.6c0 2.3 8.8 2.3 8.8 0v-6.6" />
      <text x={19.5} y={4}>
        {text}
      </text>
    </g>
  );
}

function ClockBadge({ y, text }: { y: number; text: string }) {
  const width = text.length * 6.1 + 24;
  return (
    <g transform={`translate(${-width / 2} ${y})`} className={css.clock}>
      <rect y={-8.5} width={width} height={17} rx={8.5} />
      <circle cx={10} r={4.6} />
      <path d="M10 -2.8V0H12.4" />
      <text x={18} y={4}>
        {text}
      </text>
    </g>
  );
}
