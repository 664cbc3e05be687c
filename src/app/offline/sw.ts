/**
 * The service worker: after the first visit the whole app opens without a network.
 *
 * Files named by their content are kept in one cache for each version of the app, and looked for in all of them. So a new version may take
 * over as soon as it is whole: the next start gets the new page with its files, while a tab still open on the old one goes on finding
 * every file it was built with, though the host has them no more. An old version is let go at a start of the newest one with no
 * other tab about.
 *
 * Imports nothing, so that it is a classic script: not every browser runs modules here.
 */
declare const self: ServiceWorkerGlobalScope;

// A file without imports is a module only if it says so.
export {};

/** Written in by the build (build/offline.ts): the version, and every file of the app by its address from here. */
declare const __VERSION__: string;
declare const __FILES__: readonly string[];

const PREFIX = 'faultline-';
const VERSION = __VERSION__;
const FILES = __FILES__;
const MINE = PREFIX + VERSION;
/** The page itself, whatever the host calls it. */
const SHELL = './';

self.addEventListener('install', (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  // The tab of a first visit is looked after from now on, without a reload.
  event.waitUntil(self.clients.claim());
});

/** All or nothing: a version that is not whole is never served. */
async function fill(): Promise<void> {
  const cache = await caches.open(MINE);
  const missing: string[] = [];
  for (const file of FILES) {
    // What another version had already is the same: its name says so.
    const known = isNamedByContent(file) ? await caches.match(file, { ignoreVary: true }) : undefined;
    if (known === undefined) missing.push(file);
    else await cache.put(file, known);
  }
  await Promise.all([
    ...missing.map((file) => take(cache, file, isNamedByContent(file) ? 'default' : 'reload')),
    take(cache, SHELL, 'reload'),
  ]);
}

async function take(cache: Cache, file: string, mode: RequestCache): Promise<void> {
  const answer = await fetch(file, { cache: mode });
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  // A page that came by a redirection may not answer a navigation: what it says is kept, not how it came.
  const { headers, redirected } = answer;
  await cache.put(file, redirected ? new Response(await answer.blob(), { headers }) : answer);
}

function isNamedByContent(file: string): boolean {
  return file.includes('assets/');
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const address = new URL(request.url);
  const scope = new URL(self.registration.scope);
  if (address.origin !== scope.origin || !address.pathname.startsWith(scope.pathname)) return;
  const path = address.pathname.slice(scope.pathname.length);
  if (request.mode === 'navigate') {
    if (path === '' || path === 'index.html') event.respondWith(answerFrom(SHELL, request));
    return;
  }
  if (FILES.includes(path) || isNamedByContent(path)) event.respondWith(answerFrom(path, request));
});

async function answerFrom(file: string, request: Request): Promise<Response> {
  const mine = await caches.open(MINE);
  const found =
    (await mine.match(file, { ignoreVary: true })) ??
    (isNamedByContent(file) ? await caches.match(file, { ignoreVary: true }) : undefined);
  return found ?? fetch(request);
}

/** A page that has started says of which version it is. */
self.addEventListener('message', (event) => {
  const { data, source } = event as ExtendableMessageEvent & { data: unknown };
  if (typeof data !== 'object' || data === null || (data as { started?: unknown }).started !== VERSION)
    return;
  event.waitUntil(letGo(source instanceof Client ? source.id : ''));
});

async function letGo(starter: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const scope = self.registration.scope;
  if (windows.some(({ id, url }) => id !== starter && url.startsWith(scope))) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== MINE) await caches.delete(name);
  }
}
