/**
 * The page in a real Chromium, built and served as a visitor gets it: how long from navigation until a chosen scenario is drawn,
 * with nothing cached, and how evenly it plays. Beside them a bare file of the same server, and a page that only counts frames.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright';
import { percentiles } from './support.ts';

const ROUNDS = 9;
const ROUTE = '#/lab/raft/minority-leader';

export default async function bench(report: (line: string) => void): Promise<void> {
  const root = process.cwd();
  // Not bundled: they find their own files beside themselves.
  const load = (name: string) => import(/* @vite-ignore */ name);
  const { chromium } = (await load('playwright')) as typeof import('playwright');
  const { preview } = (await load('vite')) as typeof import('vite');
  const { ensureBrowser, LAUNCH_ARGS } = await load(
    pathToFileURL(join(root, 'e2e/support/browser.mjs')).href,
  );
  const dist = mkdtempSync(join(tmpdir(), 'faultline-page-'));
  execFileSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--outDir', dist, '--logLevel', 'error'],
    {
      cwd: root,
    },
  );
  const server = await preview({
    root,
    logLevel: 'silent',
    build: { outDir: dist },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const origin = server.resolvedUrls?.local[0] ?? '';
  const { executablePath } = await ensureBrowser();
  const browser = await chromium.launch({ args: LAUNCH_ARGS, ...(executablePath ? { executablePath } : {}) });
  try {
    const bare = await navigations(browser, `${origin}favicon.svg`, async () => {});
    const drawn = await navigations(browser, `${origin}${ROUTE}`, painted);
    const rest = await navigations(browser, `${origin}${ROUTE}`, shown);
    report(`  bare file    ${percentiles(bare)}`);
    report(`  scenario     ${percentiles(drawn)}  from navigation to drawn, nothing cached`);
    report(`  at rest      ${percentiles(rest)}  and until nothing is left to do`);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    report(`  empty page   ${percentiles(await frames(page))}  between frames`);
    await page.goto(`${origin}${ROUTE}`);
    await shown(page);
    await page.getByRole('button', { name: 'To the start' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    report(`  playing      ${percentiles(await frames(page))}  between frames`);
  } finally {
    await browser.close();
    await server.close();
    rmSync(dist, { recursive: true, force: true });
  }
}

/** The run is there, and a frame with it has been painted. */
async function painted(page: Page): Promise<void> {
  await page.locator('[data-run-hash]').waitFor();
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

async function shown(page: Page): Promise<void> {
  await page.locator('[data-run-hash]').waitFor();
  await page.evaluate('window.__idle()');
}

async function navigations(
  browser: Browser,
  url: string,
  ready: (page: Page) => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(url);
    await ready(page);
    times.push(performance.now() - start);
    await context.close();
  }
  return times;
}

/** Times between 180 frames, ms. */
function frames(page: Page): Promise<number[]> {
  return page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let last = performance.now();
        const next = (now: number) => {
          times.push(now - last);
          last = now;
          if (times.length < 180) requestAnimationFrame(next);
          else resolve(times);
        };
        requestAnimationFrame(next);
      }),
  );
}
