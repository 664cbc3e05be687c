/** What PBFT's panel draws of one sequence number: who has whose votes for which request, worked out from the world. Pure. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { ResolvedRun } from '../../engine/runspec.ts';
import type {
  Certificate,
  Commit,
  Executed,
  PrePrepare,
  Prepare,
  ReplicaDurable,
  Request,
  Slot,
} from './state.ts';

/** A request that was told under the number, by its place in the legend: a, b, c, … */
export interface Story {
  readonly letter: string;
  readonly d: string;
  readonly text: string;
}

export interface Vote {
  /** Place in `stories`. */
  readonly story: number;
  /** Whether it counts: it matches the pre-prepare that the replica has accepted in its view. */
  readonly counts: boolean;
  /** Come in the step at the cursor. */
  readonly fresh: boolean;
}

export type Standing = 'nothing' | 'pre-prepared' | 'prepared' | 'committed-local' | 'executed' | 'discarded';

export interface VoteRow {
  readonly id: string;
  readonly up: boolean;
  readonly byzantine: boolean;
  readonly view: number;
  readonly active: boolean;
  readonly prePrepare: Vote | null;
  /** By replica, in their order; `primary` stands where the pre-prepare stands for the prepare. */
  readonly prepares: readonly (Vote | 'primary' | null)[];
  readonly commits: readonly (Vote | null)[];
  /** How many of each count. */
  readonly prepared: number;
  readonly committed: number;
  readonly standing: Standing;
  /** What it executed under the number; null if it has not, or took over a state. */
  readonly executed: string | null;
  /** Its proof that it prepared a request here. */
  readonly proof: Certificate | null;
}

export interface Votes {
  readonly n: number;
  /** Numbers that some replica still has in its log, in order. */
  readonly numbers: readonly number[];
  readonly replicas: readonly string[];
  readonly stories: readonly Story[];
  readonly rows: readonly VoteRow[];
  /** Prepares that are wanted besides the pre-prepare, and commits. */
  readonly quorum: { readonly prepares: number; readonly commits: number };
}

export const durableOf = (node: NodeState) => node.durable as unknown as ReplicaDurable;
export const replicasOf = (world: WorldState) => world.nodes.filter((n) => n.role === 'replica');

/** "x=7 of C1", "no request" */
export function requestWords(m: Request | null): string {
  if (m === null) return 'no request';
  const { o } = m;
  return `${o.f === 'write' ? `${o.key}=${typeof o.value === 'string' ? o.value : JSON.stringify(o.value)}` : `read ${o.key}`} of ${m.c}`;
}

/** As `quorums.ts` has it, from the run. */
export function quorumOfRun({ nodes, params, spec }: ResolvedRun): number {
  const n = nodes.filter((node) => node.role === 'replica').length;
  const f = params.f === 'from n' ? Math.floor((n - 1) / 3) : Number(params.f);
  if (spec.variants.includes('quorum2f')) return Math.max(1, 2 * f);
  if (spec.variants.includes('quorumMajority')) return Math.floor(n / 2) + 1;
  return Math.floor((n + f) / 2) + 1;
}

/** Numbers that some replica has in its log. */
export function numbersIn(world: WorldState): readonly number[] {
  const all = replicasOf(world).flatMap((node) => Object.values(durableOf(node).log).map((slot) => slot.n));
  return [...new Set(all)].sort((a, b) => a - b);
}

/**
 * The number to look at when nobody has picked one: the first that some replica has not executed, if there is one of which most have heard; or
 * else the last.
 */
export function numberToShow(world: WorldState): number | null {
  const numbers = numbersIn(world);
  const up = replicasOf(world).filter((node) => node.up);
  const waiting = numbers.filter((n) => up.some((node) => durableOf(node).lastExecuted < n));
  const known = (n: number) => 2 * up.filter((node) => heardOf(node, n)).length > up.length;
  return waiting.find(known) ?? waiting[0] ?? numbers.at(-1) ?? null;
}

/** Why there is no number to look at. */
export function emptyText(world: WorldState): string {
  const h = Math.max(...replicasOf(world).map((node) => durableOf(node).h));
  return h === 0
    ? 'No number has been given to a request yet.'
    : `The numbers up to ${h} are executed: with the stable checkpoint after ${h} the votes for them were discarded.`;
}

function heardOf(node: NodeState, n: number): boolean {
  return slotIn(node, n) !== undefined || durableOf(node).lastExecuted >= n;
}

export function votesOn(n: number, world: WorldState, before: WorldState | null, run: ResolvedRun): Votes {
  const nodes = replicasOf(world);
  const replicas = nodes.map((node) => node.id);
  const quorum = quorumOfRun(run);
  const stories = storiesOn(n, nodes);
  const rows = nodes.map((node) => {
    const old = before?.nodes.find((b) => b.id === node.id);
    return rowOf(n, node, old ? slotIn(old, n) : undefined, replicas, stories, quorum);
  });
  return {
    n,
    numbers: numbersIn(world),
    replicas,
    stories,
    rows,
    quorum: { prepares: quorum - 1, commits: quorum },
  };
}

const slotIn = (node: NodeState, n: number): Slot | undefined => durableOf(node).log[n];

/** Every request and digest that is spoken of under the number, those of the earliest views first. */
function storiesOn(n: number, nodes: readonly NodeState[]): readonly Story[] {
  const texts = new Map<string, string>();
  const slots = nodes.flatMap((node) => slotIn(node, n) ?? []);
  for (const { prePrepare, prepared, committed } of slots) {
    for (const p of [prepared?.prePrepare, committed, prePrepare]) if (p) texts.set(p.d, requestWords(p.m));
  }
  for (const { prepares, commits } of slots)
    for (const m of [...prepares, ...commits])
      if (!texts.has(m.d)) texts.set(m.d, `digest ${m.d.slice(0, 4)}`);
  return [...texts].map(([d, text], i) => ({ letter: String.fromCharCode(97 + (i % 26)), d, text }));
}

function rowOf(
  n: number,
  node: NodeState,
  old: Slot | undefined,
  replicas: readonly string[],
  stories: readonly Story[],
  quorum: number,
): VoteRow {
  const durable = durableOf(node);
  const { view, active } = durable;
  const slot = slotIn(node, n);
  const p = slot?.prePrepare?.v === view ? slot.prePrepare : null;
  const primary = replicas[(view - 1) % replicas.length];
  const vote = (m: PrePrepare | Prepare | Commit, had: readonly unknown[]): Vote => ({
    story: stories.findIndex((s) => s.d === m.d),
    counts: m === p || (p !== null && m.v === view && m.d === p.d),
    fresh: !had.some((h) => isSame(h as Prepare, m)),
  });
  /** Of a replica that sent several digests, the one that counts. */
  const from = (id: string, list: readonly (Prepare | Commit)[], had: readonly (Prepare | Commit)[]) => {
    const sent = list.filter((m) => m.i === id).map((m) => vote(m, had));
    return sent.find((v) => v.counts) ?? sent[0] ?? null;
  };
  const prepares = replicas.map((id) =>
    id === primary ? ('primary' as const) : from(id, slot?.prepares ?? [], old?.prepares ?? []),
  );
  const commits = replicas.map((id) => from(id, slot?.commits ?? [], old?.commits ?? []));
  const count = (list: readonly (Vote | 'primary' | null)[]) =>
    list.filter((v) => v !== null && v !== 'primary' && v.counts).length;
  const done = (durable.executed as unknown as readonly Executed[]).find((e) => e.n === n);
  const [prepared, committed] = [count(prepares), count(commits)];
  return {
    id: node.id,
    up: node.up,
    byzantine: node.byzantine,
    view,
    active,
    prePrepare: p === null ? null : vote(p, old?.prePrepare ? [old.prePrepare] : []),
    prepares,
    commits,
    prepared,
    committed,
    standing: standingOf(durable, n, slot, p !== null, prepared >= quorum - 1),
    executed: done === undefined ? null : requestWords(done.m),
    proof: slot?.prepared ?? null,
  };
}

function standingOf(
  durable: ReplicaDurable,
  n: number,
  slot: Slot | undefined,
  has: boolean,
  enough: boolean,
): Standing {
  if (n <= durable.h) return 'discarded';
  if (n <= durable.lastExecuted) return 'executed';
  if (slot !== undefined && slot.committed !== null) return 'committed-local';
  if (has && enough) return 'prepared';
  return has ? 'pre-prepared' : 'nothing';
}

function isSame(a: Prepare, b: PrePrepare | Prepare | Commit): boolean {
  return a.v === b.v && a.d === b.d && (!('i' in b) || a.i === b.i);
}

/** Messages for one request among `n` when nothing goes wrong: request, pre-prepare, prepare, commit, reply. Checkpoints come on top. */
export function messagesHere(n: number): number {
  return 1 + (n - 1) + (n - 1) * (n - 1) + n * (n - 1) + n;
}

/** The same in Raft, where the leader is believed: request, append, its answer, reply. Heartbeats come on top. */
export function messagesInRaft(n: number): number {
  return 1 + (n - 1) + (n - 1) + 1;
}
