/**
 * The test command: runs every part in order, goes on after a failing one, and ends with `N passed, N failed`.
 *
 *   npm test                               everything
 *   npm test -- --only unit                some parts, by name, with commas; `lint` stands for the first four
 *   npm test -- --only unit src/engine     words after that choose test files of unit and e2e
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from '../../e2e/support/browser.mjs';
import { bundleForNode, ROOT } from '../cli/build.mjs';
import { checkAllDeterminism } from './check-determinism.mjs';
import { checkImports } from './check-imports.mjs';
import { checkSize } from './check-size.mjs';
import { printBreaches, readSources } from './source.mjs';
import { choose, playwrightTally, tallyLine, vitestTally } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally @typedef {{ name: string, title: string, run: () => Promise<Tally> }} Part */

const MINUTE = 60_000;
const PATIENCE_MS = 10_000;
const { only, filters } = readArguments();
const scratch = mkdtempSync(join(tmpdir(), 'faultline-test-'));
const dist = join(scratch, 'dist');

/** @type {Part[]} */
const PARTS = [
  { name: 'style', title: 'Format and lint', run: () => command('biome', ['check', '--error-on-warnings']) },
  { name: 'types', title: 'Types', run: () => command('tsc', ['--noEmit']) },
  { name: 'imports', title: 'Import rules', run: imports },
  { name: 'determinism', title: 'Determinism', run: determinism },
  {
    name: 'build',
    title: 'Build of the app',
    run: () => command('vite', ['build', '--outDir', dist, '--emptyOutDir']),
  },
  { name: 'cli', title: 'Build of the command line', run: commandLine },
  {
    name: 'size',
    title: 'Size of a first visit',
    run: size,
  },
  { name: 'unit', title: 'Unit tests', run: unit },
  { name: 'e2e', title: 'End to end, in Chromium', run: e2e },
];

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: { only: { type: 'string' } },
      allowPositionals: true,
    });
    return { only: values.only, filters: positionals };
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
}

/** Exit status of a program of node_modules; its output is ours. The limit is for what does not end: a slow machine takes three times what a quick one takes. @param {string} program @param {readonly string[]} args @param {{ minutes?: number, env?: Record<string, string> }} [options] @returns {Promise<number>} */
function run(program, args, { minutes = 4, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(join(ROOT, 'node_modules/.bin', program), args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    const timer = setTimeout(() => {
      console.log(`${program} is stopped after ${minutes} minutes`);
      // Asked first, so that it can end the servers and browsers it has started.
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
    }, minutes * MINUTE);
    /** @param {number} status */
    const end = (status) => {
      clearTimeout(timer);
      resolve(status);
    };
    child.on('error', ({ message }) => {
      console.log(message);
      end(1);
    });
    child.on('exit', (status) => end(status ?? 1));
  });
}

/** A check that is one test. @param {() => boolean | Promise<boolean>} holds @returns {Promise<Tally>} */
async function check(holds) {
  let ok = false;
  try {
    ok = await holds();
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
  }
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/** @param {string} program @param {readonly string[]} args */
function command(program, args) {
  return check(async () => (await run(program, args)) === 0);
}

function imports() {
  return check(() => {
    const { files, imports: count, breaches } = checkImports(readSources(ROOT));
    printBreaches(breaches);
    console.log(`${count} imports of ${files} files, ${breaches.length} breaches`);
    return count > 0 && breaches.length === 0;
  });
}

function determinism() {
  return check(() => {
    const { files, breaches } = checkAllDeterminism(readSources(ROOT));
    printBreaches(breaches);
    console.log(`${files} files shape a run, ${breaches.length} breaches`);
    return files > 0 && breaches.length === 0;
  });
}

function commandLine() {
  return check(async () => {
    const folder = await bundleForNode('cli', { main: 'src/cli/main.ts' });
    const { main } = await import(join(folder, 'main.mjs'));
    if (typeof main !== 'function') throw new Error('src/cli/main.ts exports no `main`');
    console.log('built');
    return true;
  });
}

/** @throws {Error} */
function needApp() {
  if (!existsSync(join(dist, 'index.html'))) throw new Error('There is no built app to look at.');
}

function size() {
  return check(() => {
    needApp();
    return checkSize(ROOT, dist, '/lab/raft');
  });
}

async function unit() {
  const report = join(scratch, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // The builds before us leave NODE_ENV at production, in which React has no `act`.
  const env = { NODE_ENV: 'test' };
  const status = await run('vitest', ['run', ...reporters, ...filters], { minutes: 15, env });
  return vitestTally(readReport(report), status);
}

async function e2e() {
  const report = join(scratch, 'playwright.json');
  try {
    needApp();
    const browser = await ensureBrowser((line) => console.log(line));
    console.log(`Chromium ${browser.version}${browser.executablePath ? ` (${browser.executablePath})` : ''}`);
    const status = await run('playwright', ['test', '--config', 'e2e/playwright.config.ts', ...filters], {
      minutes: 20,
      env: {
        FAULTLINE_BROWSER: JSON.stringify(browser),
        FAULTLINE_DIST: dist,
        FAULTLINE_E2E_REPORT: report,
      },
    });
    return playwrightTally(readReport(report), status);
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** @param {string} path @returns {unknown} undefined if the runner left none */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {readonly Part[]} parts */
async function runParts(parts) {
  /** @type {{ title: string, tally: Tally, seconds: number }[]} */
  const results = [];
  for (const { name, title, run: runPart } of parts) {
    console.log(`\n━━ ${title} (${name}) ${'━'.repeat(Math.max(0, 60 - title.length - name.length))}`);
    const start = Date.now();
    const tally = await runPart();
    results.push({ title, tally, seconds: (Date.now() - start) / 1000 });
  }
  return results;
}

/** @returns {Promise<number>} */
async function main() {
  const names = choose(
    PARTS.map(({ name }) => name),
    only,
  );
  const results = await runParts(PARTS.filter(({ name }) => names.includes(name)));
  console.log(`\n━━ Results ${'━'.repeat(54)}`);
  for (const { title, tally, seconds } of results) {
    const { passed, failed, skipped } = tally;
    const words = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    console.log(`${failed > 0 ? '✗' : '✓'} ${title.padEnd(28)} ${words.padEnd(34)} ${seconds.toFixed(1)} s`);
    // Said once more here: the end of a log is often all that is kept of it.
    for (const name of tally.names ?? []) console.log(`    ${name.replace(`${ROOT}/`, '')}`);
    for (const name of tally.unsteady ?? []) console.log(`    at a second attempt only: ${name}`);
  }
  const tallies = results.map(({ tally }) => tally);
  console.log(`\n${tallyLine(tallies)}`);
  return tallies.some(({ failed }) => failed > 0) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
