/** `npm run verify:mysql`: see verify-mysql.ts. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from '../cli/build.mjs';

const folder = await bundleForNode('verify', { mysql: 'src/testkit/verify-mysql.ts' });
const { main } = await import(pathToFileURL(join(folder, 'mysql.mjs')).href);
process.exit(await main(process.argv.slice(2)));
