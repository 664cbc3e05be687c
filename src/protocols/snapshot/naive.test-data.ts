/** The promises again, from their definitions, message by message, over the whole history. */
import { type Moment, naive, type Test } from '../../testkit/suite.test-data.ts';
import type { Part, ProcessView } from './state.ts';

const view = (moment: Moment) => moment.node as ProcessView;
const latest = (history: readonly Moment[]) => history.at(-1) as Moment;
const names = (history: readonly Moment[]) => [
  ...new Set(latest(history).nodes.flatMap((n) => Object.keys((n as ProcessView).durable.parts))),
];
const parts = (history: readonly Moment[], snapshot: string): [string, Part | undefined][] =>
  latest(history).nodes.map((n) => [n.id, (n as ProcessView).durable.parts[snapshot]]);

const tests: Readonly<Record<string, Test>> = {
  // Every message received inside the cut was sent inside it.
  'consistent-cut': (history) =>
    names(history).some((snapshot) => {
      const all = new Map(parts(history, snapshot));
      return history.some((m) => {
        const { n, from: after } = view(m).durable.event;
        const [receiver, sender] = [all.get(m.node.id), after ? all.get(after.of) : undefined];
        return receiver && sender && after && n > 0 && n <= receiver.event && after.n > sender.event;
      });
    }),
  conservation: (history, env) =>
    names(history).some((snapshot) => {
      const all = parts(history, snapshot);
      let total = 0;
      for (const [, part] of all) {
        if (!part || Object.values(part.channels).some((c) => c.open)) return false;
        total += part.tokens;
        for (const { messages } of Object.values(part.channels)) for (const k of messages) total += k;
      }
      return total !== all.length * (env.params.tokens as number);
    }),
  'complete-in-time': (history, env) =>
    history.some((m, i) => {
      const { begun } = view(m).durable;
      const own = history.filter((o) => o.node.id === m.node.id);
      const before = own[own.indexOf(m) - 1];
      if (begun === (before ? view(before).durable.begun : 0)) return false;
      const id = `${m.node.id}.${begun}`;
      for (const later of history.slice(i + 1)) {
        if (later.node.id !== m.node.id || view(later).durable.begun !== begun) continue;
        const at = own.indexOf(later);
        const known = view(own[at - 1] as Moment).durable.reports[id] ?? {};
        if (Object.keys(known).length === later.nodes.length) return false;
        if (later.time >= m.time + (env.params.within as number)) return true;
      }
      return false;
    }),
};

export const twins = naive(tests);
