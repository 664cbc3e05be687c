/** Finds the protocols by their folders: there is no registry to edit. */
import type { Meta, Protocol } from '../engine/api.ts';
import type { Metas } from '../spec/resolve.ts';

// Metas are asked for on their own, so that they are files of their own: the very ones that the page fetches too.
const metaLoaders = import.meta.glob<Meta>('../protocols/*/meta.ts', { import: 'default' });
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
  // Whoever reads a run will run it: its protocol is fetched beside the meta, not after it. A failure is met there.
  if (known !== undefined) loadProtocol(known).catch(() => {});
  const meta = await metaLoaders[`../protocols/${known}/meta.ts`]?.();
  return { get: (id) => (id === known ? meta : undefined), keys: () => PROTOCOLS.values() };
}
