/** Copies that have the same updates, and what they have. */

import { jsonEqual } from '../../../base/json.ts';
import type { Env, Property } from '../../../engine/api.ts';
import { missing, paramsOf, typeOf } from '../run.ts';
import { meaningOf } from '../spec/values.ts';
import type { Copy, ReplicaView } from '../state.ts';
import { covers } from '../types/dots.ts';
import { updateWords, valueWords } from '../words.ts';
import { type History, noHistory, remember, updatesIn } from './history.ts';
import { certainlyRight, freshUpdates, sameState, spansOf } from './texts-quick.ts';

export const strongConvergence: Property<Env> = {
  id: 'strong-convergence',
  init: (_nodes, env) => env,
  step(env, step, nodes, broken) {
    const node = step.node as ReplicaView;
    const { copy } = node.durable;
    if (copy === (step.durableBefore as ReplicaView['durable']).copy) return env;
    for (const other of nodes as readonly ReplicaView[]) {
      if (other.id === node.id || other.incarnation === 0) continue;
      const theirs = other.durable.copy;
      if (!jsonEqual(copy.seen, theirs.seen) || sameState(copy.state, theirs.state)) continue;
      const show = (c: Copy) => valueWords(typeOf(env).value(c.state));
      const shown =
        show(copy) === show(theirs) ? 'keep different states' : `show ${show(copy)} and ${show(theirs)}`;
      broken(`${node.id} and ${other.id} have the same updates, and ${shown}.`);
    }
    return env;
  },
};

export const specification: Property<History> = {
  id: 'specification',
  init: (_nodes, env) => noHistory(env, true),
  step(acc, step, _nodes, broken) {
    const [next, change] = remember(acc, step);
    if (
      change === null ||
      (change.copy.state === change.before.state && change.copy.seen === change.before.seen)
    ) {
      return next;
    }
    const { env } = acc;
    const { copy, before, node } = change;
    const { type } = paramsOf(env);
    const { texts } = next;
    if (texts !== null) {
      const [old, now] = [spansOf(before.state), spansOf(copy.state)];
      const fresh = freshUpdates(next.made, copy.seen, before.seen);
      if (fresh !== null && certainlyRight(type, texts, node.id, old, now, fresh)) {
        return { ...next, texts: { ...texts, right: { ...texts.right, [node.id]: now } } };
      }
    }
    const shown = typeOf(env).value(copy.state);
    const meant = meaningOf(type, updatesIn(next, copy.seen));
    if (!jsonEqual(shown, meant)) {
      broken(`${node.id} shows ${valueWords(shown)}; the updates it has mean ${valueWords(meant)}.`);
    }
    return next;
  },
};

export const causallyClosed: Property<History> = {
  id: 'causally-closed',
  init: (_nodes, env) => noHistory(env),
  step(acc, step, _nodes, broken) {
    const [next, change] = remember(acc, step);
    if (change === null) return next;
    const { seen } = change.copy;
    const fresh = new Set(missing(seen, change.before.seen));
    for (const { id, after } of updatesIn(next, seen)) {
      if (!fresh.has(id) || covers(seen, after)) continue;
      const lacks = updateWords(missing(after, seen));
      broken(`${change.node.id} has ${id}, and lacks ${lacks}, which its replica had seen.`);
    }
    return next;
  },
};

export const neverNegative: Property<Env> = {
  id: 'never-negative',
  init: (_nodes, env) => env,
  step(env, step, _nodes, broken) {
    const { floor } = paramsOf(env);
    const node = step.node as ReplicaView;
    const { copy } = node.durable;
    if (!floor || copy === (step.durableBefore as ReplicaView['durable']).copy) return env;
    const value = typeOf(env).value(copy.state);
    if (typeof value === 'number' && value < 0) broken(`${node.id} shows ${valueWords(value)}.`);
    return env;
  },
};
