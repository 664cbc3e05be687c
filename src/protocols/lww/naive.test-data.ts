/** The promises again, from their definitions, over the whole history. */
import { type Moment, naive, type Test } from '../../testkit/suite.test-data.ts';
import type { ClientView, ReplicaView } from './state.ts';

const client = (m: Moment) => (m.node.role === 'client' ? (m.node as ClientView) : null);
const began = (history: readonly Moment[], w: string) =>
  history.findIndex((m) => client(m)?.volatile.open?.w === w);
const ended = (history: readonly Moment[], w: string) =>
  history.findIndex((m) => client(m)?.durable.answered === w);

function reads(history: readonly Moment[], w: string, earlier: string): boolean {
  const at = history[began(history, w)];
  const read = at ? client(at)?.volatile.open?.read : null;
  return typeof read === 'string' && (read === earlier || reads(history, read, earlier));
}
function heard(history: readonly Moment[], place: number, id: string): Set<string> {
  const found = new Set<string>();
  history.slice(0, place + 1).forEach((m, i) => {
    if (m.node.id !== id) return;
    const before = history.slice(0, i).findLast((o) => o.node.id === id)?.node as ReplicaView | undefined;
    const { latest } = (m.node as ReplicaView).durable;
    if (latest === null || latest === before?.durable.latest) return;
    if ('put' in latest) found.add(latest.put);
    else {
      const sent = history.findIndex(
        (o) => o.node.id === latest.from && (o.node as ReplicaView).durable.synced === latest.n,
      );
      if (sent >= 0) for (const w of heard(history, sent, latest.from)) found.add(w);
    }
  });
  return found;
}
const when =
  (wrong: (history: readonly Moment[], node: ReplicaView, has: string, all: Set<string>) => boolean): Test =>
  (history) => {
    const { node } = history.at(-1) as Moment;
    if (node.role !== 'replica') return false;
    const { register, latest } = (node as ReplicaView).durable;
    const before = history.slice(0, -1).findLast((m) => m.node.id === node.id)?.node as
      | ReplicaView
      | undefined;
    if (register === null || latest === (before?.durable.latest ?? null)) return false;
    return wrong(history, node as ReplicaView, register.w, heard(history, history.length - 1, node.id));
  };

export const twins = naive({
  'later-write-wins': when((history, _node, has, all) => {
    const end = ended(history, has);
    return end >= 0 && [...all].some((w) => began(history, w) >= end && w !== has);
  }),
  'read-write-wins': when((history, _node, has, all) => [...all].some((w) => reads(history, w, has))),
  'same-writes-same-value': when((history, node, has, all) =>
    (history.at(-1) as Moment).nodes.some((other) => {
      if (other.role !== 'replica' || other.id === node.id) return false;
      const theirs = heard(history, history.length - 1, other.id);
      const { register } = (other as ReplicaView).durable;
      return (
        theirs.size === all.size &&
        [...all].every((w) => theirs.has(w)) &&
        register !== null &&
        register.w !== has
      );
    }),
  ),
});
