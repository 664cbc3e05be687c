/** What pointer and keyboard do with the nodes, in functions that stay the same while the picture moves. */
import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react';
import type { ViewProps } from '../views.ts';
import type { Layout } from './layout.ts';
import { neighbour } from './neighbour.ts';

/** @param live what was drawn last */
export function useNodeHand(
  svg: RefObject<SVGSVGElement | null>,
  live: RefObject<{ readonly layout: Layout }>,
  { onHover, onSelect }: Pick<ViewProps, 'onHover' | 'onSelect'>,
) {
  /** The lane that Tab comes to. */
  const [roving, setRoving] = useState(0);
  const enterNode = useCallback(
    (lane: number) => onHover({ kind: 'node', node: live.current.layout.nodes[lane]?.id ?? '' }),
    [onHover, live],
  );
  const leave = useCallback(() => onHover(null), [onHover]);
  const pickNode = useCallback(
    (lane: number) => onSelect({ kind: 'node', node: live.current.layout.nodes[lane]?.id ?? '' }),
    [onSelect, live],
  );
  const onNodeKey = useCallback(
    (lane: number, event: KeyboardEvent<SVGGElement>) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const { key } = event;
      if (key === 'Enter') pickNode(lane);
      else if (key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown') {
        const next = neighbour(live.current.layout, lane, key);
        if (next !== null) {
          const id = live.current.layout.nodes[next]?.id ?? '';
          setRoving(next);
          svg.current?.querySelector<SVGGElement>(`[data-node="${CSS.escape(id)}"]`)?.focus();
        }
      } else return;
      event.preventDefault();
      // The same arrows step the run when no node has the focus.
      event.stopPropagation();
    },
    [pickNode, live, svg],
  );
  return { roving, setRoving, enterNode, leave, pickNode, onNodeKey };
}
