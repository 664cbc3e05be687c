/** What the panel shows of each node: its stamp, its own clock then, and how far the first is ahead. Pure. */
import type { WorldState } from '../../engine/inspect.ts';
import type { RowModel } from '../../widgets/Rows.tsx';
import type { Durable } from './state.ts';

export function stampRows(
  world: WorldState,
  before: WorldState | null,
  epsilon: number,
  tick: number,
): readonly RowModel[] {
  const most = Math.ceil(epsilon / tick);
  return world.nodes.map((node, i) => {
    const { l, c, pt, event } = node.durable as unknown as Durable;
    const old = before?.nodes[i]?.durable as unknown as Durable | undefined;
    const ahead = l - pt;
    const fresh = old !== undefined && old.event.n !== event.n;
    const chip = (key: string, text: string, title: string, bad = false) => ({
      key,
      text,
      title,
      fresh,
      look: bad ? ('bad' as const) : ('solid' as const),
    });
    return {
      id: node.id,
      figure: event.n === 0 ? 'no event yet' : `(${l}, ${c})`,
      facts: [],
      down: !node.up,
      ...(ahead > most ? { bad: `${ahead} ahead of its clock` } : {}),
      lists:
        event.n === 0
          ? []
          : [
              {
                label: '',
                empty: '',
                chips: [
                  chip(
                    'l',
                    `l ${l}`,
                    `The greatest clock reading that ${node.id} knows of is ${l}`,
                    ahead > most,
                  ),
                  chip('c', `c ${c}`, `A chain of ${c} with the same l leads up to this event`),
                  chip('pt', `pt ${pt}`, `The clock of ${node.id} showed ${pt}`),
                  chip('ahead', `l − pt = ${ahead}`, `l is ${ahead} ahead of its clock`, ahead > most),
                ],
              },
            ],
    };
  });
}
