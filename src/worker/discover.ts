/** Finds the protocols by their folders: there is no registry to edit. */
import type { Protocol } from '../engine/api.ts';
import type { Metas } from '../spec/resolve.ts';

const loaders = import.meta.glob<Protocol>('../protocols/*/protocol.ts', { import: 'default' });

/** Ids of all protocols, sorted. */
export const PROTOCOLS: readonly string[] = Object.keys(loaders)
  .map((path) => path.split('/').at(-2) as string)
  .sort();

/** Loads the algorithm of a protocol, and its meta with it. */
export async function loadProtocol(id: string): Promise<Protocol> {
  const load = loaders[`../protocols/${id}/protocol.ts`];
  if (!load) throw new Error(`no protocol ${id}`);
  return load();
}

/**
 * What reading this run takes: the names of all protocols and the meta of the one it names, if that is one of them.
 * @param spec anything; never trusted
 */
export async function metasFor(spec: unknown): Promise<Metas> {
  const named = typeof spec === 'object' && spec !== null && 'protocol' in spec ? spec.protocol : null;
  const known = PROTOCOLS.find((id) => id === named);
  const meta = known === undefined ? undefined : (await loadProtocol(known)).meta;
  return { get: (id) => (id === known ? meta : undefined), keys: () => PROTOCOLS.values() };
}
