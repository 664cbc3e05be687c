/** Keeps the app for use without a network, once the first picture stands and nothing waits for it. */
import { afterPicture } from '../firstPicture.ts';
import { idle } from '../idle.ts';

/** So much later than the page's own files: what comes here is many times what it took. */
const PATIENCE_MS = 4000;

export function keepForOffline(): void {
  // A copy that runs from a disk has everything already; the development server changes its files as it goes.
  if (!import.meta.env.PROD || !location.protocol.startsWith('http') || !('serviceWorker' in navigator))
    return;
  const start = () => {
    setTimeout(async () => {
      // Over a slow network the picture may still be on its way by now.
      await idle();
      if ('requestIdleCallback' in window)
        requestIdleCallback(() => void register(), { timeout: PATIENCE_MS });
      else void register();
    }, PATIENCE_MS);
  };
  if (document.readyState === 'complete') start();
  else window.addEventListener('load', start, { once: true });
}

async function register(): Promise<void> {
  try {
    await navigator.serviceWorker.register('./sw.js');
    // Written into the page by the build.
    const version = document.querySelector<HTMLMetaElement>('meta[name="faultline-version"]')?.content;
    navigator.serviceWorker.controller?.postMessage({ started: version });
  } catch {
    // Storage refused or full, or no secure context: the app works as before, with the network.
  }
}

/**
 * A part of the page could not be fetched: the network is gone, or the host has a newer version and the old files no more. It is said
 * once, and how to go on; the run is in the address.
 */
export function watchForLostParts(): void {
  const notice = () => import('../share/notice.ts');
  // Fetched ahead: when it is wanted, nothing can be fetched.
  void afterPicture(notice).catch(() => {});
  window.addEventListener('vite:preloadError', () => {
    void notice().then(
      ({ showNotice }) =>
        showNotice(
          'A part of this page could not be fetched: the network is gone, or there is a newer version.',
          {
            name: 'Reload',
            run: () => location.reload(),
          },
        ),
      // Nothing of the page can be fetched; whoever asked for the part says so.
      () => {},
    );
  });
}
