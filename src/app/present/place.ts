/** Where a lecture stands, kept for as long as the tab is open: a reload, or an Escape too many, loses no slide. */

const KEY = 'faultline.slide';

/** From 0; null if the lecture last stood in something else. `what`: the lesson or run, and its place in a list. */
export function slideIn(what: string): number | null {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    const { what: kept, at } = (found ?? {}) as { readonly what?: unknown; readonly at?: unknown };
    return kept === what && Number.isInteger(at) && (at as number) >= 0 ? (at as number) : null;
  } catch {
    return null;
  }
}

export function keepSlide(what: string, at: number): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ what, at }));
  } catch {
    // The lecture goes on; a reload begins it anew.
  }
}
