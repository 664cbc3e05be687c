/** Servers whose state is falsified, or that answer clients as they like: what the promises must notice. */
import type { Ctx, Protocol } from '../../engine/api.ts';
import { get, last, set, truncate } from '../../protolib/list.ts';
import * as map from '../../protolib/map.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { server } from './server.ts';
import type {
  ClientReply,
  ClientRequest,
  Entry,
  RaftMessage,
  ServerDurable,
  ServerVolatile,
} from './state.ts';

type ServerCtx = Ctx<ServerDurable, ServerVolatile>;

/** Ways to falsify a server's state behind the protocol's back, each of which can break a promise. */
export const SABOTAGE: Readonly<Record<string, (ctx: ServerCtx) => void>> = {
  dropLast: ({ durable }) => {
    durable.log = truncate(durable.log, durable.log.length - 1);
  },
  alterFirst: ({ durable, id }) => {
    const first = get(durable.log, 0);
    if (!first) return;
    durable.log = set(durable.log, 0, { ...first, command: { type: 'read', key: id, client: 'C1', seq: 0 } });
  },
  alterTerm: ({ durable }) => {
    const entry = last(durable.log) as Entry | undefined;
    if (entry) durable.log = set(durable.log, durable.log.length - 1, { ...entry, term: entry.term + 1 });
  },
  termBack: ({ durable }) => {
    durable.currentTerm = Math.max(0, durable.currentTerm - 1);
  },
  voteAgain: ({ durable }) => {
    durable.votedFor = durable.votedFor === 'S1' ? 'S2' : 'S1';
  },
  seizePower: ({ volatile }) => {
    volatile.role = 'leader';
    volatile.nextIndex ??= {};
    volatile.matchIndex ??= {};
  },
  commitMore: ({ volatile, durable }) => {
    if (volatile.commitIndex < durable.log.length) volatile.commitIndex += 1;
  },
  commitLess: ({ volatile }) => {
    volatile.commitIndex = Math.max(0, volatile.commitIndex - 1);
  },
  applyMore: ({ volatile }) => {
    volatile.lastApplied += 1;
  },
  /** Tells a server that it has its vote, and writes nothing down. */
  promiseAgain: (ctx) => {
    const { durable, env, id } = ctx;
    if (durable.votedFor === null) return;
    const peer = env.ids('server').find((s) => s !== id && s !== durable.votedFor);
    if (peer) ctx.send(peer, { type: 'RequestVoteReply', term: durable.currentTerm, granted: true });
  },
  overrate: ({ volatile, env, id }) => {
    const peer = env.ids('server').find((s) => s !== id);
    if (!volatile.matchIndex || !peer) return;
    volatile.matchIndex = { ...volatile.matchIndex, [peer]: (volatile.matchIndex[peer] ?? 0) + 1 };
  },
};

/** The same for what sessions and snapshots have their own promises about. */
export const SABOTAGE_OF_MACHINES: Readonly<Record<string, (ctx: ServerCtx) => void>> = {
  alterStore: ({ volatile }) => {
    volatile.stateMachine = map.set(volatile.stateMachine, 'x', 1_000);
  },
  alterSnapshot: ({ durable }) => {
    const { snapshot } = durable;
    if (snapshot !== null)
      durable.snapshot = { ...snapshot, stateMachine: { ...snapshot.stateMachine, y: 7 } };
  },
  forgetSessions: ({ volatile }) => {
    volatile.sessions = {};
  },
};

/** Servers that answer clients in their own way, instead of or beside the honest one. */
export const LIARS: Readonly<Record<string, (ctx: ServerCtx, from: string, request: ClientRequest) => void>> =
  {
    answerOnAppend(ctx, from, request) {
      server.message(ctx, from, request);
      if (ctx.volatile.role === 'leader') say(ctx, from, request, null);
    },
    followerSaysDone(ctx, from, request) {
      if (ctx.volatile.role === 'leader') server.message(ctx, from, request);
      else say(ctx, from, request, null);
    },
    /** Goes through the log, with something else. */
    leaderMisreads(ctx, from, request) {
      server.message(ctx, from, request.f === 'read' ? { ...request, key: 'nobody wrote this' } : request);
    },
    leaderMiswrites(ctx, from, request) {
      server.message(ctx, from, request.f === 'write' ? { ...request, value: 0 } : request);
    },
  };

function say(ctx: ServerCtx, client: string, { seq }: ClientRequest, value: ClientReply['value']): void {
  ctx.send(client, { type: 'ClientReply', seq, status: 'ok', value, leaderHint: ctx.volatile.leaderId });
}

export function lying(kind: string): Protocol {
  const answer = LIARS[kind] as (typeof LIARS)[string];
  const liar = {
    ...server,
    message(ctx: ServerCtx, from: string, message: RaftMessage) {
      if (message.type === 'ClientRequest') answer(ctx, from, message);
      else server.message(ctx, from, message);
    },
  };
  return { ...protocol, roles: { ...protocol.roles, server: liar } };
}

/** Raft whose servers are struck by one kind of sabotage, now and then. */
export function sabotaged(strike: (ctx: ServerCtx) => void): Protocol {
  const struck = {
    ...server,
    message(ctx: ServerCtx, from: string, message: RaftMessage) {
      server.message(ctx, from, message);
      if (ctx.randomInt('sabotage', 1, 15) === 1) strike(ctx);
    },
  };
  return { ...protocol, roles: { ...protocol.roles, server: struck } };
}

/** Runs without faults, full of writes and changes of leader. */
export function busy(count: number): PartialSpec[] {
  return Array.from({ length: count }, (_, seed) => ({
    seed,
    nodes: { server: 3, client: 2 },
    params: { clientTimeout: 60_000 },
    until: 350_000,
    inputs: [
      { at: 1_000, fire: { node: 'S1', timer: 'election' } },
      ...Array.from({ length: 9 }, (_, i) => ({
        at: 60_000 + 30_000 * i,
        node: `C${1 + (i % 2)}`,
        command: { type: 'write', key: 'x', value: i },
      })),
      { at: 200_000, fire: { node: 'S2', timer: 'election' } },
      { at: 280_000, fire: { node: 'S3', timer: 'election' } },
    ],
  }));
}

/** A leader that is cut off with an entry of its own, and another of a later term. */
export const twoLeaders: PartialSpec = {
  seed: 1,
  nodes: { server: 5, client: 1 },
  until: 400_000,
  inputs: [
    { at: 1_000, fire: { node: 'S1', timer: 'election' } },
    {
      at: 80_000,
      fault: {
        type: 'partition',
        groups: [
          ['C1', 'S1', 'S2'],
          ['S3', 'S4', 'S5'],
        ],
      },
    },
    { at: 85_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
    { at: 90_000, fire: { node: 'S3', timer: 'election' } },
  ],
};
