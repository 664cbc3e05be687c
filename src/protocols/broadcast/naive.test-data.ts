/** The promises again, from their definitions, over the whole history. */
import { toArray } from '../../protolib/list.ts';
import { type Moment, naive, type Test } from '../../testkit/suite.test-data.ts';
import { type LogEntry, nameOf, type ProcessView } from './state.ts';

const logOf = (node: Moment['node']) => toArray((node as ProcessView).durable.log);
const logs = (history: readonly Moment[]) => (history.at(-1) as Moment).nodes.map(logOf);
const delivered = (log: readonly LogEntry[]) => log.filter((e) => e.what === 'deliver').map(nameOf);
const broadcasts = (all: readonly (readonly LogEntry[])[]) =>
  all.flatMap((log) => log.filter((e) => e.what === 'broadcast'));

/** Whether one broadcast happened before another: along logs, and from a broadcast to its deliveries. */
function causes(all: readonly (readonly LogEntry[])[], name: string): Set<string> {
  const found = new Set<string>();
  for (const log of all) {
    const at = log.findIndex((e) => e.what === 'broadcast' && nameOf(e) === name);
    for (const e of at < 0 ? [] : log.slice(0, at)) {
      if (found.has(nameOf(e))) continue;
      found.add(nameOf(e));
      for (const cause of causes(all, nameOf(e))) found.add(cause);
    }
  }
  return found;
}

/** Whether somebody delivers something without all that has to stand before it. */
function outOfOrder(history: readonly Moment[], needs: (e: LogEntry) => readonly string[]): boolean {
  return logs(history).some((log) => {
    const sequence = delivered(log);
    return log.some((e) => {
      if (e.what !== 'deliver') return false;
      const before = sequence.slice(0, sequence.indexOf(nameOf(e)));
      return needs(e).some((name) => !before.includes(name));
    });
  });
}

const tests: Readonly<Record<string, Test>> = {
  integrity: (history) => {
    const all = logs(history);
    const said = broadcasts(all).map((e) => `${nameOf(e)} ${e.text}`);
    return all.some((log) => {
      const sequence = delivered(log);
      const made = log.some((e) => e.what === 'deliver' && !said.includes(`${nameOf(e)} ${e.text}`));
      return made || new Set(sequence).size < sequence.length;
    });
  },
  'fifo-order': (history) =>
    outOfOrder(history, ({ from, n }) => Array.from({ length: n - 1 }, (_, i) => `${from}.${i + 1}`)),
  'causal-order': (history) => {
    const all = logs(history);
    return outOfOrder(history, (e) => [...causes(all, nameOf(e))]);
  },
  'total-order': (history) => {
    const all = logs(history).map((log) => [...new Set(delivered(log))]);
    return all.some((a) =>
      all.some((b) =>
        a.some((x, i) =>
          a.slice(i + 1).some((y) => b.includes(x) && b.includes(y) && b.indexOf(y) < b.indexOf(x)),
        ),
      ),
    );
  },
  'delivered-in-time': (history, env) => {
    const now = history.at(-1) as Moment;
    const all = logs(history);
    return broadcasts(all).some((post) => {
      const made = history.find((m) =>
        logOf(m.node).some((e) => e.what === 'broadcast' && nameOf(e) === nameOf(post)),
      );
      if (!made || made.time + (env.params.within as number) >= now.time) return false;
      return now.nodes.some((node, i) => node.up && !delivered(all[i] ?? []).includes(nameOf(post)));
    });
  },
};

const ORDERS = ['fifo-order', 'causal-order', 'total-order'];
const HELD: Readonly<Record<string, readonly string[]>> = {
  FIFO: ORDERS.slice(0, 1),
  causal: ORDERS.slice(0, 2),
  total: ORDERS.slice(2),
  'total, sequencer': ORDERS.slice(2),
  'total, timestamps': ORDERS,
};

export const twins = naive(
  Object.fromEntries(
    Object.entries(tests).map(([id, test]): [string, Test] => [
      id,
      (history, env) => {
        const { order, judged } = env.params as { order: string; judged: string };
        const held = HELD[judged] ?? HELD[order] ?? [];
        return (!ORDERS.includes(id) || held.includes(id)) && test(history, env);
      },
    ]),
  ),
);
