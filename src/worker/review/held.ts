/**
 * The protocols that questions are asked of, fetched as a lab fetches them. Imported by name they would be packed with the questions, and
 * in another way than the page has them: every lab would fetch its words twice.
 */
import type { Protocol } from '../../engine/api.ts';
import type { KindId } from '../../review/question.ts';

const PROTOCOL: Partial<Record<KindId, string>> = {
  crashes: 'raft',
  liars: 'pbft',
  linear: 'lww',
  merge: 'crdts',
  order: 'diagram',
  stamp: 'diagram',
};

const held = new Map<string, Protocol>();

/** Fetches what questions of this kind take. */
export async function hold(kind: KindId, protocolOf: (id: string) => Promise<Protocol>): Promise<void> {
  const id = PROTOCOL[kind];
  if (id !== undefined && !held.has(id)) held.set(id, await protocolOf(id));
}

/** @throws RangeError if it has not been fetched */
export function heldProtocol(id: string): Protocol {
  const protocol = held.get(id);
  if (!protocol) throw new RangeError(`The protocol ${id} has not been fetched.`);
  return protocol;
}
