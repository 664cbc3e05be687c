import type { Meta } from '../../engine/meta.ts';
import type { ChipKind, ViewProps } from '../views.ts';
import { Cut } from './Faults.tsx';
import { cutShape } from './faultlabels.ts';
import type { Flights } from './flights.ts';
import type { Box } from './geometry.ts';
import type { Layout } from './layout.ts';
import type { DrawnMessage } from './messages.ts';
import css from './stage.module.css';

const WORDS: Readonly<Record<ChipKind, string>> = {
  crash: 'crash',
  pause: 'freeze',
  partition: 'cut',
  drop: 'lose',
  delay: 'delay',
  duplicate: 'duplicate',
  clock: 'bend clock',
  command: 'write',
};

/** Where the chip in the hand would land. */
export function Preview({
  dropping,
  layout,
  taken,
  drawn,
  flights,
  meta,
}: {
  dropping: NonNullable<ViewProps['dropping']>;
  layout: Layout;
  /** Places that words must not cover. */
  taken: readonly Box[];
  drawn: readonly DrawnMessage[];
  flights: Flights;
  meta: Meta;
}) {
  const { chip, target } = dropping;
  if (!target) return null;
  if (target.groups) {
    const text = target.groups.map((g) => g.join(' ')).join(' | ');
    const cut = cutShape(layout, target.groups, text, -1, 0, taken);
    return cut && <Cut cut={cut} state="preview" />;
  }
  if (target.node !== undefined) {
    const node = layout.nodes.find((n) => n.id === target.node);
    if (!node) return null;
    const below = node.y < layout.height - node.r - 30;
    return (
      <g aria-hidden="true">
        <circle cx={node.x} cy={node.y} r={node.r + 9} className={css.previewVeil} />
        <circle cx={node.x} cy={node.y} r={node.r + 9} className={css.preview} />
        <text
          x={node.x}
          y={below ? node.y + node.r + 24 : node.y - node.r - 15}
          textAnchor="middle"
          className={css.faultText}
        >
          {WORDS[chip]}
        </text>
      </g>
    );
  }
  if (target.send === undefined) return null;
  const message = drawn.find((m) => m.flight.send === target.send);
  if (message) {
    return (
      <g aria-hidden="true">
        <circle cx={message.x} cy={message.y} r={message.r + 7} className={css.preview} />
        <text x={message.x} y={message.y - message.r - 12} textAnchor="middle" className={css.faultText}>
          {WORDS[chip]}
        </text>
      </g>
    );
  }
  const flight = flights.all.find((f) => f.send === target.send);
  const a = flight && layout.nodes[flight.from];
  const b = flight && layout.nodes[flight.to];
  if (!a || !b) return null;
  return (
    <g aria-hidden="true">
      <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} className={css.preview} />
      <text x={(a.x + b.x) / 2 + 8} y={(a.y + b.y) / 2} className={css.faultText}>
        {`${WORDS[chip]} the next ${meta.messages[flight.kind]?.title ?? 'message'} ${a.id} → ${b.id}`}
      </text>
    </g>
  );
}
