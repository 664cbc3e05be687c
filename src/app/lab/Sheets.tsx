import { sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';

const SHEETS = [
  { id: 'notes', name: 'Notes' },
  { id: 'inspector', name: 'Inspector' },
  { id: 'events', name: 'Events' },
] as const;

/** On a narrow window: which panel lies over the pictures. Pressing the open one closes it. */
export function Sheets() {
  const sheet = useSession((s) => s.sheet);
  return (
    <div className="sheets" role="group" aria-label="Panels">
      {SHEETS.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="sheet-tab"
          aria-pressed={sheet === id}
          onClick={() => sessionStore.getState().set({ sheet: sheet === id ? null : id })}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
