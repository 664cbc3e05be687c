/**
 * Builds `hall.html`: the whole app in one file that runs from a disk, with no network and no server.
 *
 * A second build of the same sources, because from file:// a browser loads neither module scripts nor workers by address: here
 * everything is one classic script, workers are started from their source (a Blob), fonts and styles are written in. The page fetches
 * the file only when somebody wants it, so a first visit weighs the same.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Plugin, type Rolldown } from 'vite';

const ENTRY = '<script type="module" src="/src/app/main.tsx"></script>';

export function hall(): Plugin {
  let root = '';
  let outDir = '';
  return {
    name: 'faultline-hall',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      outDir = join(config.root, config.build.outDir);
      if (config.build.outDir.startsWith('/')) outDir = config.build.outDir;
    },
    async closeBundle() {
      writeFileSync(join(outDir, 'hall.html'), await page(root));
    },
  };
}

async function page(root: string): Promise<string> {
  const { script, style } = await bundle(root);
  const icon = readFileSync(join(root, 'public/favicon.svg')).toString('base64');
  const html = readFileSync(join(root, 'index.html'), 'utf8')
    // What is beside the page on a host is not beside the file.
    .replace(/\s*<link rel="(?:manifest|apple-touch-icon)"[^>]*>/g, '')
    .replace('href="./favicon.svg"', `href="data:image/svg+xml;base64,${icon}"`)
    .replace('</head>', () => `  ${PLACES}\n    ${OPEN}\n    <style>${style}</style>\n  </head>`);
  if (!html.includes(ENTRY)) throw new Error('index.html does not load the app as build/hall.ts expects');
  // By a function: in a replacement text a dollar sign would mean something.
  return html.replace(ENTRY, () => `<script>${script}</script>`);
}

/** Filled in by the page that hands the copy out (src/app/share/hall.ts). */
const PLACES = '<meta name="faultline-open" content="" />\n    <meta name="faultline-home" content="" />';

/** Before the app starts: an address of one's own, from a reload or a link within the copy, goes before the one it was given. */
const OPEN = `<script>(() => {
      const open = document.querySelector('meta[name="faultline-open"]').content;
      if (location.hash === '' && open !== '') history.replaceState(null, '', open);
    })();</script>`;

async function bundle(root: string): Promise<{ readonly script: string; readonly style: string }> {
  const built = (await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    base: './',
    plugins: [inlineWorkers(), leaveOut(), react()],
    worker: { format: 'iife' },
    build: {
      write: false,
      target: 'es2022',
      // Everything by its content: fonts too.
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      cssCodeSplit: false,
      modulePreload: false,
      chunkSizeWarningLimit: Number.MAX_SAFE_INTEGER,
      rolldownOptions: {
        input: join(root, 'src/app/main.tsx'),
        output: { format: 'iife', codeSplitting: false },
        // A classic script has none; all that asks for it is the loading of chunks, of which there are none either.
        transform: { define: { 'import.meta': '{}' } },
      },
    },
  })) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[];
  const output = (Array.isArray(built) ? built : [built]).flatMap((one) => one.output);
  const scripts = output.filter((part) => part.type === 'chunk');
  const styles = output.filter((part) => part.type === 'asset' && part.fileName.endsWith('.css'));
  const others = output.filter((part) => part.type === 'asset' && !part.fileName.endsWith('.css'));
  if (scripts.length !== 1 || others.length > 0) {
    const names = [...scripts, ...others].map((part) => part.fileName).join(', ');
    throw new Error(`the copy for the hall must be one script, but the build gave ${names}`);
  }
  return {
    // Nothing in them may end the element they are written into.
    script: (scripts[0] as Rolldown.OutputChunk).code.replace(/<(?=\/script|!--)/gi, '\\x3c'),
    style: styles
      .map((part) => String((part as Rolldown.OutputAsset).source))
      .join('')
      .replace(/<(?=\/style)/gi, '\\3c '),
  };
}

/**
 * What a page fetches by its address and only when somebody asks for it (`?url&no-inline`: Automerge's WebAssembly, megabytes) is left
 * out: its address is empty here, and whoever asks is told that it is not there, as without a network.
 */
function leaveOut(): Plugin {
  const NAME = '\0left-out';
  return {
    name: 'faultline-left-out',
    enforce: 'pre',
    resolveId: (id) => (id.endsWith('?url&no-inline') ? NAME : null),
    load: (id) => (id === NAME ? "export default '';" : null),
  };
}

const WORKER = /new Worker\(\s*new URL\(\s*(['"])([^'"]+)\1,\s*import\.meta\.url\s*\),\s*(\{[^}]*\})\s*\)/g;

/** A worker named by its file becomes one that is started from its source. */
function inlineWorkers(): Plugin {
  return {
    name: 'faultline-inline-workers',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('new Worker(') || id.includes('node_modules') || id.includes('?')) return null;
      const imports: string[] = [];
      const changed = code.replace(WORKER, (_whole, _quote, file: string, options: string) => {
        imports.push(`import InlineWorker${imports.length} from '${file}?worker&inline';`);
        // It is told what it is by its name; that it is a module it is not.
        return `new InlineWorker${imports.length - 1}(${options})`;
      });
      return imports.length === 0 ? null : { code: `${imports.join('')}${changed}`, map: null };
    },
  };
}
