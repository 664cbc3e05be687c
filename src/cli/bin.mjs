/** Starts the command line: bundles `main.ts` when its sources have changed, then runs it. `npm run --silent faultline -- …` */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './build.mjs';

/** Our fault, not the caller's: neither a violation (1) nor bad input (2). */
const INTERNAL_ERROR = 70;

// Whoever reads our output may stop early (`| head`): that ends the run, it is no error.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});

/** @returns {Promise<number>} */
async function run() {
  const folder = await bundleForNode('cli', { main: 'src/cli/main.ts' });
  const { main } = await import(pathToFileURL(join(folder, 'main.mjs')).href);
  return main(process.argv.slice(2));
}

/** @param {NodeJS.WriteStream} stream */
function flush(stream) {
  return new Promise((resolve) => stream.write('', resolve));
}

const code = await run().catch((error) => {
  console.error(error instanceof Error ? error.stack : error);
  return INTERNAL_ERROR;
});
await Promise.all([flush(process.stdout), flush(process.stderr)]);
process.exit(code);
