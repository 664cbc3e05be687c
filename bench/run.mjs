/**
 * Runs every `bench/*.bench.ts` (or those whose name contains a word given on the command line), one after the other, each
 * in a process of its own. A bench default-exports `async (report: (line: string) => void) => void`.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleForNode, ROOT } from '../src/cli/build.mjs';

const SUFFIX = '.bench.ts';
const self = fileURLToPath(import.meta.url);

const [flag, file] = process.argv.slice(2);
if (flag === '--child' && file !== undefined) {
  const { default: bench } = await import(pathToFileURL(file).href);
  await bench((/** @type {string} */ line) => console.log(line));
} else {
  process.exitCode = await runAll(process.argv.slice(2));
}

/** @param {readonly string[]} words */
async function runAll(words) {
  const names = readdirSync(join(ROOT, 'bench'))
    .filter((entry) => entry.endsWith(SUFFIX))
    .map((entry) => entry.slice(0, -SUFFIX.length))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .sort();
  if (names.length === 0) {
    console.error('No bench of that name in bench/.');
    return 1;
  }
  const entries = Object.fromEntries(names.map((name) => [name, `bench/${name}${SUFFIX}`]));
  const folder = await bundleForNode('bench', entries, ['src', 'bench']);
  let failures = 0;
  for (const name of names) {
    console.log(`\n${name}`);
    // A fresh process: no bench inherits another's heap or compiled code.
    const args = ['--expose-gc', self, '--child', join(folder, `${name}.mjs`)];
    if (spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0) failures++;
  }
  return failures === 0 ? 0 : 1;
}
