/** The snapshot's panel: what each process has, what it wrote down, and what that adds up to. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { Rows } from '../../widgets/Rows.tsx';
import { partRows, sumText } from './view-parts.ts';

export default function SnapshotPanel({ world, before }: PanelProps) {
  const rows = useMemo(() => partRows(world, before), [world, before]);
  const sum = sumText(world);
  const legend = ['dashed: until the marker comes', ...(sum === null ? [] : [sum])];
  return <Rows label="Tokens and recorded parts" rows={rows} legend={legend} />;
}
