/** The dialogs that a key opens: each fetched when it is first wanted, and while it is on its way keys are kept for it. */
import { OnItsWay } from '../ahead.ts';
import { wanted } from '../later.tsx';
import { paletteStore } from '../palette/store.ts';
import { sessionStore } from '../stores/session.ts';

export const FaultForm = wanted(
  async () => (await import('../faults/FaultForm.tsx')).default,
  <OnItsWay />,
  () => sessionStore.getState().set({ form: null }),
);
export const KeyHelp = wanted(
  async () => (await import('./KeyHelp.tsx')).default,
  <OnItsWay />,
  () => sessionStore.getState().set({ help: false }),
);
export const CommandPalette = wanted(
  async () => (await import('../palette/Palette.tsx')).default,
  <OnItsWay />,
  () => paletteStore.setState({ open: null }),
);
