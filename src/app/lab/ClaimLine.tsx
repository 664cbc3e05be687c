import { isChanged } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { useDocument } from '../stores/use.ts';

/** Where the notes lie under a tab: one line of what the run is about, which opens them. */
export function ClaimLine() {
  const words = useDocument((d) => d.document?.claim || d.document?.title || '');
  const changed = useDocument((d) => isChanged(d) && (d.document?.claim ?? '') !== '');
  if (words === '') return null;
  return (
    <button
      type="button"
      className="claim-line"
      title="Open the notes"
      onClick={() => sessionStore.getState().set({ sheet: 'notes' })}
    >
      {changed && <span className="claim-changed">Changed. It was: </span>}
      {words}
    </button>
  );
}
