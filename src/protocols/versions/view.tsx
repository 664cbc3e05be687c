/** The store's panel: what each replica has under each key. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { Rows } from '../../widgets/Rows.tsx';
import { siblingRows } from './view-siblings.ts';

export default function VersionsPanel({ world, before, resolved }: PanelProps) {
  const rows = useMemo(() => siblingRows(world, before), [world, before]);
  const dotted = resolved.params.kind === 'dotted' && resolved.spec.variants.length === 0;
  const below = dotted
    ? 'below a value: its dot, then what its writer had read'
    : 'below a value: its vector';
  return <Rows label="Siblings" rows={rows} legend={[below, 'dashed: one of several siblings']} />;
}
