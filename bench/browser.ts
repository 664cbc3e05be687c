/** The page as a visitor gets it: built, served, and opened in a real Chromium. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright';
import { METAS } from '../src/cli/catalog.ts';
import type { Meta } from '../src/engine/meta.ts';
import type { RunSpec } from '../src/engine/runspec.ts';
import { encodeLink } from '../src/spec/link.ts';

/** @param use the browser, and the address of the home page with its last slash */
export async function withBrowser(use: (browser: Browser, origin: string) => Promise<void>): Promise<void> {
  const root = process.cwd();
  // Not bundled: they find their own files beside themselves.
  const load = (name: string) => import(/* @vite-ignore */ name);
  const { chromium } = (await load('playwright')) as typeof import('playwright');
  const { preview } = (await load('vite')) as typeof import('vite');
  const { ensureBrowser, LAUNCH_ARGS } = await load(
    pathToFileURL(join(root, 'e2e/support/browser.mjs')).href,
  );
  const dist = mkdtempSync(join(tmpdir(), 'faultline-page-'));
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--outDir', dist, '--logLevel', 'error'];
  execFileSync(process.execPath, vite, { cwd: root });
  const server = await preview({
    root,
    logLevel: 'silent',
    build: { outDir: dist },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const { executablePath } = await ensureBrowser();
  const browser = await chromium.launch({ args: LAUNCH_ARGS, ...(executablePath ? { executablePath } : {}) });
  try {
    await use(browser, server.resolvedUrls?.local[0] ?? '');
  } finally {
    await browser.close();
    await server.close();
    rmSync(dist, { recursive: true, force: true });
  }
}

/**
 * What a function of a bundled bench gives in a page of its own: no app, only its modules.
 * @param module address of the bundled module; it may not import modules of Node's until it is told to
 */
export async function inChromium(module: string, name: string): Promise<unknown> {
  const load = (specifier: string) => import(/* @vite-ignore */ specifier);
  const { chromium } = (await load('playwright')) as typeof import('playwright');
  const { ensureBrowser, LAUNCH_ARGS } = await load(
    pathToFileURL(join(process.cwd(), 'e2e/support/browser.mjs')).href,
  );
  const file = fileURLToPath(module);
  const server = createServer(({ url = '/' }, response) => {
    const asked = join(dirname(file), url);
    const known = asked.endsWith('.mjs') && existsSync(asked);
    response.writeHead(known || url === '/' ? 200 : 404, {
      'content-type': known ? 'text/javascript' : 'text/html',
    });
    response.end(known ? readFileSync(asked) : '');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { executablePath } = await ensureBrowser();
  const browser = await chromium.launch({ args: LAUNCH_ARGS, ...(executablePath ? { executablePath } : {}) });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const from = `./${basename(file)}`;
    return await page.evaluate(
      `import(${JSON.stringify(from)}).then((module) => module[${JSON.stringify(name)}]())`,
    );
  } finally {
    await browser.close();
    server.close();
  }
}

/**
 * A page of the size that the design is drawn for. Without a service worker: a few seconds after a first visit it keeps the whole app
 * for use without a network, once, and on few processors that would be measured instead of what is to be measured.
 */
export function newPage(browser: Browser): Promise<Page> {
  return browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
}

/** What follows the origin in the address of a lab with this run. */
export function linkTo(spec: RunSpec): string {
  return encodeLink({ kind: 'run', title: 'Bench', spec }, METAS.get(spec.protocol) as Meta);
}

/** The run is on the page, and nothing is left to do. */
export async function shown(page: Page): Promise<void> {
  await page.locator('[data-run-hash]').waitFor({ timeout: 120_000 });
  await page.evaluate('window.__idle()');
}
