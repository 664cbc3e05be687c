/** Something that this browser keeps, and that other tabs may change meanwhile. */
export interface Kept<T> {
  /** As it was when it was last read or written here; else as it is stored. */
  get(): T;
  /** As it is stored now. Where it cannot be read, as it is here. */
  stored(): T;
  /** Whether the browser has refused to keep it: it then lasts as long as the page. */
  isRefused(): boolean;
  /** Whether anybody hears of changes. */
  isHeard(): boolean;
  /** What is here is from now on this, without a word to anybody. */
  take(value: T): void;
  /** What is here is this, and so is what is stored. */
  write(value: T): void;
  /** Hears of changes made here and in other tabs. @returns how to stop */
  on(listener: () => void): () => void;
}

/**
 * @param sane what of the stored JSON could have been written here; of `null`, what there is at first
 * @param plain how it is stored. `was`: the JSON that is stored now, null if there is none that can be read
 */
export function createKept<T>(
  key: string,
  sane: (json: unknown) => T,
  plain: (value: T, was: () => unknown) => unknown = (value) => value,
): Kept<T> {
  let kept: T | null = null;
  let refused = false;
  const listeners = new Set<() => void>();
  const raw = (): unknown => JSON.parse(localStorage.getItem(key) ?? 'null');

  function stored(): T {
    try {
      return sane(raw());
    } catch {
      return kept ?? sane(null);
    }
  }

  function was(): unknown {
    try {
      return raw();
    } catch {
      return null;
    }
  }

  return {
    get() {
      kept ??= stored();
      return kept;
    },
    stored,
    isRefused: () => refused,
    isHeard: () => listeners.size > 0,
    take(value) {
      kept = value;
    },
    write(value) {
      kept = value;
      try {
        localStorage.setItem(key, JSON.stringify(plain(value, was)));
        refused = false;
      } catch {
        refused = true;
      }
      for (const listener of listeners) listener();
    },
    on(listener) {
      const elsewhere = (event: StorageEvent) => {
        if (event.key !== key && event.key !== null) return;
        kept = stored();
        listener();
      };
      listeners.add(listener);
      window.addEventListener('storage', elsewhere);
      return () => {
        listeners.delete(listener);
        window.removeEventListener('storage', elsewhere);
      };
    },
  };
}
