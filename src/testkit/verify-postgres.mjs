/** `npm run verify:postgres`: see verify-postgres.ts. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from '../cli/build.mjs';

const folder = await bundleForNode('verify', { postgres: 'src/testkit/verify-postgres.ts' });
const { main } = await import(pathToFileURL(join(folder, 'postgres.mjs')).href);
process.exit(await main(process.argv.slice(2)));
