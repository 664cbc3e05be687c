/** What is wanted of many slow things, done one at a time in the order in which they are wanted, and not at all if nobody wants it any more. */

export interface Queue<T> {
  /** @returns how to say that it is not wanted any more */
  want(key: string, done: (value: T) => void): () => void;
  /** Whether something is wanted and not there yet. */
  busy(): boolean;
  /** Nothing more is done. */
  close(): void;
}

interface Wish<T> {
  readonly key: string;
  readonly done: (value: T) => void;
}

/**
 * @param make does it; rejects when it cannot, or was told to stop. It is not tried again before it is wanted anew
 * @param kept how many results are remembered; the oldest are forgotten
 */
export function createQueue<T>(make: (key: string, signal: AbortSignal) => Promise<T>, kept = 120): Queue<T> {
  const known = new Map<string, T>();
  let wishes: Wish<T>[] = [];
  let current: { readonly key: string; readonly abort: AbortController } | null = null;
  let closed = false;

  function next(): void {
    if (closed || current !== null) return;
    const [wish] = wishes;
    if (wish === undefined) return;
    const { key } = wish;
    const abort = new AbortController();
    const own = { key, abort };
    current = own;
    make(key, abort.signal).then(
      (value) => {
        known.set(key, value);
        for (const old of known.keys()) {
          if (known.size <= kept) break;
          known.delete(old);
        }
        finish(own, value);
      },
      () => {
        // Wanted again while it was being stopped: it is begun anew. Else nobody is told, and nobody waits.
        if (!abort.signal.aborted) wishes = wishes.filter((other) => other.key !== key);
        finish(own);
      },
    );
  }

  function finish(own: typeof current, value?: T): void {
    if (current === own) current = null;
    if (value !== undefined && own !== null) {
      const told = wishes.filter(({ key }) => key === own.key);
      wishes = wishes.filter(({ key }) => key !== own.key);
      for (const { done } of told) done(value);
    }
    next();
  }

  return {
    want(key, done) {
      const value = known.get(key);
      if (value !== undefined) {
        done(value);
        return () => {};
      }
      const wish: Wish<T> = { key, done };
      wishes.push(wish);
      next();
      return () => {
        wishes = wishes.filter((other) => other !== wish);
        if (current?.key === key && !wishes.some((other) => other.key === key)) current.abort.abort();
      };
    },
    busy: () => !closed && (current !== null || wishes.length > 0),
    close() {
      closed = true;
      wishes = [];
      current?.abort.abort();
    },
  };
}
