/** Which of the lab's two lists is open: everything one can do, or everything that was done. Light: keys and buttons open it. */
import { createStore } from 'zustand/vanilla';

export const paletteStore = createStore<{ readonly open: 'commands' | 'edits' | null }>(() => ({
  open: null,
}));

export function openPalette(open: 'commands' | 'edits' = 'commands'): void {
  paletteStore.setState({ open });
}
