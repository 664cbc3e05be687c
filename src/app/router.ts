import { useSyncExternalStore } from 'react';

/** What the part of the address after `#` asks for. */
export type Route =
  /** `track`: the part of the page that is asked for. */
  | { readonly page: 'home'; readonly track?: string }
  | { readonly page: 'log' }
  /** The lecturer's own window, beside a run that is presented. */
  | { readonly page: 'notes' }
  | {
      readonly page: 'lab';
      readonly protocol: string;
      /** A named scenario, absent for the default one or for a link. */
      readonly scenario?: string;
      /** The whole hash when it carries a document (`?s=…`), for the link codec. */
      readonly link?: string;
      /** The name of a document that this tab keeps (share/kept.ts). */
      readonly file?: string;
      readonly embed: boolean;
    }
  | { readonly page: 'unknown'; readonly hash: string };

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/i;

/** Never throws: whatever is not understood is `unknown`. */
export function parseHash(hash: string): Route {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : text.slice(mark + 1));
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length === 0) return { page: 'home' };
  if (parts.length === 1 && parts[0] === 'log') return { page: 'log' };
  if (parts.length === 1 && parts[0] === 'notes') return { page: 'notes' };
  if (parts.length === 2 && parts[0] === 'track' && /^T\d{1,2}$/.test(parts[1] ?? '')) {
    return { page: 'home', track: parts[1] };
  }
  const [room, protocol, scenario, ...more] = parts;
  if (room !== 'lab' || protocol === undefined || more.length > 0) return { page: 'unknown', hash };
  if (!ID.test(protocol) || (scenario !== undefined && !ID.test(scenario))) return { page: 'unknown', hash };
  const embed = query.get('embed') === '1';
  if (query.has('s')) {
    if (scenario !== undefined) return { page: 'unknown', hash };
    return { page: 'lab', protocol, link: `#${text}`, embed };
  }
  const file = query.get('file');
  if (file !== null) {
    if (scenario !== undefined || !ID.test(file)) return { page: 'unknown', hash };
    return { page: 'lab', protocol, file, embed };
  }
  return scenario === undefined
    ? { page: 'lab', protocol, embed }
    : { page: 'lab', protocol, scenario, embed };
}

/** How the page was opened, which holds for as long as it lives: in a frame on somebody else's page, and in the colours asked for there. */
export interface Frame {
  readonly embed: boolean;
  readonly theme: 'light' | 'dark' | null;
}

export function frameOf(hash: string): Frame {
  const route = parseHash(hash);
  const embed = route.page === 'lab' && route.embed;
  const theme = embed ? new URLSearchParams(hash.slice(hash.indexOf('?') + 1)).get('theme') : null;
  return { embed, theme: theme === 'light' || theme === 'dark' ? theme : null };
}

export const frame: Frame = frameOf(typeof location === 'undefined' ? '' : location.hash);

export const homeHref = '#/';
export const logHref = '#/log';
export const notesHref = '#/notes';
export function trackHref(track: string): string {
  return `#/track/${track}`;
}
export function labHref(protocol: string, scenario?: string): string {
  return scenario === undefined ? `#/lab/${protocol}` : `#/lab/${protocol}/${scenario}`;
}

/**
 * Writes the address without a navigation: no entry in the history and no `hashchange`, so a lab that keeps the address
 * equal to its document does not reopen itself. `useVisit` goes on showing the hash that was navigated to.
 */
export function rewriteAddress(hash: string, from: string | null = null): void {
  history.replaceState({ from }, '', hash);
}

/** The scenario that the run at this address was changed from: known to this entry of the history only, never to a link. */
export function originOfAddress(): string | null {
  const state: unknown = history.state;
  const from = typeof state === 'object' && state !== null ? (state as { from?: unknown }).from : null;
  return typeof from === 'string' ? from : null;
}

interface Visit {
  /** The hash last navigated to. */
  readonly hash: string;
  /** Counts navigations: a link to where one already is still reopens it. */
  readonly visit: number;
}

let current: Visit = { hash: typeof location === 'undefined' ? '' : location.hash, visit: 0 };
const listeners = new Set<() => void>();
if (typeof window !== 'undefined') {
  window.addEventListener('hashchange', () => {
    current = { hash: location.hash, visit: current.visit + 1 };
    for (const listener of listeners) listener();
  });
}

/** Whether the page on show was reached from within the app. */
export function hasNavigated(): boolean {
  return current.visit > 0;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useVisit(): Visit {
  return useSyncExternalStore(subscribe, () => current);
}
