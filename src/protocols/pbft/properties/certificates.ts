/** What votes prove: §4.2’s predicates, §4.3’s checkpoints, §4.4’s new-views. */
import type { NodeId, NodeView, Property } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { faulty } from '../quorums.ts';
import { NULL_DIGEST } from '../signed.ts';
import type { Commit, NewView, PrePrepare } from '../state.ts';
import { numberedText, requestText, shortDigest } from '../words.ts';
import { changedSlots, newlyExecuted, type ReplicaStep, replicaStep } from './common.ts';

interface Prepared {
  readonly v: number;
  readonly n: number;
  readonly d: string;
}

/**
 * What the replica prepared in the step. Where it discarded some of its log at once, its commits tell; one that is alone sends none, and
 * what it has executed it had prepared.
 */
function newlyPrepared(s: ReplicaStep, nodes: readonly NodeView[]): readonly Prepared[] {
  const found: Prepared[] = [];
  for (const { n, prepared } of changedSlots(s)) {
    const p = prepared?.prePrepare;
    const before = s.durableBefore.log[n]?.prepared?.prePrepare;
    if (p !== undefined && (p.v !== before?.v || p.d !== before.d)) found.push(p);
  }
  const { h, view } = s.node.durable;
  if (s.durableBefore.h === h) return found;
  if (nodes.every(({ role, id }) => role !== 'replica' || id === s.node.id)) {
    for (const { n, d } of newlyExecuted(s)) if (n <= h) found.push({ v: view, n, d });
  }
  for (const { message } of s.sent) {
    if (message.type !== 'Commit') continue;
    const c = message as Commit;
    if (c.n <= h) found.push(c);
  }
  return found;
}

/** By view and number: the digest prepared, and where first. */
type Certified = map.PersistentMap<{ readonly d: string; readonly by: NodeId }>;

export const uniquePrepared: Property<Certified> = {
  id: 'unique-prepared',
  init: () => map.empty(),
  step(acc, step, nodes, broken) {
    const s = replicaStep(step);
    if (s === null) return acc;
    let next = acc;
    for (const { v, n, d } of newlyPrepared(s, nodes)) {
      const known = map.get(next, `${v} ${n}`);
      if (known === undefined) next = map.set(next, `${v} ${n}`, { d, by: s.node.id });
      else if (known.d !== d) {
        broken(
          `In view ${v} two requests are prepared as number ${n}: digest ${shortDigest(known.d)} at ${known.by}, ${shortDigest(d)} at ${s.node.id}.`,
        );
      }
    }
    return next;
  },
};

/** By view, number and digest: which replicas prepared it while they were correct. */
interface Preparers {
  /** How many replicas may be faulty. */
  readonly f: number;
  readonly of: map.PersistentMap<readonly NodeId[]>;
}

export const committedLocal: Property<Preparers> = {
  id: 'committed-local',
  init: (_nodes, env) => ({ f: faulty(env), of: map.empty() }),
  step(acc, step, nodes, broken) {
    const s = replicaStep(step);
    if (s === null) return acc;
    let of = acc.of;
    for (const { v, n, d } of newlyPrepared(s, nodes)) {
      const key = `${v} ${n} ${d}`;
      const by = map.get(of, key) ?? [];
      if (!by.includes(s.node.id)) of = map.set(of, key, [...by, s.node.id]);
    }
    for (const p of newlyCommitted(s)) {
      const by = map.get(of, `${p.v} ${p.n} ${p.d}`) ?? [];
      const correct = by.filter((id) => nodes.some((node) => node.id === id && !node.byzantine));
      if (correct.length > acc.f) continue;
      const who = correct.length === 0 ? 'no correct replica' : `only ${correct.join(' and ')}`;
      broken(
        `${requestText(p.m)} is committed-local at ${s.node.id} as number ${p.n}, and ${who} prepared it.`,
      );
    }
    return of === acc.of ? acc : { ...acc, of };
  },
};

function newlyCommitted(s: ReplicaStep): readonly Pick<PrePrepare, 'v' | 'n' | 'd' | 'm'>[] {
  const found: Pick<PrePrepare, 'v' | 'n' | 'd' | 'm'>[] = [];
  for (const { n, committed } of changedSlots(s)) {
    if (committed !== null && (s.durableBefore.log[n]?.committed ?? null) === null) found.push(committed);
  }
  const { h, view } = s.node.durable;
  if (s.durableBefore.h === h) return found;
  // Discarded at once: it was executed in the same step.
  for (const { n, d, m } of newlyExecuted(s)) {
    if (n <= h && (s.durableBefore.log[n]?.committed ?? null) === null) found.push({ v: view, n, d, m });
  }
  return found;
}

/** By number: the digest of the state that a correct replica had there. */
type States = map.PersistentMap<{ readonly d: string; readonly by: NodeId }>;

export const sameCheckpoints: Property<States> = {
  id: 'same-checkpoints',
  init: () => map.empty(),
  step(acc, step, _nodes, broken) {
    const s = replicaStep(step);
    if (s === null || s.durableBefore.kept === s.node.durable.kept) return acc;
    let next = acc;
    for (const { n, d } of s.node.durable.kept) {
      const known = map.get(next, `${n}`);
      if (known === undefined) next = map.set(next, `${n}`, { d, by: s.node.id });
      else if (known.d !== d) broken(`After number ${n} the states of ${known.by} and ${s.node.id} differ.`);
    }
    return next;
  },
};

export const newViewWellFormed: Property<null> = {
  id: 'new-view-well-formed',
  init: () => null,
  step(acc, step, _nodes, broken) {
    const s = replicaStep(step);
    const accepted = s?.node.durable.newView ?? null;
    if (s === null || accepted === null || accepted === s.durableBefore.newView) return acc;
    const why = illFormed(accepted);
    if (why !== null) broken(`${s.node.id} enters view ${accepted.v}, ${why}.`);
    return acc;
  },
};

/** §4.4, read once more from the paper: what O must hold for this V. Null if it does. */
function illFormed({ v, V, O }: NewView): string | null {
  if (V.some((m) => m.v !== v)) return 'for which not all of these view-changes are';
  const minS = Math.max(...V.map((m) => m.n));
  const prepared = V.flatMap((m) => m.P.map((c) => c.prePrepare));
  const maxS = Math.max(minS, ...prepared.map((p) => p.n));
  if (O.length !== maxS - minS)
    return `which proposes ${numberedText(O)} for the numbers from ${minS + 1} to ${maxS}`;
  for (const p of O) {
    const there = prepared.filter((c) => c.n === p.n);
    const highest = Math.max(0, ...there.map((c) => c.v));
    const right = there.find((c) => c.v === highest);
    if (p.d === (right?.d ?? NULL_DIGEST)) continue;
    return `which proposes ${requestText(p.m)} as number ${p.n} where ${requestText(right?.m ?? null)} was prepared`;
  }
  return null;
}
