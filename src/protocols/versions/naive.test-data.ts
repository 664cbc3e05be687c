/** The promises again, from their definitions, over the whole history: what each replica can have heard of is searched for anew. */
import { type Moment, naive, type Test } from '../../testkit/suite.test-data.ts';
import type { ClientView, ReplicaView } from './state.ts';

interface Write {
  readonly key: string;
  readonly read: readonly string[];
}
function writesOf(history: readonly Moment[]): Map<string, Write> {
  const found = new Map<string, Write>();
  for (const { node } of history) {
    if (node.role !== 'client') continue;
    const { open } = (node as ClientView).volatile;
    if (open?.w != null && !found.has(open.w)) found.set(open.w, open);
  }
  return found;
}
function replaces(writes: Map<string, Write>, later: string, earlier: string): boolean {
  const read = writes.get(later)?.read ?? [];
  return read.includes(earlier) || read.some((w) => replaces(writes, w, earlier));
}
/** All that a replica had heard of after the moment at `place`, one of its own. */
function heard(history: readonly Moment[], place: number): Set<string> {
  const { node } = history[place] as Moment;
  const found = new Set<string>();
  history.slice(0, place + 1).forEach((m, i) => {
    if (m.node.id !== node.id) return;
    const before = history.slice(0, i).findLast((o) => o.node.id === node.id)?.node as
      | ReplicaView
      | undefined;
    const { latest } = (m.node as ReplicaView).durable;
    if (latest === null || latest === before?.durable.latest) return;
    if ('put' in latest) found.add(latest.put);
    else {
      const sent = history.findIndex(
        (o) => o.node.id === latest.from && (o.node as ReplicaView).durable.synced === latest.n,
      );
      if (sent >= 0) for (const w of heard(history, sent)) found.add(w);
    }
  });
  return found;
}
/** Whether some store once differed so from what should have been there. */
const everywhere =
  (wrong: (stored: readonly string[], maximal: readonly string[]) => boolean): Test =>
  (history) => {
    const place = history.length - 1;
    const { node } = history[place] as Moment;
    const before = history.slice(0, -1).findLast((m) => m.node.id === node.id)?.node as
      | ReplicaView
      | undefined;
    if (node.role !== 'replica' || (node as ReplicaView).durable.latest === (before?.durable.latest ?? null))
      return false;
    const writes = writesOf(history);
    const all = [...heard(history, place)];
    return [...new Set(all.map((w) => writes.get(w)?.key ?? ''))].some((key) => {
      const own = all.filter((w) => writes.get(w)?.key === key);
      const maximal = own.filter((w) => !own.some((other) => replaces(writes, other, w)));
      const stored = (node as ReplicaView).durable.store[key]?.siblings.map((s) => s.w) ?? [];
      return wrong(stored, maximal);
    });
  };

export const twins = naive({
  'no-write-lost': everywhere((stored, maximal) => maximal.some((w) => !stored.includes(w))),
  'no-false-siblings': everywhere((stored, maximal) => stored.some((w) => !maximal.includes(w))),
});
