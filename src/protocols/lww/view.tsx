/** The panel of last write wins: every replica's clock and register. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { Rows } from '../../widgets/Rows.tsx';
import { registerRows } from './view-registers.ts';

export default function LwwPanel({ world, before }: PanelProps) {
  const rows = useMemo(() => registerRows(world, before), [world, before]);
  const legend = [
    `true time ${(world.time / 1000).toFixed(1)} ms`,
    'below a value: its stamp, and who gave it',
  ];
  return <Rows label="Clocks and registers" rows={rows} legend={legend} />;
}
