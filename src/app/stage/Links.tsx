import type { Layout, Placed } from './layout.ts';
import type { DrawnMessage } from './messages.ts';
import { lastContacts, type Moments } from './moments.ts';
import css from './stage.module.css';

/**
 * Who can reach whom: all pairs of circles, save those a cut parts. A client has a line to where it last sent, and to whoever it is
 * exchanging messages with.
 */
export function Links({
  layout,
  moments,
  step,
  parted,
  drawn,
}: {
  layout: Layout;
  moments: Moments;
  step: number;
  parted(a: Placed, b: Placed): boolean;
  drawn: readonly DrawnMessage[];
}) {
  const lines: [Placed, Placed][] = [];
  layout.nodes.forEach((a, i) => {
    for (const b of layout.nodes.slice(i + 1)) {
      if (a.shape === 'circle' && b.shape === 'circle') {
        if (!parted(a, b)) lines.push([a, b]);
        continue;
      }
      const busy = drawn.some(
        ({ flight }) =>
          (flight.from === a.index && flight.to === b.index) ||
          (flight.from === b.index && flight.to === a.index),
      );
      const contact =
        (a.shape === 'square' && lastContacts(moments, a.index, step).includes(b.index)) ||
        (b.shape === 'square' && lastContacts(moments, b.index, step).includes(a.index));
      if (busy || (contact && !parted(a, b))) lines.push([a, b]);
    }
  });
  return (
    <g aria-hidden="true">
      {lines.map(([a, b]) => (
        <line key={`${a.id} ${b.id}`} x1={a.x} y1={a.y} x2={b.x} y2={b.y} className={css.link} />
      ))}
    </g>
  );
}
