/**
 * What a store should hold: of the writes that it has heard of, exactly those that no other replaces. Which replaces which is known here
 * from what each client had read, not from vectors. In the order of `meta.properties`.
 */
import type { NodeId, Property } from '../../engine/api.ts';
import * as map from '../../protolib/map.ts';
import type { ClientStep, ReplicaStep } from './state.ts';

type Names = Readonly<Record<string, true>>;
interface Truth {
  /** By write: all that its writer had read, and what that had replaced. */
  readonly past: map.PersistentMap<Names>;
  /** By write: its key. */
  readonly keys: map.PersistentMap<string>;
  /** By replica: the writes that it has heard of. */
  readonly heard: Readonly<Record<NodeId, Names>>;
  /** The same, when it sent its store: "R1 3". */
  readonly sent: map.PersistentMap<Names>;
}

const START: Truth = { past: map.empty(), keys: map.empty(), heard: {}, sent: map.empty() };

/** Takes in a client's step: what the write that it begins has in its past. */
function begins(acc: Truth, { node }: ClientStep): Truth {
  const { open } = node.volatile;
  if (open?.w == null || map.has(acc.past, open.w)) return acc;
  let names: Names = {};
  for (const w of open.read) names = { ...names, ...map.get(acc.past, w), [w]: true };
  return { ...acc, past: map.set(acc.past, open.w, names), keys: map.set(acc.keys, open.w, open.key) };
}

/** Takes in a replica's step: what it has heard of. */
function hears(acc: Truth, { node, durableBefore }: ReplicaStep): Truth {
  const { latest, synced } = node.durable;
  let { heard, sent } = acc;
  let own = heard[node.id] ?? {};
  if (latest !== null && latest !== durableBefore.latest) {
    const more =
      'put' in latest ? { [latest.put]: true as const } : map.get(sent, `${latest.from} ${latest.n}`);
    own = { ...own, ...more };
    heard = { ...heard, [node.id]: own };
  }
  if (synced !== durableBefore.synced) sent = map.set(sent, `${node.id} ${synced}`, own);
  return heard === acc.heard && sent === acc.sent ? acc : { ...acc, heard, sent };
}

type Broken = (why: string) => void;

function truth(
  id: string,
  judge: (acc: Truth, step: ReplicaStep, key: string, maximal: readonly string[], broken: Broken) => void,
): Property<Truth> {
  return {
    id,
    init: () => START,
    step(acc, step, _nodes, broken) {
      if (step.node.role === 'client') return begins(acc, step as ClientStep);
      const replica = step as ReplicaStep;
      const next = hears(acc, replica);
      if (replica.node.durable.latest === replica.durableBefore.latest) return next;
      const own = Object.keys(next.heard[step.node.id] ?? {});
      const keys = new Set(own.map((w) => map.get(next.keys, w) ?? ''));
      for (const key of keys) {
        const all = own.filter((w) => map.get(next.keys, w) === key);
        const maximal = all.filter((w) => !all.some((other) => map.get(next.past, other)?.[w]));
        judge(next, replica, key, maximal, broken);
      }
      return next;
    },
  };
}

const siblingsOf = ({ node }: ReplicaStep, key: string) => node.durable.store[key]?.siblings ?? [];

const noWriteLost = truth('no-write-lost', (_acc, step, key, maximal, broken) => {
  const stored = siblingsOf(step, key).map(({ w }) => w);
  const lost = maximal.find((w) => !stored.includes(w));
  if (lost)
    broken(`${step.node.id} has dropped ${lost} under ${key}, and nobody who had read it has replaced it.`);
});

const noFalseSiblings = truth('no-false-siblings', (_acc, step, key, maximal, broken) => {
  const extra = siblingsOf(step, key).find(({ w }) => !maximal.includes(w));
  if (extra)
    broken(
      `${step.node.id} still has “${extra.value}” (${extra.w}) under ${key}, and a write that replaces it as well.`,
    );
});

export const properties: readonly Property[] = [noWriteLost, noFalseSiblings];
