/** The board's panel: everybody's vector, and what stands on their boards. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { Rows } from '../../widgets/Rows.tsx';
import { boardRows } from './view-board.ts';

export default function BoardPanel({ world, before }: PanelProps) {
  const rows = useMemo(() => boardRows(world, before), [world, before]);
  const order = `vectors in the order ${world.nodes.map((n) => n.id).join(', ')}`;
  return (
    <Rows
      label="Vectors and boards"
      rows={rows}
      legend={[order, 'dashed, ∥ C1: concurrent with a post of C1']}
    />
  );
}
