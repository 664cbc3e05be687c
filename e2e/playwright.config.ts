/**
 * End-to-end tests in a real Chromium, against the built app. `npm run e2e` builds it first; `npx playwright test -c
 * e2e/playwright.config.ts` uses the `dist/` that is there.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defineConfig, devices } from 'playwright/test';
import { LAUNCH_ARGS } from './support/browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The environment is inherited by Playwright's workers, which read this file again: they find the answer there. */
function once(name: string, find: () => string): string {
  const value = process.env[name] ?? find();
  process.env[name] = value;
  return value;
}

function node(...args: string[]): string {
  return execFileSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const browser: { executablePath: string | null } = JSON.parse(
  once('FAULTLINE_BROWSER', () => node('e2e/support/browser.mjs')),
);
const port = once('FAULTLINE_PORT', () =>
  node(
    '-e',
    "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })",
  ).trim(),
);
const dist = process.env.FAULTLINE_DIST ?? 'dist';
const origin = `http://127.0.0.1:${port}`;
const report = process.env.FAULTLINE_E2E_REPORT;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  // Where somebody waits for an answer, two busy processors shall not decide it: one more attempt, and the test command names whatever
  // needed it. Anywhere else such a test has failed: it found a race, here or in the app.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  // Long enough for a machine that does much else: what is wrong fails anyway.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    baseURL: `${origin}/`,
    screenshot: 'only-on-failure',
    // Each test is a first visit, and would fetch the whole app for use offline behind what it looks at: `offline.spec.ts` allows it.
    serviceWorkers: 'block',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1440, height: 900 },
        launchOptions: {
          args: LAUNCH_ARGS,
          ...(browser.executablePath === null ? {} : { executablePath: browser.executablePath }),
        },
      },
    },
  ],
  webServer: {
    command: `"${process.execPath}" node_modules/vite/bin/vite.js preview --outDir "${dist}" --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: root,
    url: `${origin}/`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
