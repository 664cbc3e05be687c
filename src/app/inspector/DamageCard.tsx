import type { NodeState, WorldState } from '../../engine/inspect.ts';
import { useWords } from '../stores/use.ts';
import { freshDamage } from './freshDamage.ts';
import { Damages } from './nodeNotes.tsx';

/** What a step did to a disk behind its node's back: a record that rotted, or a write that was not kept where it should be. */
export default function DamageCard({ step }: { readonly step: number }) {
  const world = useWords((s) => s.world);
  const before = useWords((s) => s.before);
  const struck = struckDisks(world, before, step);
  return struck.map((state) => (
    <section key={state.id} className="card" aria-label={`Disk of ${state.id}`}>
      <h3 className="card-title fault-text">Not what {state.id}’s disk holds from here on</h3>
      <Damages state={state} />
    </section>
  ));
}

/** The nodes whose disks came to hold something else in this step, each with what is new alone. */
function struckDisks(
  world: WorldState | null,
  before: WorldState | null,
  step: number,
): readonly NodeState[] {
  // The moments of one answer come together; those of another step say nothing of this one.
  if (world?.step !== step || before === null || before.step + 1 !== step) return [];
  return world.nodes.flatMap((state, lane) => {
    const damaged = freshDamage(before.nodes[lane]?.damaged ?? [], state.damaged);
    return damaged.length === 0 ? [] : [{ ...state, damaged }];
  });
}
