/** A property that looks at what is new in the history after every step of the database. */
import type { Env, NodeView, Property } from '../../../engine/api.ts';
import type { DatabaseView } from '../state.ts';
import { type Facts, factsOf } from './facts.ts';

interface Seen {
  /** How many events of the history were looked at. */
  readonly events: number;
  readonly engine: string;
}

export function overHistory(
  id: string,
  look: (facts: Facts, from: number, engine: string, broken: (why: string) => void) => void,
): Property<Seen> {
  return {
    id,
    init: (_nodes: readonly NodeView[], env: Env) => ({ events: 0, engine: String(env.params.engine) }),
    step(acc, { node }, _nodes, broken) {
      if (node.role !== 'database') return acc;
      const { history } = (node as DatabaseView).durable;
      if (history.length === acc.events) return acc;
      // Another set-up begins another history.
      const from = history.length < acc.events ? 0 : acc.events;
      look(factsOf(history), from, acc.engine, broken);
      return { ...acc, events: history.length };
    },
  };
}
