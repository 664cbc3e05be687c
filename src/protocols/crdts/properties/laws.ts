/** The laws of merging, checked on the states that are there in the run. */

import type { JsonObject } from '../../../base/json.ts';
import type { Env, NodeView, Property, StepView } from '../../../engine/api.ts';
import { paramsOf, stateBased } from '../run.ts';
import type { ReplicaView } from '../state.ts';
import { CATALOGUE } from '../types/catalogue.ts';
import { sameState } from './texts-quick.ts';

type State = JsonObject;
type Join = (a: State, b: State) => State;

/** After each step that changes a state: that one, and those of the others. */
function law(
  id: string,
  check: (join: Join, own: ReplicaView, others: readonly ReplicaView[], say: (why: string) => void) => void,
): Property<Env> {
  return {
    id,
    init: (_nodes, env) => env,
    step(env, step, nodes, broken) {
      if (paramsOf(env).replication === 'operations' || !changes(step)) return env;
      const own = step.node as ReplicaView;
      check(stateBased(env).join, own, othersOf(nodes, own), broken);
      return env;
    },
  };
}

function changes(step: StepView): boolean {
  const before = (step.durableBefore as ReplicaView['durable']).copy;
  return (step.node as ReplicaView).durable.copy.state !== before.state;
}

function othersOf(nodes: readonly NodeView[], own: ReplicaView): readonly ReplicaView[] {
  return (nodes as readonly ReplicaView[]).filter((n) => n.id !== own.id && n.incarnation > 0);
}

function stateOf(node: ReplicaView): State {
  return node.durable.copy.state;
}

export const commutative = law('merge-commutative', (join, own, others, say) => {
  for (const other of others) {
    const [x, y] = [stateOf(own), stateOf(other)];
    if (sameState(join(x, y), join(y, x))) continue;
    say(
      `The states of ${own.id} and ${other.id} give one state merged in this order, and another in the other.`,
    );
  }
});

export const associative = law('merge-associative', (join, own, others, say) => {
  for (let i = 0; i + 1 < others.length; i++) {
    const [a, b] = [others[i] as ReplicaView, others[i + 1] as ReplicaView];
    for (const order of [
      [own, a, b],
      [a, own, b],
      [a, b, own],
    ] as const) {
      const [x, y, z] = order.map(stateOf) as [State, State, State];
      if (sameState(join(join(x, y), z), join(x, join(y, z)))) continue;
      say(
        `Of the states of ${order.map((n) => n.id).join(', ')}: merging the first two first gives one state, the last two first another.`,
      );
    }
  }
});

export const idempotent = law('merge-idempotent', (join, own, _others, say) => {
  const x = stateOf(own);
  if (!sameState(join(x, x), x)) say(`The state of ${own.id} merged with itself is another state.`);
});

/** By the order of the type as it should be: a state is at least another if merging that one into it changes nothing. */
export const inflationary: Property<Env> = {
  id: 'inflationary',
  init: (_nodes, env) => env,
  step(env, step, _nodes, broken) {
    const { type, replication } = paramsOf(env);
    if (replication === 'operations' || !changes(step)) return env;
    const { copy } = (step.node as ReplicaView).durable;
    const before = (step.durableBefore as ReplicaView['durable']).copy;
    if (copy.latest === before.latest) return env;
    const { join } = CATALOGUE[type].state;
    if (!sameState(join(copy.state, before.state), copy.state)) {
      broken(
        `The update of ${step.node.id} leaves a state that is not above the one before: merging that one brings it back.`,
      );
    }
    return env;
  },
};
