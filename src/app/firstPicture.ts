/** The moment the first run stands on the page: what that picture can do without is fetched after it. */
import { counted, loading } from './idle.ts';

let stands: () => void = () => {};
const standing = new Promise<void>((resolve) => {
  stands = resolve;
});

/** A run has been drawn: two frames on, it has been painted too. */
export function pictureStands(): void {
  // Whoever waits for the page to be at rest waits for what comes now as well.
  const done = loading();
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      stands();
      requestAnimationFrame(done);
    }),
  );
}

/** Fetches a part of the page once the first picture stands; at once from then on. */
export async function afterPicture<T>(fetch: () => Promise<T>): Promise<T> {
  await standing;
  return counted(fetch);
}
