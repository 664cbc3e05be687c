/** What an answer can tell, and where the rest of the error comes from: in the order of `meta.properties`. */
import type { Micros, NodeId, NodeView, Property } from '../../engine/api.ts';
import type { Answer, ClientStep, Method, Sample } from './state.ts';

/** What a step set its client's clock by. */
function setBy(step: ClientStep): Sample | null {
  if (step.node.role !== 'client') return null;
  const { sample } = step.node.volatile;
  // After a crash there is none, whatever the state before holds.
  return sample === null || sample === step.volatileBefore.sample ? null : sample;
}

/** Clocks may drift by one in a thousand during a round trip; halves are rounded. */
function slack(roundTrip: Micros): Micros {
  return 2 + (roundTrip - (roundTrip % 1000)) / 1000;
}

const errorBounded: Property<null> = {
  id: 'error-bounded',
  init: () => null,
  step(acc, step, _nodes, broken) {
    const sample = setBy(step as ClientStep);
    if (sample === null) return acc;
    const error = sample.clock - step.time;
    if ((error < 0 ? -error : error) > sample.bound + slack(sample.delay)) {
      broken(
        `${step.node.id} sets its clock to ${ms(sample.clock)}, thinks it wrong by at most ${ms(sample.bound)}, and it is ${ms(step.time)}.`,
      );
    }
    return acc;
  },
};

/** True times of one exchange. */
interface Exchange {
  readonly asked: Micros;
  readonly came?: Micros;
  readonly left?: Micros;
}
interface Exchanges {
  readonly method: Method;
  /** By client: that of its latest question. */
  readonly of: Readonly<Record<NodeId, Exchange & { readonly k: number }>>;
}

const errorIsAsymmetry: Property<Exchanges> = {
  id: 'error-is-asymmetry',
  init: (_nodes, env) => ({ method: env.params.method as Method, of: {} }),
  step(acc, step, _nodes, broken) {
    const { node, time } = step;
    if (node.role === 'server') return served(acc, step.sent, node, time);
    const { durable } = (step as ClientStep).node;
    const own = acc.of[node.id];
    if (durable.asked > (own?.k ?? 0))
      return { ...acc, of: { ...acc.of, [node.id]: { k: durable.asked, asked: time } } };
    const sample = setBy(step as ClientStep);
    if (sample === null || own?.came === undefined || own.left === undefined || own.k !== sample.k)
      return acc;
    const [there, back] = [own.came - own.asked, time - own.left];
    // Cristian cannot tell the server's work from the way there.
    const work = acc.method === 'Cristian' ? own.left - own.came : 0;
    const off = sample.clock - time - (there + work - back) / 2;
    if ((off < 0 ? -off : off) > slack(time - own.asked)) {
      broken(
        `${node.id} is off by ${ms(sample.clock - time)} after ${ms(there)} there and ${ms(back)} back.`,
      );
    }
    return acc;
  },
};

/** Notes when questions come to the server and leave it; the first copy of each counts, as it does for its client. */
function served(
  acc: Exchanges,
  sent: readonly { readonly to: string; readonly message: object }[],
  node: NodeView,
  time: Micros,
): Exchanges {
  let { of } = acc;
  const { questions } = node.volatile as {
    questions: readonly { readonly client: string; readonly k: number }[];
  };
  for (const { client, k } of questions) {
    const own = of[client];
    if (own && own.k === k && own.came === undefined) of = { ...of, [client]: { ...own, came: time } };
  }
  for (const { to, message } of sent) {
    const { k } = message as Answer;
    const own = of[to];
    if (own && own.k === k && own.left === undefined)
      of = { ...of, [to]: { ...own, came: own.came ?? time, left: time } };
  }
  return of === acc.of ? acc : { ...acc, of };
}

function ms(time: Micros): string {
  return `${(time / 1000).toFixed(1)} ms`;
}

export const properties: readonly Property[] = [errorBounded, errorIsAsymmetry];
