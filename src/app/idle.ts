/** `window.__idle()`: for whoever drives the page from outside, and must not guess how long a simulation takes. */

/** Something that may have work left. */
export interface Worker {
  busy(): boolean;
  /** Resolves when it may be worth asking again. */
  settle(): Promise<void>;
  /** Anything that is another thing when what is on show has changed. */
  shown(): unknown;
}

declare global {
  interface Window {
    /** Resolves when nothing is left to load or simulate, and what came of it has been painted. */
    __idle(): Promise<void>;
  }
}

const workers = new Set<Worker>();

/** @returns how to leave */
export function joinIdle(worker: Worker): () => void {
  workers.add(worker);
  return () => {
    workers.delete(worker);
  };
}

/** Something loading: counts as work until the returned function is called. */
export function loading(): () => void {
  return joinIdle({ busy: () => true, settle: frame, shown: () => null });
}

/** Fetches a part of the page; until it is there the page is not at rest. */
export async function counted<T>(fetch: () => Promise<T>): Promise<T> {
  const done = loading();
  try {
    return await fetch();
  } finally {
    done();
  }
}

function frame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve());
  });
}

export async function idle(): Promise<void> {
  for (;;) {
    for (let busy = busyOne(); busy !== undefined; busy = busyOne()) {
      await busy.settle();
      await frame();
    }
    const before = [...workers].map((worker) => worker.shown());
    // One frame for React to commit and painters to be asked, one for them to have painted.
    await frame();
    await frame();
    const after = [...workers].map((worker) => worker.shown());
    if (busyOne() === undefined && before.length === after.length && before.every((b, i) => b === after[i]))
      return;
  }
}

function busyOne(): Worker | undefined {
  for (const worker of workers) if (worker.busy()) return worker;
  return undefined;
}
