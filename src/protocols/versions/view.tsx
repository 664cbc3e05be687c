/** The store's panel: what each replica has under each key. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { Rows } from '../../widgets/Rows.tsx';
import { belowWords, siblingRows } from './view-siblings.ts';

export default function VersionsPanel({ world, before, resolved }: PanelProps) {
  const rows = useMemo(() => siblingRows(world, before), [world, before]);
  const below = belowWords(String(resolved.params.kind), resolved.spec.variants);
  return <Rows label="Siblings" rows={rows} legend={[below, 'dashed: one of several siblings']} />;
}
