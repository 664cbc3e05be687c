import { useStore } from 'zustand';
import { useCalm } from '../stores/use.ts';
import { picksStore, toggleAdding } from './picks.ts';

/** Picks several without a Shift key: while it is pressed, whatever is touched is picked too, and a finger draws a band. */
export function AddMore() {
  const adding = useStore(picksStore, (s) => s.adding);
  const others = useCalm((s) => (s.run?.resolved.spec.inputs.length ?? 0) > 1);
  if (!others) return null;
  return (
    <button
      type="button"
      className="button small strip-more"
      aria-pressed={adding}
      title="Pick others too, by touching them or drawing a band around them. With a keyboard: Shift"
      onClick={toggleAdding}
    >
      Pick more
    </button>
  );
}
