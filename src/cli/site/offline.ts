/** Builds the service worker: the list of what it keeps is known only once everything else is built. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

/** Not kept: the worker itself, and what is fetched only when it is asked for. */
const NOT_KEPT = /^(sw\.js|hall\.html|index\.html)$|\.(map|wasm)$/;

/**
 * @param entry source of the service worker
 * @returns adds `sw.js` beside the page; a page and a worker of one build carry the same version
 */
export function offline(entry: string): Plugin {
  let publicDir = '';
  let root = '';
  return {
    name: 'faultline-offline',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir;
      root = config.root;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const code = await classicScript(root, entry);
        const kept = publicDir === '' ? [] : readdirSync(publicDir);
        const files = [...Object.keys(bundle), ...kept].filter((file) => !NOT_KEPT.test(file)).sort();
        const version = createHash('sha256');
        for (const file of files) version.update(`${file}\n`);
        // Files of the public folder keep their names when they change; so does the page.
        for (const file of kept) version.update(readFileSync(join(publicDir, file)));
        const page = bundle['index.html'];
        if (page?.type !== 'asset') this.error('the page was not built');
        version.update(page.source);
        version.update(code);
        const name = version.digest('hex').slice(0, 12);
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: code
            .replaceAll('__VERSION__', JSON.stringify(name))
            .replaceAll('__FILES__', JSON.stringify(files)),
        });
        // In the page, not in a script: a script named by its content cannot hold a name that depends on it.
        page.source = String(page.source).replace(
          '<meta name="faultline-version" content="" />',
          `<meta name="faultline-version" content="${name}" />`,
        );
        if (!page.source.includes(name)) this.error('index.html has no place for the version');
      },
    },
  };
}

/** Built by itself, so that it shares no part with the app: not every browser runs modules in a service worker. */
async function classicScript(root: string, entry: string): Promise<string> {
  const built = (await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(root, entry), output: { format: 'iife', codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[];
  const output = (Array.isArray(built) ? built : [built]).flatMap((one) => one.output);
  const [script, ...others] = output;
  if (script?.type !== 'chunk' || others.length > 0) throw new Error('the service worker must be one script');
  return script.code;
}
