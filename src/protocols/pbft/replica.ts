/** A replica, after Castro & Liskov 1999, §4. What it does on any message and timer is here; the sections of the paper have files of their own. */
import type { Env, Role } from '../../engine/api.ts';
import { empty } from '../../protolib/list.ts';
import * as map from '../../protolib/map.ts';
import { onCheckpoint } from './checkpoint.ts';
import { onNewView, waitedFor } from './newview.ts';
import { isPrimary, onCommit, onPrePrepare, onPrepare, onRequest, propose, waitFor } from './normal.ts';
import { primaryOf } from './quorums.ts';
import type {
  PbftMessage,
  ReplicaCtx,
  ReplicaDurable,
  ReplicaRole,
  ReplicaVolatile,
  Request,
} from './state.ts';
import { askNext, isBehind, onFetch, onState, onStatus, onStatusTimer } from './transfer.ts';
import { onViewChange, onViewTimeout, patience, settleViewChange } from './viewchange.ts';

export const replica: Role<ReplicaDurable, ReplicaVolatile, PbftMessage> = {
  durable: () => ({
    view: 1,
    active: true,
    h: 0,
    seqno: 0,
    log: {},
    checkpoints: [],
    stable: [],
    kept: [],
    viewChanges: {},
    newView: null,
    service: map.empty(),
    replies: {},
    lastExecuted: 0,
    executed: empty(),
  }),

  volatile: (env, durable) => ({
    role: roleIn(env, durable),
    waiting: [],
    timed: null,
    attempts: 0,
    early: [],
    fetching: null,
  }),

  start(ctx) {
    if (ctx.restarted) {
      for (const m of waitedFor(ctx)) waitFor(ctx, m);
      settleViewChange(ctx);
      propose(ctx);
    }
    settle(ctx);
  },

  timer(ctx, name) {
    if (name === 'view') onViewTimeout(ctx);
    else if (name === 'status') onStatusTimer(ctx);
    else if (name === 'fetch') askNext(ctx);
    settle(ctx);
  },

  message(ctx, from, message) {
    switch (message.type) {
      case 'Request':
        onRequest(ctx, from, message);
        break;
      case 'PrePrepare':
        onPrePrepare(ctx, message);
        break;
      case 'Prepare':
        onPrepare(ctx, message);
        break;
      case 'Commit':
        onCommit(ctx, message);
        break;
      case 'Checkpoint':
        onCheckpoint(ctx, message);
        break;
      case 'ViewChange':
        onViewChange(ctx, message);
        break;
      case 'NewView':
        onNewView(ctx, message);
        break;
      case 'Status':
        onStatus(ctx, message);
        break;
      case 'Fetch':
        onFetch(ctx, from, message);
        break;
      case 'State':
        onState(ctx, message);
        break;
    }
    settle(ctx);
  },

  status: (_durable, { role }) => STATUS[role],
  epoch: (durable) => durable.view,
};

/** Indices into `meta.statuses`. */
const STATUS: Readonly<Record<ReplicaRole, number>> = { backup: 0, primary: 1, changing: 2 };

function roleIn(env: Env, { view, active }: ReplicaDurable): ReplicaRole {
  if (!active) return 'changing';
  return primaryOf(env, view) === env.self.id ? 'primary' : 'backup';
}

/** What follows from any step: which part it has in its view, and which timers run. */
function settle(ctx: ReplicaCtx): void {
  const { durable, volatile, env } = ctx;
  const role = roleIn(env, durable);
  if (role !== volatile.role) volatile.role = role;
  if (durable.active) timeRequest(ctx);
  if (!isBehind(ctx)) ctx.clearTimer('status');
  else if (!ctx.timerRunning('status')) ctx.setTimer('status', env.params.statusInterval as number);
}

/**
 * §4.4: a backup's timer runs for one request. It stops when that is executed, and starts again if there is another: whatever else a primary
 * does, it cannot leave one request out for ever.
 */
function timeRequest(ctx: ReplicaCtx): void {
  const { volatile } = ctx;
  const [oldest] = volatile.waiting;
  if (oldest === undefined || isPrimary(ctx)) {
    volatile.timed = null;
    ctx.clearTimer('view');
    return;
  }
  // It may run for the view itself, until that has executed something.
  const runs = ctx.timerRunning('view');
  if (runs && (volatile.timed === null || volatile.waiting.some((m) => nameOf(m) === volatile.timed))) return;
  ctx.rule('pbft.viewChange.start');
  volatile.timed = nameOf(oldest);
  ctx.setTimer('view', patience(ctx));
}

function nameOf({ c, t }: Request): string {
  return `${c} ${t}`;
}
