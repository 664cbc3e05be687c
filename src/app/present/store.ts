/** Whether the lab is being presented. Light: a key and a button begin it. */
import { createStore } from 'zustand/vanilla';

const KEY = 'faultline.presenting';

/** A reload in the middle of a lecture goes on with it: some clickers send F5. Any other way to a page begins as a page. */
function wasOn(): boolean {
  try {
    const [entry] = performance.getEntriesByType('navigation');
    if (entry === undefined || !('type' in entry) || entry.type !== 'reload') return false;
    // Asked last: the first question to it waits for the disk, and the first picture with it.
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

let back = wasOn();
let screenless = back;

export const presentStore = createStore<{ readonly on: boolean }>(() => ({ on: back }));

/** Whether what is presented goes on from before a reload. */
export function isBack(): boolean {
  return back;
}

/** Must be called from a press: browsers give the whole screen to nobody else. Where they give it to nobody, the page will do. */
export function startPresenting(): void {
  presentStore.setState({ on: true });
  note(true);
  wholeScreen();
}

export function endPresenting(): void {
  back = false;
  screenless = false;
  presentStore.setState({ on: false });
  note(false);
  if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => {});
}

/** A reload has left the whole screen, and only a press may ask for it again: the first one does. */
export function regainScreen(): void {
  if (!screenless) return;
  screenless = false;
  wholeScreen();
}

export function wholeScreen(): void {
  if (document.fullscreenElement === null) document.documentElement.requestFullscreen?.().catch(() => {});
}

/** For a page that can be presented: leaving it for another is the end of that. @returns what to do when it goes */
export function endElsewhere(): () => void {
  const here = location.hash;
  return () => {
    if (location.hash !== here) endPresenting();
  };
}

function note(on: boolean): void {
  try {
    if (on) sessionStorage.setItem(KEY, '1');
    else sessionStorage.removeItem(KEY);
  } catch {
    // Then a reload leaves the hall.
  }
}
