/** A static host of our own: it can be moved to another folder, given another version, and switched off. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built app. */
export const dist = resolve(root, process.env.FAULTLINE_DIST ?? 'dist');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

export interface Site {
  /** Of the app, with a slash at the end. */
  readonly address: string;
  /** Serves another folder from now on. */
  serve(folder: string): void;
  /** Paths asked for since the last call. */
  asked(): string[];
  /** Nobody answers any more. */
  stop(): Promise<void>;
}

/** @param folder what is served @param under where on the host, with slashes at both ends */
export async function startSite(folder: string, under = '/courses/2026/'): Promise<Site> {
  let served = folder;
  let asked: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    const path = pathname.startsWith(under) ? normalize(pathname.slice(under.length)) : '..';
    const file = join(served, path === '.' || path === '' ? 'index.html' : path);
    const found = !path.startsWith('..') && (await stat(file).catch(() => null))?.isFile();
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${under}`,
    serve: (next) => {
      served = next;
    },
    asked: () => {
      const paths = asked;
      asked = [];
      return paths;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
