/** Where a chip let go on the picture would land. */
import { groundOf } from '../faults/landing.ts';
import type { ChipKind, Cursor, DropTarget } from '../views.ts';
import { type Flights, nextSend } from './flights.ts';
import { distance, type Point } from './geometry.ts';
import { nearestLink, nearestMessage, nearestNode, splitAt } from './hit.ts';
import type { Layout } from './layout.ts';
import type { DrawnMessage } from './messages.ts';

export interface Live {
  readonly layout: Layout;
  readonly drawn: readonly DrawnMessage[];
  readonly flights: Flights;
  readonly cursor: Cursor;
}

/** px: how near to a message or a link a hand must come. */
const NEAR_MESSAGE = 28;
const NEAR_LINK = 22;

/** @param p in the picture's pixels */
export function targetAt(p: Point, chip: ChipKind, live: Live): DropTarget | null {
  const at = live.cursor.time;
  switch (groundOf(chip)) {
    case 'partition': {
      const groups = splitAt(live.layout, p);
      return groups && { at, groups };
    }
    case 'message': {
      const send = sendAt(p, live);
      return send === null ? null : { at, send };
    }
    case 'link':
      return linkAt(p, live) ?? nodeAt(p, live);
    case 'node':
      return nodeAt(p, live);
  }
}

/** The message under the hand; on a link, the next that is sent along it. */
function sendAt(p: Point, { layout, drawn, flights, cursor }: Live): number | null {
  const flying = drawn.filter((m) => !m.doomed);
  const message = nearestMessage(flying, p, NEAR_MESSAGE);
  if (message) return message.flight.send;
  const link = nearestLink(layout, p, NEAR_LINK);
  if (!link) return null;
  const [a, b] = link;
  const both = [
    [a, b],
    [b, a],
  ] as const;
  return nextSend(flights, both, cursor.step);
}

/** The link under the hand, from its nearer end; or that of the message there. On a node, none. */
function linkAt(p: Point, { layout, drawn, cursor }: Live): DropTarget | null {
  if (layout.nodes.some((node) => distance(node, p) < node.r + 4)) return null;
  const message = nearestMessage(drawn, p, 12);
  const found = message
    ? ([message.flight.from, message.flight.to] as const)
    : nearestLink(layout, p, NEAR_LINK);
  const [a, b] = found ?? [];
  const from = layout.nodes[a ?? -1];
  const to = layout.nodes[b ?? -1];
  if (!from || !to) return null;
  const turned = !message && distance(p, to) < distance(p, from);
  return { at: cursor.time, link: turned ? [to.id, from.id] : [from.id, to.id] };
}

/** The nearest node. Whether it can be struck so is said beside the pointer (`refusalOf`). */
function nodeAt(p: Point, { layout, cursor }: Live): DropTarget | null {
  const node = nearestNode(layout, p, Math.max(64, layout.radius * 2.2));
  return node && { at: cursor.time, node: node.id };
}
