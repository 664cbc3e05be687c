/** §4.4, second half: the new primary shows why its view may begin and what must be proposed in it again; backups work that out for themselves. */
import { jsonEqual } from '../../base/json.ts';
import { learnStable } from './checkpoint.ts';
import { betweenWatermarks } from './log.ts';
import { acceptPrePrepare, advance, isPrimary, multicast, propose, takeEarly } from './normal.ts';
import { quorum } from './quorums.ts';
import { isGenuine, NULL_DIGEST, signed } from './signed.ts';
import type {
  Checkpoint,
  NewView,
  PrePrepare,
  ReplicaCtx,
  ReplicaDurable,
  Request,
  Slot,
  ViewChange,
} from './state.ts';
import { isSound } from './viewchange.ts';
import { numberedText } from './words.ts';

/** What a number is to hold in the new view. */
export type Proposal = { readonly n: number; readonly d: string; readonly m: Request | null };

/** More null requests than this nobody can send in one message. */
const MOST_PROPOSALS = 10_000;

/**
 * What V implies: for each number above the highest stable checkpoint in V, up to the highest number in any P, the request of the certificate
 * of the highest view, or the null request. Null if there is no end to them.
 */
export function proposalsOf(V: readonly ViewChange[], lowestView: boolean): readonly Proposal[] | null {
  const minS = Math.max(0, ...V.map((m) => m.n));
  const certificates = V.flatMap((m) => m.P);
  const maxS = Math.max(minS, ...certificates.map((c) => c.prePrepare.n));
  if (maxS - minS > MOST_PROPOSALS) return null;
  const proposals: Proposal[] = [];
  for (let n = minS + 1; n <= maxS; n++) {
    let best: PrePrepare | null = null;
    for (const { prePrepare: p } of certificates) {
      if (p.n !== n) continue;
      if (best === null || (lowestView ? p.v < best.v : p.v > best.v)) best = p;
    }
    proposals.push(best === null ? { n, d: NULL_DIGEST, m: null } : { n, d: best.d, m: best.m });
  }
  return proposals;
}

/** As the primary of the view it has asked for, with a quorum of view-changes. */
export function beginNewView(ctx: ReplicaCtx, V: readonly ViewChange[]): void {
  const { durable, env } = ctx;
  const { view: v } = durable;
  const proposals = proposalsOf(V, env.variant('pickLowestView'));
  if (proposals === null) {
    ctx.rule('pbft.newView.tooFar');
    ctx.note('cannotFill', { view: v });
    return;
  }
  ctx.rule('pbft.newView.send');
  const O = proposals.map((p) => signed<PrePrepare>(ctx, { type: 'PrePrepare', v, ...p }));
  const newView = signed<NewView>(ctx, { type: 'NewView', v, V, O });
  ctx.note('beginsView', { view: v, proposals: numberedText(O) });
  multicast(ctx, newView);
  enterView(ctx, newView);
}

export function onNewView(ctx: ReplicaCtx, m: NewView): void {
  const { durable } = ctx;
  if (!isGenuine(ctx, m)) {
    ctx.rule('pbft.any.forged');
    return;
  }
  if (m.v < durable.view || (m.v === durable.view && durable.active)) return;
  const wrong = faultOf(ctx, m);
  if (wrong !== null) {
    ctx.rule('pbft.newView.refuse');
    ctx.note('refusesNewView', { view: m.v, why: wrong });
    return;
  }
  ctx.rule('pbft.newView.accept');
  ctx.note('entersView', { view: m.v, proposals: numberedText(m.O) });
  enterView(ctx, m);
}

/** What is wrong with a new-view; null if it is as it should be. */
function faultOf(ctx: ReplicaCtx, { v, V, O }: NewView): string | null {
  const { env } = ctx;
  const from = new Set(V.map((m) => m.i));
  if (from.size !== V.length || from.size < quorum(env)) return 'too few view-changes';
  if (!V.every((m) => m.v === v && isSound(ctx, m))) return 'a view-change that proves nothing';
  if (!O.every((p) => p.v === v && isGenuine(ctx, p))) return 'pre-prepares of another view';
  if (env.variant('trustNewViewO')) return null;
  const mine = proposalsOf(V, env.variant('pickLowestView'));
  const theirs = O.map(({ n, d, m }) => ({ n, d, m }));
  return mine !== null && jsonEqual(mine, theirs) ? null : 'its proposals do not follow from its proofs';
}

function enterView(ctx: ReplicaCtx, newView: NewView): void {
  const { durable, volatile } = ctx;
  const { v, V, O } = newView;
  // Of a view it never asked for: it has not given up on it either.
  if (v > durable.view) {
    ctx.clearTimer('view');
    volatile.timed = null;
  }
  durable.view = v;
  // Until the proposals of the new-view have their places, nothing else may be given a number.
  durable.active = false;
  durable.newView = newView;
  durable.log = logFor(durable, v);
  durable.viewChanges = Object.fromEntries(Object.entries(durable.viewChanges).filter(([, m]) => m.v > v));
  const minS = highestCheckpoint(V);
  if (minS !== null) learnStable(ctx, minS.n, minS.d, minS.C);
  // A primary that has yet to fetch the checkpoint gives its numbers after it all the same.
  durable.seqno = Math.max(durable.h, minS?.n ?? 0, ...O.map((p) => p.n));
  durable.active = true;
  // Of those above the watermarks it will find the proposals in the new-view when it has caught up.
  for (const p of O) if (betweenWatermarks(ctx, p.n)) acceptPrePrepare(ctx, p);
  // Prepares and commits of the view may have come before it.
  for (const p of O) advance(ctx, p.n);
  takeEarly(ctx);
  if (isPrimary(ctx)) propose(ctx);
}

/** The log as a new view finds it: proofs and what is decided stay, what was said in earlier views goes. */
function logFor({ log }: ReplicaDurable, view: number): Readonly<Record<string, Slot>> {
  const kept: Record<string, Slot> = {};
  for (const slot of Object.values(log)) {
    const prepares = slot.prepares.filter((m) => m.v >= view);
    const commits = slot.commits.filter((m) => m.v >= view);
    if (slot.prepared === null && slot.committed === null && prepares.length + commits.length === 0) continue;
    kept[slot.n] = { ...slot, prePrepare: null, prepares, commits };
  }
  return kept;
}

/** The highest stable checkpoint in V, with its proof; null where it is the beginning. */
function highestCheckpoint(
  V: readonly ViewChange[],
): { n: number; d: string; C: readonly Checkpoint[] } | null {
  let best: ViewChange | null = null;
  for (const m of V) if (m.n > (best?.n ?? 0)) best = m;
  const [first] = best?.C ?? [];
  return best === null || first === undefined ? null : { n: best.n, d: first.d, C: best.C };
}

/** A replica that restarts while it takes part in a view: what it has accepted it waits for again. */
export function waitedFor(ctx: ReplicaCtx): readonly Request[] {
  const { durable } = ctx;
  return Object.values(durable.log).flatMap(({ n, prePrepare: p }) =>
    p?.m && n > durable.lastExecuted ? [p.m] : [],
  );
}
