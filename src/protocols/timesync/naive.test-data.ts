/** The promises again, from their definitions, over the whole history. */
import { type Moment, naive } from '../../testkit/suite.test-data.ts';
import type { ClientView, Sample } from './state.ts';

interface Setting {
  readonly sample: Sample;
  readonly time: number;
  readonly client: string;
  readonly place: number;
}
function settings(history: readonly Moment[]): Setting[] {
  return history.flatMap((m, place) => {
    if (m.node.role !== 'client') return [];
    const { sample } = (m.node as ClientView).volatile;
    const before = history.slice(0, place).findLast((o) => o.node.id === m.node.id)?.node as
      | ClientView
      | undefined;
    if (sample === null || sample === before?.volatile.sample) return [];
    return [{ sample, time: m.time, client: m.node.id, place }];
  });
}
const slack = (delay: number) => 2 + Math.floor(delay / 1000);

export const twins = naive({
  'error-bounded': (history) =>
    settings(history).some(
      ({ sample, time }) => Math.abs(sample.clock - time) > sample.bound + slack(sample.delay),
    ),
  'error-is-asymmetry': (history, env) =>
    settings(history).some(({ sample, time, client, place }) => {
      const past = history.slice(0, place);
      const asked = past.find((m) => m.node.id === client && m.sent.some((s) => s.message.k === sample.k));
      // Of a question that was copied, the copy whose answer was taken: it bears what the server noted.
      const lefts = past.filter((m) =>
        m.sent.some(
          ({ to, message: { k, t2, t3 } }) =>
            to === client && k === sample.k && t2 === sample.t2 && t3 === sample.t3,
        ),
      );
      const came = past.find((m) => {
        const { questions = [] } = m.node.volatile as {
          questions?: readonly { client: string; k: number; t2: number }[];
        };
        return questions.some((q) => q.client === client && q.k === sample.k && q.t2 === sample.t2);
      });
      if (!asked || lefts.length === 0) return false;
      return lefts.every((left) => {
        const arrived = came && came.time < left.time ? came.time : left.time;
        const work = env.params.method === 'Cristian' ? left.time - arrived : 0;
        const expected = (arrived - asked.time + work - (time - left.time)) / 2;
        return Math.abs(sample.clock - time - expected) > slack(time - asked.time);
      });
    }),
});
