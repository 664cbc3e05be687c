/** The panel of clock synchronisation: what each clock shows, and how wrong it is. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { Rows } from '../../widgets/Rows.tsx';
import { clockRows } from './view-clocks.ts';

export default function TimesyncPanel({ world, before }: PanelProps) {
  const rows = useMemo(() => clockRows(world, before), [world, before]);
  const legend = [
    `true time ${(world.time / 1000).toFixed(1)} ms`,
    'how far a clock is truly off, no client can see',
  ];
  return <Rows label="Clocks" rows={rows} legend={legend} />;
}
