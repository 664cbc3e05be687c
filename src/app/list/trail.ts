/** The list that somebody is going through in this tab, and the runs of lists that were opened in this browser. */

export interface Stop {
  readonly title: string;
  /** From the `#` on. */
  readonly href: string;
}

export interface Trail {
  /** The page of the list. */
  readonly list: Stop;
  readonly stops: readonly Stop[];
  /** Which of them is open, from 0. */
  readonly at: number;
}

export const TRAIL_KEY = 'faultline.list';
const OPENED_KEY = 'faultline.opened';
const MOST_OPENED = 400;

/** Where the browser keeps nothing, as long as the page lives. */
let memory: Trail | null = null;

export function follow(trail: Trail): void {
  memory = trail;
  try {
    sessionStorage.setItem(TRAIL_KEY, JSON.stringify(trail));
  } catch {
    // The browser's own Back leads back too.
  }
}

export function leaveTrail(): void {
  memory = null;
  try {
    sessionStorage.removeItem(TRAIL_KEY);
  } catch {}
}

const isStop = (value: unknown): value is Stop => {
  const { title, href } = (value ?? {}) as Partial<Stop>;
  return typeof title === 'string' && typeof href === 'string' && href.startsWith('#/');
};

export function trail(): Trail | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(TRAIL_KEY) ?? 'null') as Partial<Trail> | null;
    if (found === null || !isStop(found.list) || !Array.isArray(found.stops)) return null;
    const { list, stops, at = -1 } = found;
    return stops.every(isStop) && stops[at] !== undefined ? { list, stops, at } : null;
  } catch (error) {
    return error instanceof SyntaxError ? null : memory;
  }
}

/** The trail, if it leads through the page at this address. */
export function trailAt(hash: string): Trail | null {
  const found = trail();
  if (found === null) return null;
  // A list may name a page twice: the place where one was last counts.
  if (found.stops[found.at]?.href === hash) return found;
  const at = found.stops.findIndex(({ href }) => href === hash);
  return at < 0 ? null : { ...found, at };
}

/** The next that opens, and its place; null after the last. Of what does not open here the address is that of the list itself. */
export function nextStop({ list, stops, at }: Trail): { readonly stop: Stop; readonly at: number } | null {
  const next = stops.findIndex(({ href }, i) => i > at && href !== list.href);
  const stop = stops[next];
  return stop === undefined ? null : { stop, at: next };
}

let opened: readonly string[] | null = null;

/** Keys of runs that were opened from a list, newest last. */
export function openedRuns(): readonly string[] {
  if (opened === null) {
    try {
      const found: unknown = JSON.parse(localStorage.getItem(OPENED_KEY) ?? '[]');
      opened = Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : [];
    } catch {
      opened = [];
    }
  }
  return opened;
}

export function markOpened(key: string): void {
  if (openedRuns().includes(key)) return;
  opened = [...openedRuns(), key].slice(-MOST_OPENED);
  try {
    localStorage.setItem(OPENED_KEY, JSON.stringify(opened));
  } catch {}
}
