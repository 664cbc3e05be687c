/**
 * How much JavaScript a first visit loads before the lab is usable: the built app is served, opened in a browser with an
 * empty cache, and every script it asks for (worker and protocol included) is weighed as gzip sends it.
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

/** A script that was asked for, and its weight in kB after gzip. @typedef {{ path: string, kB: number }} Script */

/**
 * @param {string} root the repository's root
 * @param {string} dist folder of the built app
 * @param {string} route after the `#`, of a lab
 * @returns {Promise<Script[]>} heaviest first
 * @throws {Error} if there is no browser, or the lab never becomes usable
 */
export async function scriptsLoaded(root, dist, route) {
  const { executablePath } = await ensureBrowser();
  /** @type {Set<string>} */
  const paths = new Set();
  const server = await preview({
    root,
    logLevel: 'silent',
    build: { outDir: dist },
    preview: { host: '127.0.0.1', port: 0 },
  });
  // Counted where they are served: a browser does not tell its page what a worker imports.
  server.httpServer.on('request', ({ url }) => {
    const { pathname } = new URL(url ?? '/', 'http://localhost');
    if (pathname.endsWith('.js')) paths.add(pathname);
  });
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: LAUNCH_ARGS,
  });
  try {
    const address = server.httpServer.address();
    if (address === null || typeof address === 'string') throw new Error('the preview server has no port');
    const page = await browser.newPage();
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
  return [...paths]
    .map((path) => ({ path, kB: gzipSync(readFileSync(join(dist, path))).length / 1000 }))
    .sort((a, b) => b.kB - a.kB);
}

/**
 * @param {string} root
 * @param {string} dist
 * @param {string} route
 * @returns {Promise<boolean>} whether it stays under the limit; prints the figures
 */
export async function checkSize(root, dist, route) {
  const scripts = await scriptsLoaded(root, dist, route);
  for (const { path, kB } of scripts) console.log(`${kB.toFixed(1).padStart(8)} kB  ${path}`);
  const total = scripts.reduce((sum, { kB }) => sum + kB, 0);
  console.log(
    `${total.toFixed(1).padStart(8)} kB  of JavaScript before ${route} is usable (limit ${LIMIT_KB} kB)`,
  );
  return scripts.length > 0 && total < LIMIT_KB;
}
