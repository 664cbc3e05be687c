/** Bundles TypeScript for Node with Vite, which resolves `import.meta.glob` as it does in the page. Used by the command line and the benchmarks. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Files of the tree that no bundle for Node contains. */
const NOT_BUNDLED = /\.test(-data)?\.tsx?$|\.tsx$|\.css$/;
/** An older bundle may still be loading its chunks in another process. */
const KEEP_MS = 3_600_000;

/**
 * A fresh bundle of the given entries. Bundles are named by what they were built from, written aside and renamed into
 * place: any number of processes may ask at once, none ever sees a half-written one.
 * @param {string} name of the cache, e.g. `cli`
 * @param {Readonly<Record<string, string>>} entries source file by name, from the repository's root
 * @param {readonly string[]} [folders] whose files shape the bundle
 * @param {string} [root]
 * @returns {Promise<string>} the folder that holds `<entry>.mjs` for each entry
 */
export async function bundleForNode(name, entries, folders = ['src'], root = ROOT) {
  const cache = join(root, '.cache', name);
  const key = await fingerprint(root, folders, JSON.stringify(entries));
  const target = join(cache, key);
  if (await exists(target)) return target;
  const aside = join(cache, `.${key}-${process.pid}`);
  try {
    await build(root, entries, aside);
    await rename(aside, target).catch((error) => {
      // Another process was first, with the same bundle.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  await prune(cache, key);
  return target;
}

/**
 * @param {string} root
 * @param {Readonly<Record<string, string>>} entries
 * @param {string} outDir
 */
async function build(root, entries, outDir) {
  // Imported here: a warm start does without Vite.
  const vite = await import('vite');
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)]));
  await vite.build({
    root,
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    // Dependencies go into the bundle: one file starts faster than a walk through node_modules.
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input,
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
}

/**
 * Changes whenever a file of the folders, the dependencies or this builder do.
 * @param {string} root
 * @param {readonly string[]} folders
 * @param {string} salt
 */
async function fingerprint(root, folders, salt) {
  const lists = await Promise.all(folders.map((folder) => filesUnder(root, folder)));
  const files = ['package-lock.json', 'vite.config.ts', ...lists.flat()].sort();
  const stamps = await Promise.all(
    files.map(async (file) => {
      const { mtimeMs, size } = await stat(join(root, file));
      return `${file} ${mtimeMs} ${size}`;
    }),
  );
  return createHash('sha256')
    .update(`${salt}\n${stamps.join('\n')}`)
    .digest('hex')
    .slice(0, 16);
}

/** @param {string} root @param {string} folder @returns {Promise<string[]>} paths from the root */
async function filesUnder(root, folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !NOT_BUNDLED.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** @param {string} path */
async function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Removes bundles nobody can be using any more. @param {string} cache @param {string} current */
async function prune(cache, current) {
  await mkdir(cache, { recursive: true });
  for (const name of await readdir(cache)) {
    if (name === current) continue;
    const path = join(cache, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > KEEP_MS) await rm(path, { recursive: true, force: true });
  }
}
