/** The lesson that somebody has come to the lab from, for as long as this tab lives. */
export interface Origin {
  /** Where it is, from the `#` on. */
  readonly href: string;
  readonly title: string;
}

const KEY = 'faultline.lesson';

export function rememberLesson(origin: Origin): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(origin));
  } catch {
    // The browser's own Back leads back too.
  }
}

export function originLesson(): Origin | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<Origin> | null;
    return typeof found?.href === 'string' && found.href.startsWith('#/') && typeof found.title === 'string'
      ? { href: found.href, title: found.title }
      : null;
  } catch {
    return null;
  }
}

export function forgetLesson(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {}
}
