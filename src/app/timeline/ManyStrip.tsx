import { sessionStore } from '../stores/session.ts';
import { useCalm } from '../stores/use.ts';
import { AddMore } from './AddMore.tsx';
import { copyMany, deleteMany, namesOf } from './many.ts';
import { clearPicks } from './picks.ts';

/** Several inputs are picked: what can be done with all of them. */
export default function ManyStrip({ picks }: { readonly picks: readonly number[] }) {
  const inputs = useCalm((s) => s.run?.resolved.spec.inputs) ?? [];
  const names = namesOf(picks.flatMap((index) => inputs[index] ?? []));
  return (
    <div className="strip-bar" role="group" aria-label="Selected">
      <p className="strip-what">
        {names} picked <span className="muted strip-hint">drag or arrows move them together</span>
      </p>
      <span className="strip-buttons">
        <AddMore />
        <button
          type="button"
          className="button small"
          title="Copy (Ctrl C); Ctrl V pastes at the cursor"
          onClick={() => copyMany(picks)}
        >
          Copy
        </button>
        <button
          type="button"
          className="button small danger"
          aria-keyshortcuts="Delete"
          title="Delete (Del)"
          onClick={() => deleteMany(picks)}
        >
          Delete
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => {
            clearPicks();
            sessionStore.getState().set({ selected: null });
          }}
        >
          Let go
        </button>
      </span>
    </div>
  );
}
