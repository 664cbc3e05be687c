/**
 * What the generals' algorithms promise, in the order of `meta.properties`. Who lied or was ever down counts as a traitor; of a traitor nothing is
 * promised. Judged when somebody decides, for what is decided stays.
 */
import type { NodeView, Property } from '../../engine/api.ts';
import { endOf, roundsOf } from './rounds.ts';
import type { CommanderDurable, LieutenantStep, LieutenantView, Order, Signed } from './state.ts';

export function isLoyal(node: NodeView): boolean {
  return !node.byzantine && node.up && node.incarnation === 1;
}

function isLieutenant(node: NodeView): node is LieutenantView {
  return node.role === 'lieutenant';
}

/** The lieutenant that decided in this step, if one did and is loyal. */
function decider(step: LieutenantStep): LieutenantView | null {
  const { node, durableBefore } = step;
  if (!isLieutenant(node) || !isLoyal(node)) return null;
  return node.durable.decision !== null && durableBefore.decision === null ? node : null;
}

const ic1: Property<null> = {
  id: 'ic1',
  init: () => null,
  step(acc, step, nodes, broken) {
    const node = decider(step as LieutenantStep);
    if (node === null) return acc;
    const { decision } = node.durable;
    const other = nodes.find(
      (o) => isLieutenant(o) && isLoyal(o) && o.durable.decision !== null && o.durable.decision !== decision,
    ) as LieutenantView | undefined;
    if (other) broken(`${node.id} decides to ${decision}, and ${other.id} to ${other.durable.decision}.`);
    return acc;
  },
};

/** Judged also when the order is given: it may be given late. */
const ic2: Property<null> = {
  id: 'ic2',
  init: () => null,
  step(acc, step, nodes, broken) {
    const { node } = step;
    const commander = nodes.find((o) => o.role === 'commander');
    if (commander === undefined || !isLoyal(commander)) return acc;
    const { order } = commander.durable as CommanderDurable;
    if (order === null) return acc;
    const decided = node.id === commander.id ? nodes : [decider(step as LieutenantStep)];
    for (const other of decided) {
      if (other === null || !isLieutenant(other) || !isLoyal(other)) continue;
      const { decision } = other.durable;
      if (decision === null || decision === order) continue;
      broken(`${commander.id} is loyal and ordered ${order}; ${other.id} decides to ${decision}.`);
    }
    return acc;
  },
};

/** Judged by the true time, from the hour on at which all act. */
const termination: Property<number> = {
  id: 'termination',
  init: (_nodes, env) => endOf(env, roundsOf(env) + 1),
  step(hour, step, nodes, broken) {
    if (step.time < hour) return hour;
    for (const other of nodes) {
      if (isLieutenant(other) && isLoyal(other) && other.durable.decision === null) {
        broken(`The hour has come to act, and ${other.id} has not decided.`);
      }
    }
    return hour;
  },
};

interface Given {
  /** Orders that the commander has signed and sent. */
  readonly orders: readonly Order[];
}
const ordersSigned: Property<Given> = {
  id: 'orders-signed',
  init: () => ({ orders: [] }),
  step(acc, step, _nodes, broken) {
    const { node } = step;
    if (node.role === 'commander') {
      const orders = [...acc.orders];
      for (const { message } of step.sent) {
        const { type, v } = message as Signed;
        if (type === 'Signed' && !orders.includes(v)) orders.push(v);
      }
      return orders.length === acc.orders.length ? acc : { orders };
    }
    const { V } = (node as LieutenantView).durable;
    if (V === (step as LieutenantStep).durableBefore.V || !isLoyal(node)) return acc;
    for (const { v } of V) {
      if (!acc.orders.includes(v)) broken(`${node.id} has an order to ${v} that the commander never signed.`);
    }
    return acc;
  },
};

export const properties: readonly Property[] = [ic1, ic2, termination, ordersSigned];
