/** The experiment somebody was at, kept in this browser so that the home page can lead back to it. */
import { parseHash } from '../router.ts';

export interface Recent {
  readonly protocol: string;
  /** Of the run. */
  readonly title: string;
  /** The address of the lab, from its `#` on, with the run in it. */
  readonly hash: string;
  /** When it was last changed, ms since 1970. */
  readonly at: number;
}

const KEY = 'faultline.recent';
/** Characters of an address that are kept. */
const LONGEST = 100_000;
const LONGEST_TITLE = 200;

/** What is stored may be old or tampered with: only an address of a lab with a run in it is an experiment. */
export function saneRecent(stored: unknown): Recent | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { title, hash, at } = stored as Record<string, unknown>;
  if (typeof title !== 'string' || typeof hash !== 'string' || typeof at !== 'number') return null;
  if (hash.length > LONGEST || !Number.isFinite(at)) return null;
  const route = parseHash(hash);
  if (route.page !== 'lab' || route.link === undefined || route.embed) return null;
  return { protocol: route.protocol, title: title.slice(0, LONGEST_TITLE), hash, at };
}

/** Called whenever the lab has written the experiment into its address. */
export function rememberRecent(hash: string, title: string): void {
  const recent = saneRecent({ hash, title, at: Date.now() });
  if (recent === null) return;
  try {
    localStorage.setItem(KEY, JSON.stringify(recent));
  } catch {
    // Storage may be refused or full: then the address alone remembers.
  }
}

export function recall(): Recent | null {
  try {
    return saneRecent(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
  } catch {
    return null;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {}
}

const UNITS: readonly (readonly [ms: number, one: string, many: string])[] = [
  [86_400_000, 'a day', 'days'],
  [3_600_000, 'an hour', 'hours'],
  [60_000, 'a minute', 'minutes'],
];

/** "3 hours ago" */
export function ago(at: number, now: number): string {
  const passed = Math.max(0, now - at);
  for (const [size, one, many] of UNITS) {
    const count = Math.floor(passed / size);
    if (count >= 1) return `${count === 1 ? one : `${count} ${many}`} ago`;
  }
  return 'just now';
}
