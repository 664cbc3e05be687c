/** What clients are promised: no lie, and an answer. */
import { jsonEqual } from '../../../base/json.ts';
import type { NodeView, Property } from '../../../engine/api.ts';
import { faulty } from '../quorums.ts';
import type { ClientVolatile } from '../state.ts';
import { opText, valueText } from '../words.ts';
import { clientStep, isCorrect } from './common.ts';

export const clientNotMisled: Property<null> = {
  id: 'client-not-misled',
  init: () => null,
  step(acc, step, nodes, broken) {
    const s = clientStep(step);
    const asked = s?.volatileBefore.pending ?? null;
    if (s === null || asked === null || s.node.volatile.pending?.operation === asked.operation) return acc;
    const done = s.completed.find((c) => c.operation === asked.operation);
    if (done === undefined) return acc;
    const { c, t, o } = asked.request;
    // A client asks for one thing at a time: whoever has executed it has nothing later of that client.
    const answers = nodes.filter(isCorrect).flatMap((replica) => {
      const last = replica.durable.replies[c];
      return last?.t === t ? [last.r] : [];
    });
    const told = done.value ?? null;
    if (answers.some((r) => jsonEqual(r, told))) return acc;
    const what = o.f === 'write' ? `that ${opText(o)} is done` : `${valueText(told)} for ${opText(o)}`;
    const why =
      answers.length === 0
        ? 'and no correct replica has executed it'
        : `and the right answer is ${valueText(answers[0] ?? null)}`;
    broken(`${s.node.id} accepts ${what}, ${why}.`);
    return acc;
  },
};

/** By client: the operation it waits for, and since when an answer is owed, µs. */
interface Owed {
  readonly f: number;
  /** After this time the network behaves, µs, and within so long requests are answered. 0: nothing is promised. */
  readonly gst: number;
  readonly bound: number;
  readonly of: Readonly<Record<string, { readonly operation: number; readonly since: number }>>;
}

export const progress: Property<Owed> = {
  id: 'progress',
  init: (_nodes, env) => ({
    f: faulty(env),
    gst: env.params.gst as number,
    bound: env.params.progressBound as number,
    of: {},
  }),
  step(acc, { time }, nodes, broken) {
    if (acc.bound === 0) return acc;
    const calm = time >= acc.gst && nodes.filter(isAway).length <= acc.f;
    let of = acc.of;
    for (const node of nodes) {
      if (node.role !== 'client') continue;
      const operation = node.up ? ((node.volatile as ClientVolatile).pending?.operation ?? null) : null;
      const known = of[node.id];
      if (operation === null || !calm) {
        if (known !== undefined) of = without(of, node.id);
      } else if (known?.operation !== operation) {
        of = { ...of, [node.id]: { operation, since: time } };
      } else if (time - known.since > acc.bound) {
        broken(
          `${node.id} has waited for ${Math.floor((time - known.since) / 1000)} ms while the network behaved.`,
        );
      }
    }
    return of === acc.of ? acc : { ...acc, of };
  },
};

/** Faulty in the eyes of the paper: a liar, or down. */
function isAway(node: NodeView): boolean {
  return node.role === 'replica' && (node.byzantine || !node.up);
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _, ...rest } = record;
  return rest;
}
