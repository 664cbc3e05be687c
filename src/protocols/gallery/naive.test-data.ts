/** The promises again, worked out from everything that was ever seen, with nothing carried along. Slow and plain. */
import type { Env, NodeView, Property, SentMessage, StepView } from '../../engine/api.ts';
import { empty, toArray } from '../../protolib/list.ts';
import type { ClientView, KeeperView, Note } from './state.ts';

/** The world after a step, and what the step sent. */
interface Moment {
  readonly time: number;
  readonly node: number;
  readonly nodes: readonly NodeView[];
  readonly sent: readonly SentMessage[];
}

interface Keeper extends Omit<KeeperView, 'durable'> {
  readonly count: number;
  readonly notes: readonly Note[];
}

const keepers = ({ nodes }: Moment): Keeper[] =>
  nodes
    .filter((n): n is KeeperView => n.role === 'keeper')
    .map(({ durable, ...n }) => ({ ...n, count: durable.count, notes: toArray(durable.notes) }));
const honest = (history: readonly Moment[]) => keepers(seen(history)).filter((k) => !k.byzantine);
const actor = (moment: Moment) => moment.nodes[moment.node] as NodeView;
const last = (history: readonly Moment[]) => history.at(-1) as Moment;
/** The present, with each keeper's disk as its own latest step left it. */
function seen(history: readonly Moment[]): Moment {
  const now = last(history);
  const nodes = now.nodes.map((node) => {
    const own = history.findLast((m) => m.node === node.index)?.nodes[node.index];
    const durable = own?.durable ?? { count: 0, notes: empty() };
    return node.role === 'keeper' ? { ...node, durable } : node;
  });
  return { ...now, nodes };
}
const name = ({ from, n }: Note) => `${from}.${n}`;
const pendingOf = (client: NodeView | undefined) =>
  client?.up ? ((client as ClientView).volatile.pending ?? []) : [];
const waitsFor = (client: NodeView | undefined, n: number, keeper: string) =>
  pendingOf(client).some((p) => p.n === n && p.missing.includes(keeper));

type Test = (history: readonly Moment[], env: Env) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  'confirmed-kept': (history) => {
    const now = seen(history);
    const has = (id: string, from: string, n: number) =>
      keepers(now).some((k) => k.id === id && k.notes.some((note) => note.from === from && note.n === n));
    const said = actor(now);
    if (
      said.role === 'keeper' &&
      now.sent.some((s) => s.message.type === 'Kept' && !has(said.id, s.to, s.message.n as number))
    )
      return true;
    return history.some((moment, i) => {
      const client = actor(moment);
      if (client.role !== 'client' || client.byzantine) return false;
      const before = history[i - 1]?.nodes[moment.node];
      if (before?.incarnation !== client.incarnation) return false;
      return pendingOf(before).some(({ n, missing }) =>
        missing.some((id) => {
          return !waitsFor(client, n, id) && !has(id, client.id, n);
        }),
      );
    });
  },
  'count-agrees': (history) =>
    honest(history).some((k) => k.up && k.index === last(history).node && k.count !== k.notes.length),
  'stored-once': (history) =>
    honest(history).some(({ notes }) => new Set(notes.map(name)).size < notes.length),
  'stored-in-order': (history) =>
    honest(history).some(({ notes }) => {
      const firsts = notes.filter((note, i) => notes.findIndex((other) => name(other) === name(note)) === i);
      return firsts.some((b, i) => firsts.slice(0, i).some((a) => a.from === b.from && a.n > b.n));
    }),
  'only-what-was-sent': (history) =>
    honest(history).some((k) =>
      k.notes.some(
        ({ from, n, word }) =>
          !history.some(
            (moment) =>
              actor(moment).id === from &&
              moment.sent.some(
                (s) =>
                  s.to === k.id && s.message.type === 'Note' && s.message.n === n && s.message.word === word,
              ),
          ),
      ),
    ),
  'one-word': (history) => {
    const all = honest(history);
    const wordOf = (k: Keeper, note: Note) => k.notes.findLast((other) => name(other) === name(note))?.word;
    return all.some((a) =>
      a.notes.some((note) => {
        const mine = wordOf(a, note);
        return all.some((b) => wordOf(b, note) !== undefined && wordOf(b, note) !== mine);
      }),
    );
  },
  'answered-in-time': (history, env) =>
    history.some((moment, i) => {
      const client = actor(moment);
      if (client.role !== 'client' || client.byzantine) return false;
      return moment.sent.some(({ to, message }) => {
        const keeper = moment.nodes.find((k) => k.id === to) as NodeView;
        if (message.type !== 'Note' || !keeper.up) return false;
        const due = moment.time + (env.params.answerWithin as number);
        for (const later of history.slice(i + 1)) {
          const [c, k] = [later.nodes[client.index], later.nodes[keeper.index]] as [NodeView, NodeView];
          if (!c.up || c.incarnation !== client.incarnation || c.byzantine) return false;
          if (!k.up || k.incarnation !== keeper.incarnation || k.byzantine) return false;
          const own = later.node === client.index;
          if (!waitsFor(c, message.n as number, to)) return own && later.time > due;
          if (own && later.time >= due) return true;
        }
        return false;
      });
    }),
  'no-false-suspicion': (history, env) => {
    const now = last(history);
    const node = actor(now);
    if (node.role !== 'keeper' || node.byzantine) return false;
    const before = history.at(-2)?.nodes[now.node];
    const old = before?.incarnation === node.incarnation ? (before as KeeperView).volatile.suspects : [];
    return (node as KeeperView).volatile.suspects.some((id) => {
      if (old.includes(id)) return false;
      const other = now.nodes.find((n) => n.id === id) as NodeView;
      const boot = history.find((m) => m.node === other.index && actor(m).incarnation === other.incarnation);
      if (!other.up || other.byzantine || !boot) return false;
      return now.time - boot.time >= (env.params.suspectAfter as number);
    });
  },
  'crash-noticed': (history, env) => {
    const now = last(history);
    const { latency, fsync, suspectAfter, heartbeat } = env.params as Record<string, unknown>;
    const [longest, slowest] = [(latency as number[])[1] as number, (fsync as number[])[1] as number];
    const look = (suspectAfter as number) + (heartbeat as number);
    const bound = longest + look + 2 * env.ids('client').length * slowest;
    const longAgo = (is: (m: Moment) => boolean) => {
      const since = history.findLastIndex((m) => !is(m)) + 1;
      return since < history.length && now.time > (history[since] as Moment).time + bound;
    };
    return keepers(now).some(
      (gone) =>
        gone.incarnation > 0 &&
        longAgo((m) => {
          const k = m.nodes[gone.index] as NodeView;
          return k.incarnation > 0 && !k.up;
        }) &&
        honest(history).some((k) => {
          if (k.index !== now.node || !k.up || k.id === gone.id || k.volatile.suspects.includes(gone.id))
            return false;
          const boot = history.find((m) => m.node === k.index && actor(m).incarnation === k.incarnation);
          return boot !== undefined && now.time > boot.time + bound;
        }),
    );
  },
  'stamps-follow': (history) => {
    const now = last(history);
    return honest(history).some((k) => {
      if (k.index !== now.node) return false;
      const before = history.slice(0, -1).findLast((m) => m.node === k.index);
      const old = before ? toArray((before.nodes[k.index] as KeeperView).durable.notes) : [];
      if (old.some((note, i) => JSON.stringify(note) !== JSON.stringify(k.notes[i]))) return false;
      return k.notes.slice(old.length).some(({ from, n, stamp }) => {
        const sending = history.findLast(
          (m) =>
            actor(m).id === from &&
            !actor(m).byzantine &&
            m.sent.some((s) => s.message.type === 'Note' && s.message.n === n),
        );
        const floor = sending ? (actor(sending) as ClientView).volatile.latest : null;
        return floor !== null && stamp < floor;
      });
    });
  },
};

/** Of the same names as the real ones. */
export const naive: readonly Property[] = Object.entries(TESTS).map(
  ([id, test]): Property<{ readonly env: Env; readonly history: readonly Moment[] }> => ({
    id,
    init: (_nodes, env) => ({ env, history: [] }),
    step({ env, history }, step: StepView, nodes, broken) {
      const moment = {
        time: step.time,
        node: step.node.index,
        nodes: nodes.map((n) => ({ ...n })),
        sent: [...step.sent],
      };
      const next = [...history, moment];
      if (test(next, env)) broken(id);
      return { env, history: next };
    },
  }),
);
