/** The experiments somebody was at, kept in this browser so that the home page can lead back to them. */
import { parseHash } from '../router.ts';

export interface Recent {
  readonly protocol: string;
  /** Of the run. */
  readonly title: string;
  /** The address of the lab, from its `#` on, with the run in it. */
  readonly hash: string;
  /** When it was last changed, ms since 1970. */
  readonly at: number;
  /** Something in it was done here; else it was opened and looked at. */
  readonly own: boolean;
}

const KEY = 'faultline.recent';
/** Characters of an address that are kept, and of all of them. */
const LONGEST = 100_000;
const ALL = 600_000;
const LONGEST_TITLE = 200;
const MOST = 24;
/** Of runs that were only looked at: the links of a course push out nothing that somebody made. */
const MOST_SEEN = 4;

/** What is stored may be old or tampered with: only an address of a lab with a run in it is an experiment. */
export function saneRecent(stored: unknown): Recent | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { title, hash, at, own = true } = stored as Record<string, unknown>;
  if (typeof title !== 'string' || typeof hash !== 'string' || typeof at !== 'number') return null;
  if (hash.length > LONGEST || !Number.isFinite(at)) return null;
  const route = parseHash(hash);
  if (route.page !== 'lab' || route.link === undefined || route.embed) return null;
  return { protocol: route.protocol, title: title.slice(0, LONGEST_TITLE), hash, at, own: own !== false };
}

/** Newest first. Older pages kept one alone, and not in a list. */
export function saneRecents(stored: unknown): readonly Recent[] {
  const runs = (Array.isArray(stored) ? stored : [stored]).map(saneRecent).filter((run) => run !== null);
  return kept([...runs].sort((a, b) => b.at - a.at));
}

/** @param runs newest first */
function kept(runs: readonly Recent[]): readonly Recent[] {
  let seen = 0;
  let length = 0;
  return runs
    .filter(({ own }) => own || ++seen <= MOST_SEEN)
    .slice(0, MOST)
    .filter(({ hash }) => {
      length += hash.length;
      return length <= ALL;
    });
}

/** With a run as it is now in the place of what it was a moment ago. `was`: the address it had then. */
export function withRecent(runs: readonly Recent[], run: Recent, was: string): readonly Recent[] {
  const same = ({ hash }: Recent) => hash === was || hash === run.hash;
  const own = run.own || runs.some((one) => same(one) && one.own);
  return kept([{ ...run, own }, ...runs.filter((one) => !same(one))]);
}

/** Called whenever the lab has written the experiment into its address. `was`: the address until then. */
export function rememberRecent(hash: string, title: string, was: string, own: boolean): void {
  const recent = saneRecent({ hash, title, at: Date.now(), own });
  if (recent !== null) store(withRecent(recalled(), recent, was));
}

/** Newest first. */
export function recalled(): readonly Recent[] {
  try {
    return saneRecents(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
  } catch {
    return [];
  }
}

export function forget(hash: string): void {
  store(recalled().filter((run) => run.hash !== hash));
}

function store(runs: readonly Recent[]): void {
  try {
    if (runs.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(runs.map(({ protocol: _, ...run }) => run)));
  } catch {
    // Storage may be refused or full: then the address alone remembers.
  }
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
