/** Broadcast's panel: the sequence that each process has delivered, and what it holds back. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { Rows } from '../../widgets/Rows.tsx';
import { deliveryRows } from './view-deliveries.ts';

const LEGEND = ['left to right: in the order of delivery', 'dashed: has come and waits for another'];

export default function BroadcastPanel({ world, before }: PanelProps) {
  const rows = useMemo(() => deliveryRows(world, before), [world, before]);
  return <Rows label="What each process has delivered" rows={rows} legend={LEGEND} />;
}
