/** TrueTime's panel: each server's TT.now(), and its commits. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { Rows } from '../../widgets/Rows.tsx';
import { doubtRows } from './view-doubt.ts';

export default function TrueTimePanel({ world, before, resolved }: PanelProps) {
  const { epsilon } = resolved.params as { epsilon: number };
  const small = resolved.spec.variants.includes('epsilonTooSmall')
    ? (epsilon - (epsilon % 10)) / 10
    : epsilon;
  const rows = useMemo(() => doubtRows(world, before, small), [world, before, small]);
  const legend = [
    'in brackets: TT.now()',
    `true time ${(world.time / 1000).toFixed(1)} ms`,
    'dashed: waits until its timestamp has surely passed',
  ];
  return <Rows label="TrueTime and commits" rows={rows} legend={legend} />;
}
