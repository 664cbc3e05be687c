import { create } from 'zustand';
import { frame } from '../router.ts';

/** What belongs to the person at this screen, not to the run: kept in local storage, never in a link. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  /** Single-key shortcuts can be switched off (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  /** How many times slower than the simulated world playback runs. */
  readonly slowdown: number;
  /** The stage's share of the height it divides with the timeline. */
  readonly stageShare: number;
  readonly leftOpen: boolean;
  readonly rightOpen: boolean;
  readonly eventsOpen: boolean;
  /** Whether the timeline draws idle time shorter than it is. */
  readonly shortIdle: boolean;
  /** Whether a chip of the palette was ever used: how to use one is said until then. */
  readonly chipsKnown: boolean;
}

export interface PreferencesStore extends Preferences {
  set(change: Partial<Preferences>): void;
}

export const SLOWDOWNS = [1, 2, 5, 10, 20, 50, 100, 500] as const;
export const MIN_STAGE_SHARE = 0.15;
export const MAX_STAGE_SHARE = 0.8;

/** Read by `index.html` too, which sets the theme before the first paint. */
const KEY = 'faultline.preferences';

const DEFAULTS: Preferences = {
  theme: 'system',
  singleKeys: true,
  slowdown: 20,
  stageShare: 0.44,
  leftOpen: true,
  rightOpen: true,
  eventsOpen: true,
  shortIdle: true,
  chipsKnown: false,
};

/** Stored preferences may be old or tampered with: each is taken only if it could have been set here. */
export function sanePreferences(stored: unknown): Partial<Preferences> {
  if (typeof stored !== 'object' || stored === null) return {};
  const from = stored as Record<string, unknown>;
  const sane: { -readonly [K in keyof Preferences]?: Preferences[K] } = {};
  if (from.theme === 'system' || from.theme === 'light' || from.theme === 'dark') sane.theme = from.theme;
  if (SLOWDOWNS.some((s) => s === from.slowdown)) sane.slowdown = from.slowdown as number;
  if (
    typeof from.stageShare === 'number' &&
    from.stageShare >= MIN_STAGE_SHARE &&
    from.stageShare <= MAX_STAGE_SHARE
  )
    sane.stageShare = from.stageShare;
  for (const flag of [
    'singleKeys',
    'leftOpen',
    'rightOpen',
    'eventsOpen',
    'shortIdle',
    'chipsKnown',
  ] as const) {
    if (typeof from[flag] === 'boolean') sane[flag] = from[flag];
  }
  return sane;
}

/** Storage may be refused (private windows, embedded frames): preferences then last as long as the page. */
function recall(): Partial<Preferences> {
  try {
    // In a frame on somebody else's page nothing is kept.
    if (frame.embed) return {};
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as { readonly state?: unknown } | null;
    return sanePreferences(kept?.state);
  } catch {
    return {};
  }
}

function keep({ set: _set, ...state }: PreferencesStore): void {
  if (frame.embed) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ state, version: 0 }));
  } catch {}
}

export const usePreferences = create<PreferencesStore>()((set) => ({
  ...DEFAULTS,
  ...recall(),
  set: (change) => set(change),
}));
usePreferences.subscribe(keep);

const darkQuery = () => window.matchMedia('(prefers-color-scheme: dark)');
const forcedQuery = () => window.matchMedia('(forced-colors: active)');

export function resolveTheme(choice: Preferences['theme'], systemDark: boolean): 'light' | 'dark' {
  if (choice === 'system') return systemDark ? 'dark' : 'light';
  return choice;
}

/**
 * Keeps `data-theme` on the root element equal to the preference, or to the system's while that is the choice, or while the system's
 * colours are forced upon the page: what is drawn must fit them. On paper it is light.
 */
export function followTheme(): void {
  const query = darkQuery();
  const forced = forcedQuery();
  let printing = false;
  const apply = () => {
    const { theme } = usePreferences.getState();
    const choice = printing ? 'light' : forced.matches ? 'system' : (frame.theme ?? theme);
    document.documentElement.dataset.theme = resolveTheme(choice, query.matches);
  };
  apply();
  query.addEventListener('change', apply);
  forced.addEventListener('change', apply);
  for (const [event, on] of [['beforeprint', true] as const, ['afterprint', false] as const]) {
    addEventListener(event, () => {
      printing = on;
      apply();
    });
  }
  usePreferences.subscribe(apply);
}
