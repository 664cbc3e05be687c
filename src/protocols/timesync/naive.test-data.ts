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
      const answers = past.filter((m) =>
        m.sent.some((s) => s.to === client && s.message.type === 'Answer' && s.message.k === sample.k),
      );
      const came = past.find((m) => {
        const { questions = [] } = m.node.volatile as {
          questions?: readonly { client: string; k: number }[];
        };
        return questions.some((q) => q.client === client && q.k === sample.k);
      });
      const left = answers[0];
      if (!asked || !left) return false;
      const arrived = came && came.time < left.time ? came.time : left.time;
      const work = env.params.method === 'Cristian' ? left.time - arrived : 0;
      const expected = (arrived - asked.time + work - (time - left.time)) / 2;
      return Math.abs(sample.clock - time - expected) > slack(time - asked.time);
    }),
});
