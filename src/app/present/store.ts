/** Whether the lab is being presented. Light: a key and a button begin it. */
import { createStore } from 'zustand/vanilla';

export const presentStore = createStore<{ readonly on: boolean }>(() => ({ on: false }));

/** Must be called from a press: browsers give the whole screen to nobody else. Where they give it to nobody, the page will do. */
export function startPresenting(): void {
  presentStore.setState({ on: true });
  if (document.fullscreenElement === null) document.documentElement.requestFullscreen?.().catch(() => {});
}

export function endPresenting(): void {
  presentStore.setState({ on: false });
  if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => {});
}
