/** A PostgreSQL of the distribution's packages, in a folder of its own, for as long as it is needed. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PgClient } from './verify-postgres-client.ts';

export const PORT = 54_329;

export interface Server {
  readonly version: string;
  connect(): Promise<PgClient>;
  stop(): void;
}

/** @throws Error, with a sentence, if there is none */
export async function startServer(): Promise<Server> {
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), 'verify-postgres-'));
  const user = owner();
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const as = { ...(user ?? {}), cwd: folder, stdio: 'ignore' as const };
  const data = join(folder, 'data');
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'verify', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
    as,
  );
  const settings = [
    'fsync=off',
    'autovacuum=off',
    'jit=off',
    // Whoever closes a circle finds it at once, before anybody else moves.
    'deadlock_timeout=1ms',
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    `port=${PORT}`,
    'max_connections=20',
  ].flatMap((s) => ['-c', s]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], as);
  const connect = () => PgClient.open(join(folder, `.s.PGSQL.${PORT}`), 'verify', 'postgres');
  const stop = () => {
    server.kill('SIGINT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  // Who stops the comparison half-way stops the server too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop();
      process.exit(130);
    });
  }
  try {
    const first = await patiently(connect, server);
    const answer = await first.query('show server_version');
    first.close();
    const version = 'rows' in answer ? (answer.rows[0]?.[0] ?? '') : '';
    return { version, connect, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function binaries(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((v) => join(root, v, 'bin')), ...(process.env.PATH ?? '').split(':')];
  const found = folders.find(
    (folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')),
  );
  if (found !== undefined) return found;
  throw new Error(
    'There is no PostgreSQL on this machine; on Debian, "apt-get install postgresql" brings one.',
  );
}

/** It refuses to run as root: then as the user its package has made. */
function owner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function patiently(connect: () => Promise<PgClient>, server: ChildProcess): Promise<PgClient> {
  for (let tries = 0; ; tries++) {
    try {
      const client = await connect();
      const answer = await client.query('select 1');
      if ('rows' in answer) return client;
      client.close();
    } catch (error) {
      if (tries > 200 || server.exitCode !== null) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
