/** What used to be at this moment, before the last edit: dashed grey, under what is. */
import { useEffect, useMemo } from 'react';
import type { Meta } from '../../engine/meta.ts';
import type { Run } from '../stores/session.ts';
import { fractureLines } from './faultlabels.ts';
import { flightsOf } from './flights.ts';
import { jagged, pathOf } from './fracture.ts';
import type { Box } from './geometry.ts';
import css from './ghosts.module.css';
import { ghostsAt, type Played } from './ghosts.ts';
import { ghostWords } from './ghostwords.ts';
import type { Layout } from './layout.ts';
import type { DrawnMessage } from './messages.ts';
import { indexMoments } from './moments.ts';

export default function Ghosts({
  meta,
  layout,
  was,
  run,
  time,
  words,
  onTake,
}: {
  readonly meta: Meta;
  readonly layout: Layout;
  /** The run before the edit. */
  readonly was: Run;
  readonly run: Played;
  /** The cursor's, µs. */
  readonly time: number;
  /** By lane: what is written beside each node. */
  readonly words: readonly string[];
  /** Told where its own words stand, which those of messages leave free; must not change. */
  readonly onTake: (boxes: readonly Box[]) => void;
}) {
  const { index, resolved } = was;
  const before = useMemo((): Played => {
    const { inputs } = resolved.spec;
    const flights = flightsOf(index, inputs, resolved.params.latency);
    return { index, inputs, flights, moments: indexMoments(index, inputs, () => false) };
  }, [index, resolved]);
  // Another number of nodes is another stage.
  const same = index.trace.nodes.length === run.index.trace.nodes.length;
  const ghosts = same ? ghostsAt(meta, layout, before, run, time) : null;
  const written = ghostWords(layout, ghosts?.nodes ?? [], words);
  const boxes = JSON.stringify(written.map(({ box }) => box));
  useEffect(() => onTake(JSON.parse(boxes)), [boxes, onTake]);
  useEffect(() => () => onTake([]), [onTake]);
  if (ghosts === null) return null;
  const { messages, nodes, faults } = ghosts;
  return (
    <g aria-hidden="true" className={css.ghosts} data-ghosts={messages.length + nodes.length + faults.length}>
      {faults.map(({ input, fault }) =>
        fault.type === 'partition' ? (
          <path
            key={input}
            d={fractureLines(layout, fault.groups)
              .map((line) => pathOf(jagged(line, 30, 6, 0)))
              .join('')}
          />
        ) : null,
      )}
      {messages.map((m) => (
        <Travelled key={m.key} m={m} />
      ))}
      {written.map(({ lane, lines, x, y, anchor }) => (
        <text key={lane} x={x} y={y} textAnchor={anchor}>
          {lines.map((line, i) => (
            <tspan key={line} x={x} dy={i === 0 ? 0 : 14}>
              {line}
            </tspan>
          ))}
        </text>
      ))}
    </g>
  );
}

/** A message that is not on its way any more, and the way it had come. */
function Travelled({ m }: { readonly m: DrawnMessage }) {
  const back = Math.max(0, m.travelled - m.r);
  return (
    <g opacity={m.faint ? 0.6 : 1}>
      <path d={`M${m.x - m.ux * m.travelled} ${m.y - m.uy * m.travelled}l${m.ux * back} ${m.uy * back}`} />
      <circle cx={m.x} cy={m.y} r={m.r} />
    </g>
  );
}
