/** The promises and the algorithm once more, as plainly as can be: from all that was ever seen, and by the recursion of the paper. */
import type { Property } from '../../engine/api.ts';
import { type PartialSpec, simulate } from '../../testkit/simulate.ts';
import { type Moment, naive, type Test } from '../../testkit/suite.test-data.ts';
import { protocol } from './protocol.ts';
import type { CommanderDurable, GeneralsMessage, LieutenantDurable, Oral, Order } from './state.ts';

const now = (history: readonly Moment[]) => history.at(-1) as Moment;
const loyal = ({ nodes }: Moment, role: string) =>
  nodes.filter((n) => n.role === role && !n.byzantine && n.up && n.incarnation === 1);
const decisions = (moment: Moment) =>
  loyal(moment, 'lieutenant').map((n) => (n.durable as LieutenantDurable).decision);

const tests: Readonly<Record<string, Test>> = {
  ic1: (history) => new Set(decisions(now(history)).filter((d) => d !== null)).size > 1,
  ic2: (history) =>
    loyal(now(history), 'commander').some(({ durable }) => {
      const { order } = durable as CommanderDurable;
      return order !== null && decisions(now(history)).some((d) => d !== null && d !== order);
    }),
  termination: (history, { params, nodes }) => {
    const { algorithm, m, orderAt, roundTime } = params as {
      algorithm: string;
      m: string;
      orderAt: number;
      roundTime: number;
    };
    const most = algorithm === 'SM' ? nodes.length - 2 : Math.ceil(nodes.length / 3) - 1;
    const rounds = (m === 'from n' ? Math.min(3, most) : Number(m)) + 1;
    const over = orderAt + (rounds + 1) * roundTime;
    return now(history).time >= over && decisions(now(history)).includes(null);
  },
  'orders-signed': (history) => {
    const signed = history
      .filter(({ node }) => node.role === 'commander')
      .flatMap(({ sent }) => sent.map(({ message }) => (message as GeneralsMessage).v));
    return loyal(now(history), 'lieutenant').some((n) =>
      (n.durable as LieutenantDurable).V.some(({ v }) => !signed.includes(v)),
    );
  },
};
export const twins = naive(tests);

/** What somebody said: the first word by a path to somebody, null if there was none. The speaker is the last of the path. */
export type Said = (path: readonly string[], to: string) => Order | null;

/** OM(m) as the paper has it: what each of these lieutenants makes of the word of a commander, the last of `path`. */
export function om(
  m: number,
  path: readonly string[],
  lieutenants: readonly string[],
  said: Said,
): ReadonlyMap<string, Order> {
  const v = new Map(lieutenants.map((i) => [i, said(path, i) ?? 'retreat'] as const));
  if (m === 0) return v;
  const sub = new Map(
    lieutenants.map((j) => {
      const rest = lieutenants.filter((i) => i !== j);
      return [j, om(m - 1, [...path, j], rest, said)] as const;
    }),
  );
  return new Map(
    lieutenants.map((i) => {
      const words = lieutenants.map((j) => (j === i ? v.get(i) : sub.get(j)?.get(i)) as Order);
      const attack = words.filter((word) => word === 'attack').length;
      return [i, attack > words.length / 2 ? 'attack' : 'retreat'] as const;
    }),
  );
}

/** 2 traitors of 7 take 6 + 6·5 + 6·5·4 words. */
export function wordsOf(n: number, m: number): number {
  let [words, sum] = [1, 0];
  for (let k = 0; k <= m; k++) {
    words *= n - 1 - k;
    sum += words;
  }
  return sum;
}

/** A run, what was said in it, and what each lieutenant decided. */
export function listen(spec: PartialSpec): {
  readonly said: Said;
  readonly words: number;
  readonly broken: readonly string[];
  readonly decisions: ReadonlyMap<string, Order | null>;
} {
  const all = new Map<string, Order>();
  let words = 0;
  const recorder: Property<null> = {
    id: 'recorder',
    init: () => null,
    step(acc, { sent }) {
      for (const { to, message } of sent) {
        words++;
        const { type, path, v } = message as Oral;
        if (type === 'Oral' && !all.has(`${path.join(' ')} ${to}`)) all.set(`${path.join(' ')} ${to}`, v);
      }
      return acc;
    },
  };
  const { trace, last } = simulate({ ...protocol, properties: [recorder, ...protocol.properties] }, spec, {
    freeze: false,
  });
  const lieutenants = last().nodes.filter((node) => node.role === 'lieutenant');
  return {
    said: (path, to) => all.get(`${path.join(' ')} ${to}`) ?? null,
    words,
    broken: trace.violations.map((v) => v.property).sort(),
    decisions: new Map(lieutenants.map((n) => [n.id, n.durable.decision as Order | null])),
  };
}
