import { faultKind } from '../../engine/faultkinds.ts';
import type { Meta } from '../../engine/meta.ts';
import type { ChipKind, ViewProps } from '../views.ts';
import { Cut } from './Faults.tsx';
import { cutShape } from './faultlabels.ts';
import { type Flights, flightOfSend } from './flights.ts';
import { type Box, boxAround, inside, overlaps, textWidth } from './geometry.ts';
import type { Layout, Placed } from './layout.ts';
import type { DrawnMessage } from './messages.ts';
import css from './stage.module.css';

const wordOf = (chip: ChipKind) => (chip === 'command' ? 'write' : faultKind(chip).title);

/** Where the chip in the hand would land. */
export default function Preview({
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
  if (target.link) {
    const [a, b] = target.link.map((id) => layout.nodes.find((n) => n.id === id));
    if (!a || !b) return null;
    return <Along a={a} b={b} text={`${wordOf(chip)} ${a.id} → ${b.id}`} />;
  }
  if (target.node !== undefined) {
    const node = layout.nodes.find((n) => n.id === target.node);
    if (!node) return null;
    const word = wordPlace(node, wordOf(chip), layout, taken);
    return (
      <g aria-hidden="true">
        <circle cx={node.x} cy={node.y} r={node.r + 9} className={css.previewVeil} />
        <circle cx={node.x} cy={node.y} r={node.r + 9} className={css.preview} />
        <text x={word.x} y={word.y} className={css.faultText}>
          {wordOf(chip)}
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
          {wordOf(chip)}
        </text>
      </g>
    );
  }
  const flight = flightOfSend(flights, target.send);
  const a = flight && layout.nodes[flight.from];
  const b = flight && layout.nodes[flight.to];
  if (!a || !b) return null;
  const what = meta.messages[flight.kind]?.title ?? 'message';
  return <Along a={a} b={b} text={`${wordOf(chip)} the next ${what} ${a.id} → ${b.id}`} />;
}

/** A link aimed at. */
function Along({ a, b, text }: { a: Placed; b: Placed; text: string }) {
  return (
    <g aria-hidden="true">
      <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} className={css.preview} />
      <text x={(a.x + b.x) / 2 + 8} y={(a.y + b.y) / 2} className={css.faultText}>
        {text}
      </text>
    </g>
  );
}

/** Around the node that is aimed at, where the word covers no other and no node. */
function wordPlace(
  node: Placed,
  word: string,
  layout: Layout,
  taken: readonly Box[],
): { x: number; y: number } {
  const width = textWidth(word, 12);
  const off = node.r + 14;
  const picture: Box = { x: 2, y: 2, w: layout.width - 4, h: layout.height - 4 };
  const nodes = layout.nodes.map((n) => boxAround(n, n.r + 5));
  const tries = [
    { x: node.x - width / 2, y: node.y + off + 10 },
    { x: node.x - width / 2, y: node.y - off },
    { x: node.x + off, y: node.y + 4 },
    { x: node.x - off - width, y: node.y + 4 },
    { x: node.x + off * 0.75, y: node.y + off * 0.75 + 8 },
    { x: node.x - off * 0.75 - width, y: node.y + off * 0.75 + 8 },
    { x: node.x + off * 0.75, y: node.y - off * 0.75 },
    { x: node.x - off * 0.75 - width, y: node.y - off * 0.75 },
  ];
  const free = tries.find(({ x, y }) => {
    const box: Box = { x: x - 2, y: y - 12, w: width + 4, h: 16 };
    return inside(box, picture) && ![...taken, ...nodes].some((other) => overlaps(other, box));
  });
  return free ?? (tries[0] as { x: number; y: number });
}
