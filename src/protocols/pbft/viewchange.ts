/** §4.4, first half: a backup that has waited too long asks for the next view, and says what it has prepared. */
import { provesStable } from './checkpoint.ts';
import { slots } from './log.ts';
import { beginNewView } from './newview.ts';
import { multicast } from './normal.ts';
import { faulty, primaryOf, quorum } from './quorums.ts';
import { digestOf, isGenuine, signed } from './signed.ts';
import type { Certificate, ReplicaCtx, ViewChange } from './state.ts';
import { certificatesText } from './words.ts';

/** Doubling stops here: whoever has waited this often waits long enough. */
const MOST_DOUBLINGS = 16;

/** How long it waits now: twice as long for each view that came to nothing (§4.5.2). */
export function patience({ env, volatile }: ReplicaCtx): number {
  const timeout = env.params.viewTimeout as number;
  if (env.variant('fixedTimeout')) return timeout;
  return timeout * (1 << Math.min(MOST_DOUBLINGS, Math.max(0, volatile.attempts - 1)));
}

export function onViewTimeout(ctx: ReplicaCtx): void {
  ctx.rule('pbft.viewChange.timeout');
  startViewChange(ctx, ctx.durable.view + 1);
}

/** It takes part in no view until there is a new-view for this one, or for a later one. */
export function startViewChange(ctx: ReplicaCtx, v: number): void {
  const { durable, volatile, id, env } = ctx;
  durable.view = v;
  durable.active = false;
  volatile.attempts += 1;
  volatile.timed = null;
  ctx.clearTimer('view');
  ctx.rule('pbft.viewChange.send');
  const P = env.variant('emptyP') ? [] : certificates(ctx);
  const own = signed<ViewChange>(ctx, {
    type: 'ViewChange',
    v,
    n: durable.h,
    C: durable.stable,
    P,
    i: id,
  });
  ctx.note('asksForView', { view: v, prepared: certificatesText(P) });
  durable.viewChanges = { ...durable.viewChanges, [id]: own };
  multicast(ctx, own);
  settleViewChange(ctx);
}

/** P: proof of all it has prepared above its stable checkpoint, each of the highest view in which it did. */
function certificates({ durable }: ReplicaCtx): readonly Certificate[] {
  return slots(durable).flatMap(({ prepared }) => (prepared === null ? [] : [prepared]));
}

export function onViewChange(ctx: ReplicaCtx, m: ViewChange): void {
  const { durable, id } = ctx;
  if (m.i === id) return;
  if (!isSound(ctx, m)) {
    ctx.rule('pbft.viewChange.refuse');
    if (isGenuine(ctx, m)) ctx.note('refusesViewChange', { replica: m.i, view: m.v });
    return;
  }
  if (m.v < durable.view || (m.v === durable.view && durable.active)) return;
  if ((durable.viewChanges[m.i]?.v ?? 0) >= m.v) return;
  ctx.rule('pbft.viewChange.count');
  durable.viewChanges = { ...durable.viewChanges, [m.i]: m };
  joinOthers(ctx);
  settleViewChange(ctx);
}

/** §4.5.2: when f + 1 others want to go on, one of them is correct: it goes with them, to the smallest of their views. */
function joinOthers(ctx: ReplicaCtx): void {
  const { durable, id, env } = ctx;
  const views = Object.values(durable.viewChanges)
    .filter((m) => m.i !== id && m.v > durable.view)
    .map((m) => m.v);
  if (views.length <= faulty(env)) return;
  ctx.rule('pbft.viewChange.join');
  startViewChange(ctx, Math.min(...views));
}

/**
 * With a quorum of view-changes the new primary can begin; the others give it so long. Who asks for a later view has asked for this one too, in a
 * message that may be lost and is not sent again: it counts for the patience of the others, and proves nothing to the primary.
 */
export function settleViewChange(ctx: ReplicaCtx): void {
  const { durable, env, id } = ctx;
  if (durable.active) return;
  const V = viewChangesFor(ctx);
  const asking = Object.values(durable.viewChanges).filter((m) => m.v >= durable.view).length;
  if (asking < quorum(env)) return;
  // The timer runs from when there were enough.
  const first = !ctx.timerRunning('view');
  if (first) {
    ctx.rule('pbft.viewChange.wait');
    ctx.setTimer('view', patience(ctx));
  }
  const begins = first ? V.length >= quorum(env) : V.length === quorum(env);
  if (begins && primaryOf(env, durable.view) === id) beginNewView(ctx, V.slice(0, quorum(env)));
}

/** The view-changes to the view it asks for, its own first. */
function viewChangesFor({ durable, id }: ReplicaCtx): readonly ViewChange[] {
  const all = Object.values(durable.viewChanges).filter((m) => m.v === durable.view);
  return [...all.filter((m) => m.i === id), ...all.filter((m) => m.i !== id)];
}

/** Messages are immutable, and a signature that is right stays right: what was checked once need not be again. */
const checked = new WeakMap<ViewChange, { readonly rules: string; readonly sound: boolean }>();

/** Whether a view-change is signed, proves its checkpoint, and proves all that it says was prepared. */
export function isSound(ctx: ReplicaCtx, m: ViewChange): boolean {
  const { env } = ctx;
  // What is sound depends on the run: its seed makes the signatures, its size the quorums.
  const rules = `${quorum(env)} ${env.params.window} ${env.variant('noWatermarks')}`;
  const known = checked.get(m);
  if (known?.rules === rules) return known.sound;
  const sound =
    isGenuine(ctx, m) &&
    provesStable(ctx, m.n, m.C) &&
    m.P.every((c) => isCertificate(ctx, m, c)) &&
    new Set(m.P.map((c) => c.prePrepare.n)).size === m.P.length;
  checked.set(m, { rules, sound });
  return sound;
}

/** Whether this proves that a request was prepared, in an earlier view and between the sender's watermarks. */
function isCertificate(ctx: ReplicaCtx, m: ViewChange, { prePrepare: p, prepares }: Certificate): boolean {
  const { env } = ctx;
  if (!isGenuine(ctx, p) || p.v >= m.v || p.n <= m.n) return false;
  if (p.n > m.n + (env.params.window as number) && !env.variant('noWatermarks')) return false;
  if (digestOf(p.m) !== p.d || (p.m !== null && !isGenuine(ctx, p.m))) return false;
  const primary = primaryOf(env, p.v);
  const backups = new Set<string>();
  for (const prepare of prepares) {
    if (prepare.v !== p.v || prepare.n !== p.n || prepare.d !== p.d || prepare.i === primary) return false;
    if (!isGenuine(ctx, prepare)) return false;
    backups.add(prepare.i);
  }
  return backups.size >= quorum(env) - 1;
}
