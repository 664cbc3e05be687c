/** The snapshot's panel: what each process has, what it wrote down, what that adds up to, and the cut. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { Rows } from '../../widgets/Rows.tsx';
import { cutOf } from './view-cut.ts';
import { CutPicture } from './view-cut.tsx';
import { partRows, sumText } from './view-parts.ts';

export default function SnapshotPanel({ world, before, trace }: PanelProps) {
  const rows = useMemo(() => partRows(world, before), [world, before]);
  const cut = useMemo(() => cutOf(trace, world.step, world.time), [trace, world]);
  const sum = sumText(world);
  const kinds = new Set(cut?.messages.map((m) => m.kind));
  const legend = [
    ...(sum === null ? ['dashed: until the marker comes'] : [sum]),
    ...(kinds.has('across') ? ['heavy: tokens that cross the cut, on the way'] : []),
    ...(kinds.has('back') ? ['red: received before the cut, sent after it'] : []),
  ];
  return (
    <Rows label="Tokens and recorded parts" rows={rows} legend={legend}>
      {cut && <CutPicture cut={cut} names={world.nodes.map((n) => n.id)} />}
    </Rows>
  );
}
