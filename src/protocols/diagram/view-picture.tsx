/** The space-time diagram as a drawing board. Each event has the focus of the keyboard in turn. */
import { type KeyboardEvent, useId } from 'react';
import type { StampKind } from '../../query/stamps-exercise.ts';
import css from './view.module.css';
import { idOf } from './view-edits.ts';
import type { Drawing, DrawnEvent } from './view-events.ts';
import { type HandProps, type Plane, useHand } from './view-hand.ts';
import type { StampLabel } from './view-labels.ts';
import { eventWords, msText } from './view-words.ts';

export function DrawingPicture({
  drawing,
  labels,
  plane,
  width,
  height,
  clock,
  hidden,
  now,
  picked,
  changed,
  asked,
  chain,
  onKey,
  onFocus,
  ...hand
}: Omit<HandProps, 'events'> & {
  readonly drawing: Drawing;
  readonly labels: readonly StampLabel[];
  readonly plane: Plane;
  readonly width: number;
  readonly height: number;
  readonly clock: StampKind;
  /** Stamps are not to be given away, not even in a name. */
  readonly hidden: boolean;
  /** Where the playhead stands, µs. */
  readonly now: number;
  /** Key of the event that has the keyboard. */
  readonly picked: string | null;
  readonly changed: ReadonlySet<string>;
  /** Keys of the events that are asked about. */
  readonly asked: readonly string[];
  /** Steps of a chain that is lit. */
  readonly chain: readonly number[];
  onKey(event: KeyboardEvent, drawn: DrawnEvent): void;
  onFocus(drawn: DrawnEvent): void;
}) {
  const { events, messages } = drawing;
  const arrow = useId();
  const { rubber, holding, handlers } = useHand({ ...hand, plane, events });
  const { x, y, lanes, until } = plane;
  const byTime = [...events].sort((a, b) => a.time - b.time || a.lane - b.lane);
  const entry = byTime.find(({ key }) => key === picked)?.key ?? byTime[0]?.key;
  const otherOf = (event: DrawnEvent) => {
    const message = messages.find(({ from, to }) => from.key === event.key || to?.key === event.key);
    if (message === undefined) return null;
    return message.from.key === event.key ? message.end.lane : message.from.lane;
  };
  return (
    <svg
      className={css.picture}
      width={width}
      height={height}
      role="group"
      aria-label="Space-time diagram to draw on"
      data-enabled={hand.enabled || undefined}
      data-holding={holding || undefined}
      {...handlers}
    >
      <defs>
        <marker
          id={arrow}
          viewBox="0 0 10 10"
          refX="15"
          refY="5"
          markerWidth="9"
          markerHeight="9"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 1 9 5 0 9z" className={css.tip} />
        </marker>
      </defs>
      {Array.from({ length: lanes }, (_, lane) => (
        <g key={idOf(lane)}>
          <text x={4} y={y(lane) + 5} className={css.lane}>
            {idOf(lane)}
          </text>
          <line x1={x(0)} x2={x(until)} y1={y(lane)} y2={y(lane)} className={css.axis} />
        </g>
      ))}
      <line x1={x(now)} x2={x(now)} y1={4} y2={height - 18} className={css.now} />
      <text x={x(0)} y={height - 5} className={css.time}>
        0
      </text>
      <text x={x(until)} y={height - 5} textAnchor="end" className={css.time}>
        {msText(until)} ms
      </text>
      {messages.map(({ from, to, end, gone }) => (
        <g key={to?.key ?? from.key}>
          <line
            x1={x(from.time)}
            y1={y(from.lane)}
            x2={x(from.time + gone * (end.time - from.time))}
            y2={y(from.lane + gone * (end.lane - from.lane))}
            className={css.message}
            data-lost={(to === null && gone === 1) || undefined}
            markerEnd={gone === 1 ? `url(#${arrow})` : undefined}
          />
          {to === null && gone === 1 && (
            <text x={x(end.time)} y={y(end.lane) - 6} className={css.lost}>
              lost
            </text>
          )}
        </g>
      ))}
      <polyline
        className={css.chain}
        points={chain
          .flatMap((step) => events.find((event) => event.step === step) ?? [])
          .map((event) => `${x(event.time)},${y(event.lane)}`)
          .join(' ')}
      />
      {rubber !== null && (
        <>
          <line {...ends(rubber)} className={css.rubber} />
          {rubber.stopped && (
            <>
              <line x1={rubber.x0} x2={rubber.x0} y1={8} y2={height - 20} className={css.wall} />
              <text x={rubber.x0 + 6} y={16} className={css.lost}>
                no message arrives before it is sent
              </text>
            </>
          )}
        </>
      )}
      {labels.map(({ key, text, x: lx, y: ly }) => (
        <text key={key} x={lx} y={ly} className={css.stamp} data-changed={changed.has(key) || undefined}>
          {text}
        </text>
      ))}
      {byTime.map((event) => (
        <g
          key={event.key}
          role="button"
          tabIndex={event.key === entry ? 0 : -1}
          className={css.event}
          data-event={event.key}
          data-kind={event.kind}
          data-asked={asked.includes(event.key) || undefined}
          aria-label={eventWords(event, otherOf(event), hidden ? null : clock)}
          onKeyDown={(e) => onKey(e, event)}
          onFocus={() => onFocus(event)}
        >
          <title>{eventWords(event, otherOf(event), hidden ? null : clock)}</title>
          <circle cx={x(event.time)} cy={y(event.lane)} r={12} className={css.reach} />
          {event.kind === 'local' ? (
            <rect x={x(event.time) - 4.5} y={y(event.lane) - 4.5} width={9} height={9} />
          ) : (
            <circle cx={x(event.time)} cy={y(event.lane)} r={4.5} />
          )}
        </g>
      ))}
    </svg>
  );
}

function ends({ x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number }) {
  return { x1: x0, y1: y0, x2: x1, y2: y1 };
}
