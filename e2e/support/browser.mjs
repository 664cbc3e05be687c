/**
 * Finds a Chromium that really starts, and fetches one if there is none. `node e2e/support/browser.mjs` prints the choice
 * as JSON.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

/** A browser that started. `executablePath` is null for Playwright's own. @typedef {{ executablePath: string | null, version: string }} Browser */

/** No sandbox: containers and root have none to give. The rest keeps the browser off the network and off the GPU. */
export const LAUNCH_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/usr/lib/chromium',
  '/usr/lib64/chromium-browser',
  '/opt/google/chrome',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const ADVICE =
  'No Chromium starts on this machine: install one (`npx playwright install --with-deps chromium`, or your ' +
  "system's chromium package), or set CHROMIUM_PATH to the program of one.";

/**
 * Browsers to try, best first: the one the environment names, Playwright's own (null), then the system's.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {(path: string) => boolean} exists
 * @returns {(string | null)[]}
 */
export function candidates(env, exists) {
  const named = env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : [];
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...PLACES];
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).concat(PLACES.slice(-2));
  return [...new Set([...named, null, ...found.filter(exists)])];
}

/**
 * Starts a browser, runs a line in a page of it, and closes it.
 * @param {string | null} executablePath
 * @returns {Promise<Browser>}
 */
async function tryBrowser(executablePath) {
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: LAUNCH_ARGS,
    timeout: 30_000,
  });
  try {
    const page = await browser.newPage();
    if ((await page.evaluate('6 * 7')) !== 42) throw new Error('its pages do not run scripts');
    return { executablePath, version: browser.version() };
  } finally {
    await browser.close();
  }
}

/**
 * @param {(line: string) => void} log told why a browser was passed over
 * @returns {Promise<Browser | null>}
 */
async function findBrowser(log) {
  for (const path of candidates(process.env, existsSync)) {
    try {
      return await tryBrowser(path);
    } catch (error) {
      const [why] = String(error instanceof Error ? error.message : error).split('\n');
      if (path === null && why?.includes("Executable doesn't exist")) continue;
      log(`${path ?? "Playwright's own Chromium"} does not start: ${why}`);
    }
  }
  return null;
}

/**
 * Ways to get a browser, in the order in which they are tried.
 * @returns {{ what: string, command: string, args: string[] }[]}
 */
function installers() {
  const cli = fileURLToPath(new URL('../../node_modules/playwright/cli.js', import.meta.url));
  const ways = [
    {
      what: 'npx playwright install chromium',
      command: process.execPath,
      args: [cli, 'install', 'chromium'],
    },
  ];
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const line = 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y chromium';
    ways.push({ what: 'apt-get install chromium', command: '/bin/sh', args: ['-c', line] });
  }
  return ways;
}

/**
 * A browser that starts; installs one if it has to.
 * @param {(line: string) => void} [log]
 * @returns {Promise<Browser>}
 * @throws {Error} with one sentence of advice if there is none to be had
 */
export async function ensureBrowser(log = (line) => console.error(line)) {
  const found = await findBrowser(log);
  if (found) return found;
  for (const { what, command, args } of installers()) {
    log(`No Chromium yet; trying: ${what}`);
    const run = spawnSync(command, args, { stdio: ['ignore', 2, 2], timeout: 300_000 });
    if (run.status !== 0) log(`${what} did not succeed`);
    // Looked for in any case: an installer may complain and yet have left a browser, or the libraries one lacked.
    const browser = await findBrowser(log);
    if (browser) return browser;
  }
  throw new Error(ADVICE);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(JSON.stringify(await ensureBrowser()));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
