/** What commit wait is for, and what it rests on: in the order of `meta.properties`. */
import type { NodeId, Property } from '../../engine/api.ts';
import { type ClientView, ms, type ServerView } from './state.ts';

interface Answered {
  /** The greatest timestamp a client was told, ms, and who was told it. */
  readonly most: { readonly s: number; readonly who: string } | null;
  /** By client: which transaction it runs, and what the greatest was when it started it. */
  readonly floors: Readonly<Record<NodeId, { readonly t: number; readonly floor: Answered['most'] }>>;
}

const externalConsistency: Property<Answered> = {
  id: 'external-consistency',
  init: () => ({ most: null, floors: {} }),
  step(acc, step, _nodes, broken) {
    const { id, role } = step.node;
    if (role !== 'client') return acc;
    const { durable, volatile } = step.node as ClientView;
    let { most, floors } = acc;
    const running = floors[id];
    for (const { outcome, value } of step.completed) {
      if (outcome !== 'ok' || typeof value !== 'number') continue;
      const who = `transaction ${running?.t} of ${id}`;
      if (running?.floor && value <= running.floor.s) {
        broken(
          `${who} has timestamp ${value.toFixed(1)}, and started after ${running.floor.who} was answered with ${running.floor.s.toFixed(1)}.`,
        );
      }
      if (most === null || value > most.s) most = { s: value, who };
    }
    // Answer and next start may be one step: the answer came first.
    if (volatile.open && volatile.open.t !== running?.t) {
      floors = { ...floors, [id]: { t: durable.started, floor: most } };
    }
    return most === acc.most && floors === acc.floors ? acc : { most, floors };
  },
};

const intervalContainsTime: Property<null> = {
  id: 'interval-contains-time',
  init: () => null,
  step(acc, step, _nodes, broken) {
    const { id, role } = step.node;
    if (role !== 'server') return acc;
    const { now } = (step.node as ServerView).volatile;
    // Each look makes a new interval, as it was at this step.
    if (now === null || now === (step.volatileBefore as ServerView['volatile']).now) return acc;
    if (step.time < now.earliest || step.time > now.latest) {
      broken(
        `${id} takes the time for ${ms(now.earliest)} to ${ms(now.latest)}, and it is ${ms(step.time)}.`,
      );
    }
    return acc;
  },
};

export const properties: readonly Property[] = [externalConsistency, intervalContainsTime];
