/** Finds the protocols by their folders: there is no registry to edit. */
import type { Meta, Protocol } from '../engine/api.ts';

const metaModules = import.meta.glob<Meta>('../protocols/*/meta.ts', { eager: true, import: 'default' });
const protocolModules = import.meta.glob<Protocol>('../protocols/*/protocol.ts', { import: 'default' });

/** Metas by protocol id, in the order of their ids. */
export const METAS: ReadonlyMap<string, Meta> = new Map(
  Object.keys(metaModules)
    .sort()
    .map((path) => metaModules[path] as Meta)
    .map((meta) => [meta.id, meta]),
);

/** Loads the algorithm of a protocol whose meta is known. */
export async function loadProtocol(id: string): Promise<Protocol> {
  const load = protocolModules[`../protocols/${id}/protocol.ts`];
  if (!load) throw new Error(`no protocol ${id}`);
  return load();
}
