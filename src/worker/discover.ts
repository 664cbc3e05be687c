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

/** What has been loaded: asking a module for it again costs an edit a millisecond of waiting. */
const protocols = new Map<string, Protocol>();
const metas = new Map<string, Meta>();

/** Loads the algorithm of a protocol, and its meta with it. */
export async function loadProtocol(id: string): Promise<Protocol> {
  const known = protocols.get(id);
  if (known) return known;
  const load = loaders[`../protocols/${id}/protocol.ts`];
  if (!load) throw new Error(`no protocol ${id}`);
  const protocol = await load();
  protocols.set(id, protocol);
  return protocol;
}

async function loadMeta(id: string): Promise<Meta | undefined> {
  const meta = metas.get(id) ?? (await metaLoaders[`../protocols/${id}/meta.ts`]?.());
  if (meta) metas.set(id, meta);
  return meta;
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
  const meta = known === undefined ? undefined : await loadMeta(known);
  return { get: (id) => (id === known ? meta : undefined), keys: () => PROTOCOLS.values() };
}
