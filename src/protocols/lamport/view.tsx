/** The panel of Lamport's mutual exclusion: every process's own queue, and what it has heard from the others. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { Rows } from '../../widgets/Rows.tsx';
import { queueRows } from './view-queues.ts';

const LEGEND = [
  'granted when its own request leads its queue and everybody was heard later than it',
  'dashed: its own, not granted; or not heard later yet',
];

export default function LamportPanel({ world, before }: PanelProps) {
  const rows = useMemo(() => queueRows(world, before), [world, before]);
  return <Rows label="Clocks and request queues" rows={rows} legend={LEGEND} />;
}
