/** What an answer can tell, and where the rest of the error comes from: in the order of `meta.properties`. */
import type { Micros, NodeId, Property, StepView } from '../../engine/api.ts';
import type { Answer, ClientStep, Method, Sample, ServerVolatile } from './state.ts';

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

/** One copy of a question at the server: true times, and what the server noted. */
interface Copy {
  readonly came: Micros;
  readonly t2: Micros;
  readonly left?: Micros;
  readonly t3?: Micros;
}
/** Of a client's latest question. The network may copy it: its client goes by whichever answer comes first. */
interface Exchange {
  readonly k: number;
  readonly asked: Micros;
  readonly copies: readonly Copy[];
}
interface Exchanges {
  readonly method: Method;
  readonly of: Readonly<Record<NodeId, Exchange>>;
}

const errorIsAsymmetry: Property<Exchanges> = {
  id: 'error-is-asymmetry',
  init: (_nodes, env) => ({ method: env.params.method as Method, of: {} }),
  step(acc, step, _nodes, broken) {
    const { node, time } = step;
    if (node.role === 'server') return served(acc, step);
    const { durable } = (step as ClientStep).node;
    const own = acc.of[node.id];
    if (durable.asked > (own?.k ?? 0))
      return { ...acc, of: { ...acc.of, [node.id]: { k: durable.asked, asked: time, copies: [] } } };
    const sample = setBy(step as ClientStep);
    if (sample === null || own === undefined || own.k !== sample.k) return acc;
    // Two copies with the same notes cannot be told apart: it is enough that one of them is as promised.
    const wrong = own.copies.flatMap(({ came, t2, left, t3 }) => {
      if (left === undefined || t2 !== sample.t2 || t3 !== sample.t3) return [];
      const [there, back] = [came - own.asked, time - left];
      // Cristian cannot tell the server's work from the way there.
      const work = acc.method === 'Cristian' ? left - came : 0;
      const off = sample.clock - time - (there + work - back) / 2;
      return [{ there, back, is: (off < 0 ? -off : off) > slack(time - own.asked) }];
    });
    const [first] = wrong;
    if (first !== undefined && wrong.every(({ is }) => is)) {
      broken(
        `${node.id} is off by ${ms(sample.clock - time)} after ${ms(first.there)} there and ${ms(first.back)} back.`,
      );
    }
    return acc;
  },
};

/** Notes when questions come to the server, and when they leave it. */
function served(acc: Exchanges, { node, time, sent, volatileBefore }: StepView): Exchanges {
  let { of } = acc;
  const put = (id: NodeId, k: number, change: (copies: readonly Copy[]) => readonly Copy[]) => {
    const own = of[id];
    if (own?.k === k) of = { ...of, [id]: { ...own, copies: change(own.copies) } };
  };
  const { questions } = node.volatile as ServerVolatile;
  const had = (volatileBefore as ServerVolatile | null)?.questions ?? [];
  for (const question of questions) {
    const { client, k, t2 } = question;
    if (!had.includes(question)) put(client, k, (copies) => [...copies, { came: time, t2 }]);
  }
  for (const { to, message } of sent) {
    const { k, t2, t3 } = message as Answer;
    put(to, k, (copies) => {
      const i = copies.findIndex((copy) => copy.t2 === t2 && copy.left === undefined);
      const copy = copies[i];
      // With no work to do it comes and leaves in one step.
      if (copy === undefined) return [...copies, { came: time, t2, left: time, t3 }];
      return copies.with(i, { ...copy, left: time, t3 });
    });
  }
  return of === acc.of ? acc : { ...acc, of };
}

function ms(time: Micros): string {
  return `${(time / 1000).toFixed(1)} ms`;
}

export const properties: readonly Property[] = [errorBounded, errorIsAsymmetry];
