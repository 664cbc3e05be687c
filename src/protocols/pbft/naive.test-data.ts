/** The same promises, by their definitions: all that ever happened is kept, and everything is compared anew after every step. */
import { jsonEqual } from '../../base/json.ts';
import type { Env, NodeView, Property, StepView } from '../../engine/api.ts';
import { toArray } from '../../protolib/list.ts';
import { properties } from './properties.ts';
import { faulty } from './quorums.ts';
import { NULL_DIGEST } from './signed.ts';
import type {
  ClientVolatile,
  Executed,
  PbftMessage,
  ReplicaDurable,
  ReplicaView,
  ReplicaVolatile,
  Request,
} from './state.ts';

/** That a replica prepared, or has committed-local, this digest under this view and number. */
interface Fact {
  readonly by: string;
  readonly v: number;
  readonly n: number;
  readonly d: string;
}

/** What is kept of a run: mutable, for tests need no keyframes. Facts by their text, so that each counts once. */
interface Past {
  readonly env: Env;
  readonly prepared: Map<string, Fact>;
  readonly committed: Map<string, Fact>;
  readonly asked: Set<string>;
  readonly kept: Map<string, { readonly n: number; readonly d: string }>;
  readonly moments: {
    readonly time: number;
    readonly calm: boolean;
    readonly waits: Readonly<Record<string, number | null>>;
  }[];
}

type Check = (past: Past, step: StepView, nodes: readonly NodeView[]) => boolean;

const correct = (nodes: readonly NodeView[]) =>
  nodes.filter((n) => n.role === 'replica' && !n.byzantine) as unknown as readonly ReplicaView[];
const executed = (r: { readonly durable: ReplicaDurable }) => toArray(r.durable.executed) as Executed[];
const pairs = <T>(list: readonly T[]) =>
  list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b] as const));
const name = (m: Request) => `${m.c} ${m.t}`;
const whole = (m: Request) => `${name(m)} ${m.o.f} ${m.o.key} ${m.o.f === 'write' ? m.o.value : ''}`;
const applied = (r: ReplicaView) =>
  executed(r).flatMap((e) => (e.applied && e.m !== null ? [name(e.m)] : []));

const holds: Readonly<Record<string, Check>> = {
  agreement: (_past, _step, nodes) =>
    pairs(correct(nodes)).every(([a, b]) =>
      executed(a).every((x) => executed(b).every((y) => x.n !== y.n || x.d === y.d)),
    ),

  'total-order': (_past, _step, nodes) =>
    pairs(correct(nodes)).every(([a, b]) => {
      const [x, y] = [[...new Set(applied(a))], [...new Set(applied(b))]];
      return jsonEqual(
        x.filter((k) => y.includes(k)),
        y.filter((k) => x.includes(k)),
      );
    }),

  validity: (past, _step, nodes) =>
    correct(nodes).every((r) =>
      executed(r).every(({ m, d }) => (m === null ? d === NULL_DIGEST : past.asked.has(whole(m)))),
    ),

  'exactly-once': (_past, _step, nodes) =>
    correct(nodes).every((r) => new Set(applied(r)).size === applied(r).length),

  'unique-prepared': ({ prepared }) =>
    pairs([...prepared.values()]).every(([a, b]) => a.v !== b.v || a.n !== b.n || a.d === b.d),

  'committed-local': ({ prepared, committed, env }) =>
    [...committed.values()].every((c) => {
      const same = [...prepared.values()].filter((p) => p.v === c.v && p.n === c.n && p.d === c.d);
      return new Set(same.map((p) => p.by)).size > faulty(env);
    }),

  'same-checkpoints': ({ kept }) => pairs([...kept.values()]).every(([a, b]) => a.n !== b.n || a.d === b.d),

  'new-view-well-formed': (_past, _step, nodes) =>
    correct(nodes).every(({ durable: { newView } }) => {
      if (newView === null) return true;
      const { v, V, O } = newView;
      const proofs = V.flatMap((m) => m.P.map((c) => c.prePrepare));
      const from = V.map((m) => m.n).sort((a, b) => b - a)[0] as number;
      const to = [from, ...proofs.map((p) => p.n)].sort((a, b) => b - a)[0] as number;
      const wanted: string[] = [];
      for (let n = from + 1; n <= to; n++) {
        const best = proofs.filter((p) => p.n === n).sort((a, b) => b.v - a.v)[0];
        wanted.push(`${n} ${best?.d ?? NULL_DIGEST}`);
      }
      return (
        V.every((m) => m.v === v) &&
        jsonEqual(
          wanted,
          O.map((p) => `${p.n} ${p.d}`),
        )
      );
    }),

  'client-not-misled': (_past, step, nodes) => {
    if (step.node.role !== 'client') return true;
    const { pending } = step.volatileBefore as ClientVolatile;
    const done = step.completed.find((c) => c.operation === pending?.operation);
    if (pending === null || done === undefined) return true;
    return correct(nodes).some((r) => {
      const list = executed(r);
      if (list.some((e, i) => e.n !== i + 1)) {
        // It took over a state: what came before it did not see.
        const last = r.durable.replies[pending.request.c];
        return last?.t === pending.request.t && jsonEqual(last.r, done.value ?? null);
      }
      const store = new Map<string, unknown>();
      for (const { m, applied: takesEffect } of list) {
        if (m === null || !takesEffect) continue;
        const result = m.o.f === 'read' ? (store.get(m.o.key) ?? null) : null;
        if (m.o.f === 'write') store.set(m.o.key, m.o.value);
        if (name(m) === name(pending.request) && jsonEqual(result, done.value ?? null)) return true;
      }
      return false;
    });
  },

  progress: ({ moments, env }) => {
    const bound = env.params.progressBound as number;
    const now = moments.at(-1);
    if (bound === 0 || now === undefined) return true;
    return Object.entries(now.waits).every(([client, operation]) => {
      if (operation === null) return true;
      const before = moments.findLastIndex((m) => !m.calm || m.waits[client] !== operation);
      const since = moments[before + 1];
      return since === undefined || now.time - since.time <= bound;
    });
  },
};

type ReplicaStep = StepView<ReplicaDurable, ReplicaVolatile>;

/** @param alone it has no other replicas to tell what it has prepared */
function rememberReplica(past: Past, step: ReplicaStep, sent: readonly PbftMessage[], alone: boolean): void {
  const { id, durable } = step.node;
  const add = (to: Map<string, Fact>, { v, n, d }: Omit<Fact, 'by'>) => {
    to.set(`${id} ${v} ${n} ${d}`, { by: id, v, n, d });
  };
  for (const slot of Object.values(durable.log)) {
    if (slot.prepared !== null) add(past.prepared, slot.prepared.prePrepare);
    if (slot.committed !== null) add(past.committed, slot.committed);
  }
  for (const m of sent) if (m.type === 'Commit') add(past.prepared, m);
  // Committed and discarded in one step: only what it executed tells of it.
  for (const { n, d } of executed(step.node).slice(step.durableBefore.executed.length)) {
    const before = step.durableBefore.log[n]?.committed ?? null;
    if (n > durable.h || before !== null) continue;
    add(past.committed, { v: durable.view, n, d });
    if (alone) add(past.prepared, { v: durable.view, n, d });
  }
  for (const { n, d } of durable.kept) past.kept.set(`${n} ${d}`, { n, d });
}

function remember(past: Past, step: StepView, nodes: readonly NodeView[]): void {
  const { node } = step;
  const sent = step.sent.map(({ message }) => message as unknown as PbftMessage);
  if (node.role === 'client') {
    for (const m of sent) if (m.type === 'Request') past.asked.add(whole(m));
  } else if (!node.byzantine) {
    const alone = nodes.filter((n) => n.role === 'replica').length === 1;
    rememberReplica(past, step as ReplicaStep, sent, alone);
  }
  const { gst, f } = { gst: past.env.params.gst as number, f: faulty(past.env) };
  const away = nodes.filter((n) => n.role === 'replica' && (n.byzantine || !n.up)).length;
  const waits = nodes
    .filter((n) => n.role === 'client')
    .map((n) => [n.id, n.up ? ((n.volatile as ClientVolatile).pending?.operation ?? null) : null] as const);
  past.moments.push({
    time: step.time,
    calm: step.time >= gst && away <= f,
    waits: Object.fromEntries(waits),
  });
}

export const naive: readonly Property[] = properties.map(({ id }): Property<Past> => {
  const check = holds[id] as Check;
  return {
    id,
    init: (_nodes, env) => ({
      env,
      prepared: new Map(),
      committed: new Map(),
      asked: new Set(),
      kept: new Map(),
      moments: [],
    }),
    step(past, step, nodes, broken) {
      remember(past, step, nodes);
      if (!check(past, step, nodes)) broken('It does not hold.');
      return past;
    },
  };
}) as readonly Property[];
