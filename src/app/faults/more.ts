/** Whether the list of all faults is open: the palette shows it, a key opens it. */
import { createStore } from 'zustand/vanilla';

export const moreStore = createStore<{ readonly open: boolean }>(() => ({ open: false }));

export function openMore(open = true): void {
  moreStore.setState({ open });
}
