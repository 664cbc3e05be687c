/** The panel of hybrid clocks: each node's stamp beside its own clock. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { Rows } from '../../widgets/Rows.tsx';
import { stampRows } from './view-stamps.ts';

export default function HlcPanel({ world, before, resolved }: PanelProps) {
  const { epsilon, tick } = resolved.params as { epsilon: number; tick: number };
  const rows = useMemo(() => stampRows(world, before, epsilon, tick), [world, before, epsilon, tick]);
  const unit = tick === 1_000 ? 'ms' : `ticks of ${tick / 1_000} ms`;
  return (
    <Rows
      label="Stamps and clocks"
      rows={rows}
      legend={[`l and pt in ${unit}, as of the latest event`, `ε is ${Math.ceil(epsilon / tick)}`]}
    />
  );
}
