/** The promises again, from their definitions, over the whole history. */
import { type Moment, naive } from '../../testkit/suite.test-data.ts';
import type { ClientView, ServerView } from './state.ts';

interface Transaction {
  readonly started: number;
  /** Places in the history. */
  readonly answered: number | null;
  readonly s: number | null;
}
function transactions(history: readonly Moment[]): Transaction[] {
  const found: Transaction[] = [];
  const clients = history.filter((m) => m.node.role === 'client');
  const last = (i: number, id: string) => clients.slice(0, i).findLast((o) => o.node.id === id);
  clients.forEach((m, i) => {
    const now = m.node as ClientView;
    const before = last(i, m.node.id)?.node as ClientView | undefined;
    if (now.volatile.open === null || now.volatile.open.t === before?.volatile.open?.t) return;
    const { t } = now.volatile.open;
    // It was answered where it is no longer open and a timestamp has come with the very step.
    const end = clients.findIndex(
      (o, k) => k > i && o.node.id === m.node.id && (o.node as ClientView).volatile.open?.t !== t,
    );
    const ended = clients[end]?.node as ClientView | undefined;
    const earlier = end < 0 ? undefined : (last(end, m.node.id)?.node as ClientView);
    const ok = ended !== undefined && ended.durable.s !== null && ended.durable.s !== earlier?.durable.s;
    found.push({ started: i, answered: ok ? end : null, s: ok ? (ended?.durable.s ?? null) : null });
  });
  return found;
}

export const twins = naive({
  'external-consistency': (history) => {
    const all = transactions(history);
    return all.some((a) =>
      all.some(
        (b) => a.answered !== null && a.answered <= b.started && a.s !== null && b.s !== null && b.s <= a.s,
      ),
    );
  },
  'interval-contains-time': (history) =>
    history.some(({ node, time }, i) => {
      if (node.role !== 'server') return false;
      const { now } = (node as ServerView).volatile;
      const before = history.slice(0, i).findLast((m) => m.node.id === node.id)?.node as
        | ServerView
        | undefined;
      if (now === null || now === before?.volatile.now) return false;
      return !(now.earliest <= time && time <= now.latest);
    }),
});
