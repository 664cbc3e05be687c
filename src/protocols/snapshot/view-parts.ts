/** What the panel shows: the hands of each process, and its part of the latest snapshot. Pure. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { Chip, RowModel } from '../../widgets/Rows.tsx';
import type { Channel, Durable, Part } from './state.ts';

function stateOf(node: NodeState | undefined): Durable | null {
  return node ? (node.durable as unknown as Durable) : null;
}

/** The snapshot that somebody began or joined last; null before the first. Of several at once, that of the first in order. */
function latest(world: WorldState): string | null {
  const all = world.nodes.flatMap((n) => Object.keys(stateOf(n)?.parts ?? {}));
  return all.at(-1) ?? null;
}

export function partRows(world: WorldState, before: WorldState | null): readonly RowModel[] {
  const snapshots = [...new Set(world.nodes.flatMap((n) => Object.keys(stateOf(n)?.parts ?? {})))].sort();
  return world.nodes.map((node, i) => {
    const now = stateOf(node) as Durable;
    const old = stateOf(before?.nodes[i]);
    return {
      id: node.id,
      figure: now.tokens === 1 ? '1 token' : `${now.tokens} tokens`,
      facts: [],
      down: !node.up,
      lists: snapshots.slice(-2).flatMap((id) => {
        const part = now.parts[id];
        const name = snapshots.length > 1 ? `${id} ` : '';
        return [
          {
            label: `${name}recorded`,
            empty: 'not yet',
            chips: part ? [ownChip(node.id, id, part, old)] : [],
          },
          {
            label: `${name}on the way from`,
            empty: '–',
            chips: part ? channelChips(node.id, id, part, old) : [],
          },
        ];
      }),
    };
  });
}

function ownChip(node: string, id: string, part: Part, old: Durable | null): Chip {
  return {
    key: 'own',
    text: String(part.tokens),
    look: 'solid',
    fresh: old !== null && old.parts[id] === undefined,
    title: `${node} had ${part.tokens} tokens when it recorded itself`,
  };
}

function channelChips(node: string, id: string, part: Part, old: Durable | null): Chip[] {
  return Object.keys(part.channels)
    .sort()
    .map((from) => {
      const channel = part.channels[from];
      const { open, messages } = channel ?? { open: false, messages: [] };
      const text = messages.length === 0 ? '–' : messages.join(' + ');
      return {
        key: from,
        text: `${from}: ${text}`,
        look: open ? 'dashed' : 'solid',
        fresh: changed(old?.parts[id]?.channels[from], open, messages.length),
        title: `Recorded by ${node} as on the way from ${from}: ${messages.length === 0 ? 'nothing' : text}${open ? ', so far' : ''}`,
      };
    });
}

function changed(old: Channel | undefined, open: boolean, count: number): boolean {
  return old !== undefined && (old.open !== open || old.messages.length !== count);
}

/** "snapshot P1.1: 10 + 6 recorded, 4 on the way, together 20"; null before the first, or while it is not whole. */
export function sumText(world: WorldState): string | null {
  const id = latest(world);
  const parts = id === null ? [] : world.nodes.map((n) => stateOf(n)?.parts[id]);
  if (id === null || parts.some((p) => !p || Object.values(p.channels).some((c) => c.open))) return null;
  const own = parts.map((p) => p?.tokens ?? 0);
  const moving = parts.flatMap((p) => Object.values(p?.channels ?? {}).flatMap((c) => c.messages));
  const total = [...own, ...moving].reduce((a, b) => a + b, 0);
  const way = moving.length === 0 ? 'nothing' : moving.join(' + ');
  return `snapshot ${id}: ${own.join(' + ')} recorded, ${way} on the way, together ${total}`;
}
