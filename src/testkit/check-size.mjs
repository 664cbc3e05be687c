/**
 * How much JavaScript a first visit loads before its run stands on the page: the built app is served, opened in a browser with an
 * empty cache, and every script it asks for until then (worker and protocol included) is weighed as gzip sends it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { ensureBrowser, LAUNCH_ARGS } from '../../e2e/support/browser.mjs';

/** kB of 1000 bytes. */
export const LIMIT_KB = 200;
const START_MS = 30_000;
/** What the page asks for at the moment the run it opens stands on it. */
const STANDS = '?the-picture-stands';

/** A script that was asked for, and its weight in kB after gzip. @typedef {{ path: string, kB: number }} Script */

/**
 * @param {string} root the repository's root
 * @param {string} dist folder of the built app
 * @param {string} route after the `#`, of a lab
 * @returns {Promise<{ before: Script[], after: Script[] }>} asked for before the run stands on the page, and from then until all is at rest; heaviest first
 * @throws {Error} if there is no browser, or the lab never becomes usable
 */
export async function scriptsLoaded(root, dist, route) {
  const { executablePath } = await ensureBrowser();
  /** @type {Set<string>} */
  const paths = new Set();
  /** @type {Set<string>} */
  const later = new Set();
  let stands = false;
  const server = await preview({
    root,
    logLevel: 'silent',
    build: { outDir: dist },
    preview: { host: '127.0.0.1', port: 0 },
  });
  // Counted where they are served: a browser does not tell its page what a worker imports.
  server.httpServer.on('request', ({ url }) => {
    const { pathname, search } = new URL(url ?? '/', 'http://localhost');
    if (search === STANDS) stands = true;
    else if (pathname.endsWith('.js')) (stands ? later : paths).add(pathname);
  });
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: LAUNCH_ARGS,
  });
  try {
    const address = server.httpServer.address();
    if (address === null || typeof address === 'string') throw new Error('the preview server has no port');
    const page = await browser.newPage();
    // The page says so itself, and by the way its scripts come: nothing that is fetched because the picture stands can be before it.
    await page.addInitScript(`new MutationObserver((_, observer) => {
      if (document.querySelector('[data-run-hash]:not([data-run-hash=""])') === null) return;
      observer.disconnect();
      void fetch('favicon.svg${STANDS}');
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-run-hash'] })`);
    await page.goto(`http://127.0.0.1:${address.port}/#${route}`, { timeout: START_MS });
    await page
      .locator('[data-run-hash]:not([data-run-hash=""])')
      .first()
      .waitFor({ state: 'attached', timeout: START_MS });
    await page.evaluate('window.__idle()');
  } finally {
    await browser.close();
    await server.close();
  }
  /** @param {Set<string>} some @returns {Script[]} */
  const weighed = (some) =>
    [...some]
      .map((path) => ({ path, kB: gzipSync(readFileSync(join(dist, path))).length / 1000 }))
      .sort((a, b) => b.kB - a.kB);
  return { before: stands ? weighed(paths) : [], after: weighed(later) };
}

/**
 * @param {string} root
 * @param {string} dist
 * @param {string} route
 * @returns {Promise<boolean>} whether it stays under the limit; prints the figures
 */
export async function checkSize(root, dist, route) {
  const { before, after } = await scriptsLoaded(root, dist, route);
  for (const { path, kB } of before) console.log(`${kB.toFixed(1).padStart(8)} kB  ${path}`);
  /** @param {readonly Script[]} some */
  const sum = (some) => some.reduce((kB, script) => kB + script.kB, 0);
  const [total, rest] = [sum(before), sum(after)];
  console.log(
    `${total.toFixed(1).padStart(8)} kB  of JavaScript before the run of ${route} stands (limit ${LIMIT_KB} kB)`,
  );
  console.log(`${rest.toFixed(1).padStart(8)} kB  more until all that is beside it stands too`);
  return before.length > 0 && total < LIMIT_KB;
}
