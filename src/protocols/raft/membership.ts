/** §6, thesis §4: changes of the configuration, one server at a time or by way of a joint one. */
import type { Command, NodeId } from '../../engine/api.ts';
import { members } from './config.ts';
import { becomeFollower, minElectionTimeout } from './follower.ts';
import { appendOwn, lastIndex, termAt } from './log.ts';
import { advanceCommit, sendAppend, shareNew } from './replication.ts';
import type { CatchUp, ServerCtx } from './state.ts';
import { configText } from './words.ts';

/** Thesis §4.2.1: so many rounds to catch up, and whoever has not by then is too slow. */
const ROUNDS = 10;

/** A command to the leader: `addServer`, `removeServer` or `reconfigure`. */
export function changeMembers(ctx: ServerCtx, command: Command): void {
  const { env, volatile } = ctx;
  const { voters } = volatile.config;
  const servers = env.ids('server');
  const server = String(command.server);
  const wanted =
    command.type === 'addServer'
      ? servers.filter((id) => id === server || voters.includes(id))
      : command.type === 'removeServer'
        ? voters.filter((id) => id !== server)
        : servers.filter((id) =>
            String(command.members)
              .split(/[\s,]+/)
              .includes(id),
          );
  const joint = command.type === 'reconfigure';
  const why = whyNot(ctx, wanted, joint);
  if (why !== null) {
    ctx.rule('raft.member.refuse');
    ctx.note('refusesChange', { members: wanted.join(' '), why });
    return;
  }
  const newcomers = wanted.filter((id) => !voters.includes(id));
  if (newcomers.length === 0) {
    appendConfig(ctx, wanted, joint);
    return;
  }
  ctx.rule('raft.member.catchUp');
  ctx.note('catchesUp', { servers: newcomers.join(' ') });
  beginRound(ctx, { servers: newcomers, voters: wanted, joint, round: 1 });
  addPeers(ctx, newcomers);
  afterCatchUpStep(ctx);
}

function whyNot(ctx: ServerCtx, wanted: readonly NodeId[], joint: boolean): string | null {
  const { volatile, durable, env } = ctx;
  const { config, commitIndex } = volatile;
  if (volatile.role !== 'leader') return 'it does not lead';
  // §3.10: while it hands over it takes nothing new, or the target would never be up to date.
  if (volatile.transfer !== null) return 'it is handing over';
  if (volatile.catchUp !== null) return 'a change is under way';
  if (config.old !== null || config.index > commitIndex) return 'the change before is not committed';
  if (wanted.length === 0) return 'nobody would be left';
  if (config.old === null && wanted.join() === config.voters.join()) return 'that is how it is';
  // The fix of 2015: adjacent configurations of two leaders need not overlap, so first an entry of its own term must be committed.
  if (!joint && termAt(durable, commitIndex) !== durable.currentTerm && !env.variant('noNoopBeforeConfig'))
    return 'no entry of its own term is committed yet';
  return null;
}

function beginRound(ctx: ServerCtx, catchUp: Omit<CatchUp, 'goal' | 'began'>): void {
  const goal = lastIndex(ctx.durable);
  ctx.volatile.catchUp = { ...catchUp, goal, began: ctx.monotonicClock() };
}

/** Newcomers have stored more. A round that took less than an election timeout was quick enough; otherwise there is another. */
export function afterCatchUpStep(ctx: ServerCtx): void {
  const { volatile } = ctx;
  const { catchUp, matchIndex, transfer } = volatile;
  if (
    catchUp === null ||
    transfer !== null ||
    catchUp.servers.some((id) => (matchIndex?.[id] ?? 0) < catchUp.goal)
  )
    return;
  const quick = ctx.monotonicClock() - catchUp.began < minElectionTimeout(ctx);
  if (quick) {
    volatile.catchUp = null;
    appendConfig(ctx, catchUp.voters, catchUp.joint);
  } else if (catchUp.round < ROUNDS) {
    beginRound(ctx, { ...catchUp, round: catchUp.round + 1 });
    // Nothing may have come in the meantime.
    afterCatchUpStep(ctx);
  } else giveUp(ctx, catchUp);
}

/** A newcomer that does not get through a round at all must not block every other change. */
export function checkCatchUp(ctx: ServerCtx): void {
  const { catchUp } = ctx.volatile;
  if (catchUp !== null && ctx.monotonicClock() - catchUp.began >= ROUNDS * minElectionTimeout(ctx))
    giveUp(ctx, catchUp);
}

function giveUp(ctx: ServerCtx, { servers }: CatchUp): void {
  ctx.rule('raft.member.tooSlow');
  ctx.note('tooSlow', { servers: servers.join(' ') });
  ctx.volatile.catchUp = null;
  dropPeers(ctx);
}

/** Appends the configuration, or, of a joint change, the two together; it counts from now on. */
function appendConfig(ctx: ServerCtx, wanted: readonly NodeId[], joint: boolean): void {
  const { volatile, env } = ctx;
  const old = joint && !env.variant('directConfigSwitch') ? volatile.config.voters : null;
  ctx.rule(old === null ? 'raft.member.append' : 'raft.member.joint');
  const index = appendOwn(ctx, { type: 'config', voters: wanted, old });
  volatile.config = { index, voters: wanted, old };
  ctx.note('changesConfig', { members: configText(wanted, old) });
  dropPeers(ctx);
  addPeers(ctx, members(env, volatile.config));
  shareNew(ctx);
  advanceCommit(ctx);
}

/** What follows once the configuration in force is committed: from the joint one on to the new, or out of office. */
export function settleConfig(ctx: ServerCtx): void {
  const { volatile, id } = ctx;
  const { config, commitIndex } = volatile;
  if (volatile.role !== 'leader' || config.index > commitIndex) return;
  if (config.old !== null) appendConfig(ctx, config.voters, false);
  else if (!config.voters.includes(id)) {
    ctx.rule('raft.member.stepDown');
    // They learn of the commit from whoever leads next, or now.
    for (const peer in volatile.nextIndex) sendAppend(ctx, peer);
    becomeFollower(ctx, null);
    ctx.note('leaves', {});
  }
}

function addPeers(ctx: ServerCtx, ids: readonly NodeId[]): void {
  const { volatile, durable, id } = ctx;
  const fresh = ids.filter((peer) => peer !== id && volatile.nextIndex?.[peer] === undefined);
  if (fresh.length === 0) return;
  const next = Object.fromEntries(fresh.map((peer) => [peer, lastIndex(durable) + 1]));
  const match = Object.fromEntries(fresh.map((peer) => [peer, 0]));
  volatile.nextIndex = { ...volatile.nextIndex, ...next };
  volatile.matchIndex = { ...volatile.matchIndex, ...match };
  for (const peer of fresh) sendAppend(ctx, peer);
}

/** Whoever is neither a member nor about to be hears no more from the leader. */
function dropPeers(ctx: ServerCtx): void {
  const { volatile, env } = ctx;
  const stay = members(env, volatile.config, volatile.catchUp?.servers);
  const kept = (table: Readonly<Record<NodeId, number>> | null) =>
    Object.fromEntries(Object.entries(table ?? {}).filter(([peer]) => stay.includes(peer)));
  volatile.nextIndex = kept(volatile.nextIndex);
  volatile.matchIndex = kept(volatile.matchIndex);
}
