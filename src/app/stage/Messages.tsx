import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { epochColours } from './colours.ts';
import type { DrawnMessage } from './messages.ts';
import css from './stage.module.css';

/** All messages in flight, in one layer: one stop of the Tab key, with arrows from one to the next. */
export function Messages({
  drawn,
  lit,
  onEnter,
  onLeave,
  onPick,
  nameOf,
}: {
  drawn: readonly DrawnMessage[];
  /** Rows of the sends to be set off. */
  lit: (message: DrawnMessage) => boolean;
  onEnter(message: DrawnMessage): void;
  onLeave(): void;
  onPick(message: DrawnMessage): void;
  nameOf(message: DrawnMessage): string;
}) {
  const root = useRef<SVGGElement>(null);
  const [roving, setRoving] = useState('');
  const flying = drawn.filter((m) => m.cross === null);
  const stop = flying.some((m) => m.key === roving) ? roving : (flying[0]?.key ?? '');
  const had = useRef('');
  useLayoutEffect(() => {
    // What had the focus has arrived: the focus goes on to another, and is not lost.
    if (had.current === '' || drawn.some((m) => m.key === had.current)) return;
    had.current = '';
    if (document.activeElement !== document.body) return;
    const next = root.current?.querySelector<SVGGElement>('[data-send]');
    (next ?? root.current?.parentElement?.querySelector<SVGGElement>('[data-node]'))?.focus();
  }, [drawn]);
  const onKey = (event: KeyboardEvent<SVGGElement>, m: DrawnMessage) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = flying.indexOf(m);
    const by = WAYS[event.key];
    if (event.key === 'Enter') onPick(m);
    else if (by === undefined) return;
    else {
      const to = flying[(at + by + flying.length) % flying.length]?.key ?? '';
      setRoving(to);
      root.current?.querySelector<SVGGElement>(`[data-key="${to}"]`)?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group in a picture.
    <g ref={root} role="group" aria-label="Messages in flight">
      {drawn.map((m) => (
        <g
          key={m.key}
          className={css.message}
          {...(m.cross === null
            ? {
                role: 'button',
                'aria-label': nameOf(m),
                tabIndex: m.key === stop ? 0 : -1,
                'data-send': m.flight.send,
                'data-key': m.key,
                onKeyDown: (event: KeyboardEvent<SVGGElement>) => onKey(event, m),
                onFocus: () => {
                  had.current = m.key;
                  setRoving(m.key);
                },
                onBlur: () => {
                  had.current = '';
                },
              }
            : { 'aria-hidden': true })}
          onPointerEnter={() => onEnter(m)}
          onPointerLeave={onLeave}
          onClick={() => onPick(m)}
        >
          <Mark m={m} lit={lit(m)} />
        </g>
      ))}
      {drawn.map((m) =>
        m.text === '' ? null : (
          <text
            key={m.key}
            x={m.textX}
            y={m.textY}
            textAnchor={m.textAnchor}
            className={css.messageText}
            aria-hidden="true"
            opacity={m.cross ?? 1}
          >
            {m.text}
          </text>
        ),
      )}
    </g>
  );
}

const WAYS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Bits have flipped: a crack through it. */
function Crack({ m }: { m: DrawnMessage }) {
  const d = m.r + 4;
  return (
    <path
      d={`M${m.x - d * 0.2} ${m.y - d}l${d * 0.45} ${d * 0.75}l${-d * 0.6} ${d * 0.45}l${d * 0.5} ${d * 0.8}`}
      className={css.damaged}
    />
  );
}

/** Held back: two bars before it. */
function Held({ m }: { m: DrawnMessage }) {
  const bar = (off: number) => {
    const x = m.x + m.ux * (m.r + off);
    const y = m.y + m.uy * (m.r + off);
    return `M${x - m.uy * 6} ${y + m.ux * 6}L${x + m.uy * 6} ${y - m.ux * 6}`;
  };
  return <path d={bar(4) + bar(8)} className={css.heldRing} />;
}

function Mark({ m, lit }: { m: DrawnMessage; lit: boolean }) {
  const { line } = epochColours(m.flight.epoch);
  const reach = <circle cx={m.x} cy={m.y} r={Math.max(12, m.r + 4)} fill="transparent" />;
  if (m.cross !== null) {
    const d = m.faint ? 3.5 : 5;
    return (
      <>
        {reach}
        <path
          d={`M${m.x - d} ${m.y - d}l${2 * d} ${2 * d}m0 ${-2 * d}l${-2 * d} ${2 * d}`}
          className={css.lostCross}
          opacity={m.cross * (m.faint ? 0.7 : 1)}
        />
      </>
    );
  }
  const tail = Math.min(m.faint ? 9 : 15, m.travelled);
  const style = m.doomed
    ? { fill: 'var(--paper)', stroke: line, strokeWidth: 1.6, strokeDasharray: '3 2' }
    : { fill: line, stroke: 'var(--paper)', strokeWidth: 1 };
  return (
    <>
      {reach}
      {tail > m.r && (
        <line
          x1={m.x - m.ux * (tail + m.r)}
          y1={m.y - m.uy * (tail + m.r)}
          x2={m.x}
          y2={m.y}
          stroke={line}
          strokeWidth={m.faint ? 1.2 : 2}
          strokeDasharray={m.doomed ? '3 3' : undefined}
          opacity={0.5}
        />
      )}
      {lit && <circle cx={m.x} cy={m.y} r={m.r + 4} className={css.litMessage} />}
      {m.flight.copy > 0 && (
        <circle cx={m.x} cy={m.y} r={m.r + 2.6} fill="none" stroke={line} strokeWidth={1.2} />
      )}
      {m.square ? (
        <rect
          x={m.x - m.r * 0.9}
          y={m.y - m.r * 0.9}
          width={m.r * 1.8}
          height={m.r * 1.8}
          rx={2}
          style={style}
        />
      ) : (
        <circle cx={m.x} cy={m.y} r={m.r} style={style} />
      )}
      {m.damaged && <Crack m={m} />}
      {m.held && <Held m={m} />}
    </>
  );
}
