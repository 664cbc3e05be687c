/** What a student may expect of the last write, in the order of `meta.properties`. Worked out from what happened, not from stamps. */
import type { NodeId, NodeView, Property } from '../../engine/api.ts';
import * as map from '../../protolib/map.ts';
import type { ClientStep, ReplicaStep, ReplicaView } from './state.ts';

type Names = Readonly<Record<string, true>>;
interface Truth {
  /** Counts starts and answers. */
  readonly clock: number;
  readonly started: map.PersistentMap<number>;
  readonly answered: map.PersistentMap<number>;
  /** By write: the write that its writer had read. */
  readonly read: map.PersistentMap<string>;
  /** By replica: the writes that it has heard of, the ones that were dropped on their way included. */
  readonly heard: Readonly<Record<NodeId, Names>>;
  /** The same, when it sent its register: "R1 3". */
  readonly sent: map.PersistentMap<Names>;
}
const START: Truth = {
  clock: 0,
  started: map.empty(),
  answered: map.empty(),
  read: map.empty(),
  heard: {},
  sent: map.empty(),
};

function clientDid(acc: Truth, { node }: ClientStep): Truth {
  let { clock, started, answered, read } = acc;
  const { open } = node.volatile;
  const done = node.durable.answered;
  // An answer and the next start may be one step: the answer came first.
  if (done !== null && !map.has(answered, done)) answered = map.set(answered, done, ++clock);
  if (open?.w != null && !map.has(started, open.w)) {
    started = map.set(started, open.w, ++clock);
    if (open.read !== null) read = map.set(read, open.w, open.read);
  }
  return clock === acc.clock ? acc : { ...acc, clock, started, answered, read };
}

function replicaDid(acc: Truth, { node, durableBefore }: ReplicaStep): Truth {
  const { latest, synced } = node.durable;
  let { heard, sent } = acc;
  let own = heard[node.id] ?? {};
  if (latest !== null && latest !== durableBefore.latest) {
    own = {
      ...own,
      ...('put' in latest ? { [latest.put]: true } : map.get(sent, `${latest.from} ${latest.n}`)),
    };
    heard = { ...heard, [node.id]: own };
  }
  if (synced !== durableBefore.synced) sent = map.set(sent, `${node.id} ${synced}`, own);
  return heard === acc.heard && sent === acc.sent ? acc : { ...acc, heard, sent };
}

type Judge = (
  acc: Truth,
  node: ReplicaView,
  has: string,
  nodes: readonly NodeView[],
  broken: (why: string) => void,
) => void;

/** A property that looks at a replica whenever it has taken something in. */
function truth(id: string, judge: Judge): Property<Truth> {
  return {
    id,
    init: () => START,
    step(acc, step, nodes, broken) {
      if (step.node.role === 'client') return clientDid(acc, step as ClientStep);
      const replica = step as ReplicaStep;
      const next = replicaDid(acc, replica);
      const { register, latest } = replica.node.durable;
      if (register !== null && latest !== replica.durableBefore.latest) {
        judge(next, replica.node, register.w, nodes, broken);
      }
      return next;
    },
  };
}

const heardBy = (acc: Truth, id: NodeId) => Object.keys(acc.heard[id] ?? {});

const laterWriteWins = truth('later-write-wins', (acc, { id }, has, _nodes, broken) => {
  const end = map.get(acc.answered, has);
  const later = heardBy(acc, id).find((w) => end !== undefined && (map.get(acc.started, w) ?? 0) > end);
  if (later)
    broken(`${id} has write ${has}, and has heard of ${later}, which began after ${has} was answered.`);
});

function hadRead(acc: Truth, w: string, earlier: string): boolean {
  for (let at = map.get(acc.read, w); at !== undefined; at = map.get(acc.read, at))
    if (at === earlier) return true;
  return false;
}
const readWriteWins = truth('read-write-wins', (acc, { id }, has, _nodes, broken) => {
  const later = heardBy(acc, id).find((w) => w !== has && hadRead(acc, w, has));
  if (later) broken(`${id} has write ${has}, and has heard of ${later}, whose writer had read ${has}.`);
});

const sameWritesSameValue = truth('same-writes-same-value', (acc, { id }, has, nodes, broken) => {
  const own = heardBy(acc, id);
  for (const node of nodes) {
    if (node.role !== 'replica' || node.id === id) continue;
    const { register } = (node as ReplicaView).durable;
    const theirs = acc.heard[node.id] ?? {};
    const same = own.every((w) => theirs[w]) && Object.keys(theirs).length === own.length;
    if (same && register && register.w !== has) {
      broken(
        `${id} and ${node.id} have heard of the same writes; ${id} has ${has}, ${node.id} has ${register.w}.`,
      );
    }
  }
});

export const properties: readonly Property[] = [laterWriteWins, readWriteWins, sameWritesSameValue];
