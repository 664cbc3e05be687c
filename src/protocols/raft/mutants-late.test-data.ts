/**
 * More Rafts with one rule left out, with the schedules in which that shows: random runs hardly ever come upon these. Nobody can choose
 * them.
 */
import type { Ctx, Protocol } from '../../engine/api.ts';
import { from as listOf, slice } from '../../protolib/list.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';
import { baseIndex } from './log.ts';
import { protocol } from './protocol.ts';
import { server } from './server.ts';
import type { RaftMessage, ServerDurable, ServerVolatile } from './state.ts';

type ServerCtx = Ctx<ServerDurable, ServerVolatile>;
const mutant = (changed: Partial<typeof server>): Protocol => ({
  ...protocol,
  roles: { ...protocol.roles, server: { ...server, ...changed } },
});

/** §6 without the wait: a leader changes the members again before the last change is committed. */
export const changesTooSoon = mutant({
  command(ctx: ServerCtx, command) {
    ctx.volatile.config = { ...ctx.volatile.config, index: 0 };
    server.command?.(ctx, command);
  },
});

/** Figure 13 without step 7: what follows a snapshot stays, whether or not it followed the entry that the snapshot ends with. */
export const keepsAnySuffix = mutant({
  message(ctx: ServerCtx, sender: string, message: RaftMessage) {
    const { log } = ctx.durable;
    const base = baseIndex(ctx.durable);
    const { snapshot } = ctx.durable;
    server.message(ctx, sender, message);
    if (message.type === 'InstallSnapshot' && ctx.durable.snapshot !== snapshot)
      ctx.durable.log = listOf(slice(log, message.snapshot.lastIncludedIndex - base));
  },
});

/** Thesis §6.4 without a round of its own for each read: answers to heartbeats that were sent before the question count. */
export const countsEarlierRounds = mutant({
  message(ctx: ServerCtx, sender: string, message: RaftMessage) {
    const { reading } = ctx.volatile;
    if (message.type === 'ClientRequest' && message.f === 'read' && reading !== null)
      ctx.volatile.reading = { ...reading, round: reading.round - 1 };
    server.message(ctx, sender, message);
  },
});

const ms = (n: number) => n * 1000;
const elect = (at: number, node: string) => ({ at: ms(at), fire: { node, timer: 'election' } });
const beat = (at: number, node: string) => ({ at: ms(at), fire: { node, timer: 'heartbeat' } });
const write = (at: number, value: number, via: string) => ({
  at: ms(at),
  node: 'C1',
  command: { type: 'write', key: 'x', value, via },
});
const cut = (at: number, until: number, ...groups: string[][]) =>
  ({ at: ms(at), fault: { type: 'partition', groups, until: ms(until) } }) as const;

const quiet = {
  seed: 1,
  nodes: { server: 5, client: 1 },
  params: {
    latency: [10_000, 10_000],
    electionTimeout: [30_000_000, 30_000_000],
    heartbeatInterval: 30_000_000,
    clientTimeout: 45_000,
  },
} satisfies PartialSpec;

/** S1 is cut off with S2 and told to remove S5 and S4: of three these two would be a majority, of five S3, S4 and S5 are. */
export const twoRemovals: PartialSpec = {
  ...quiet,
  until: ms(300),
  inputs: [
    elect(10, 'S1'),
    cut(60, 200, ['S1', 'S2'], ['S3', 'S4', 'S5']),
    { at: ms(70), node: 'S1', command: { type: 'removeServer', server: 'S5' } },
    { at: ms(75), node: 'S1', command: { type: 'removeServer', server: 'S4' } },
    elect(120, 'S3'),
  ],
};

/** S1 and S2 have a tail of term 1, longer than what S3 commits in term 2; S1 alone gets S3’s snapshot, which ends in the middle of it. */
export const snapshotInTail: PartialSpec = {
  ...quiet,
  params: { ...quiet.params, snapshotEvery: 3 },
  until: ms(600),
  inputs: [
    elect(10, 'S1'),
    cut(55, 300, ['C1', 'S1', 'S2'], ['S3', 'S4', 'S5']),
    ...[1, 2, 3, 4, 5].map((value) => write(12 + 48 * value, value, 'S1')),
    cut(300, 400, ['S1', 'S2'], ['C1', 'S3', 'S4', 'S5']),
    elect(310, 'S3'),
    write(340, 6, 'S3'),
    beat(380, 'S3'),
    cut(400, 600, ['S2'], ['C1', 'S1', 'S3', 'S4', 'S5']),
    ...[410, 435, 460, 485, 510, 535].map((at) => beat(at, 'S3')),
  ],
};

/** Everybody has answered S1’s only heartbeat before it is cut off; S3 leads on the other side, and x is 2 there when C1 asks S1. */
export const readAfterCut: PartialSpec = {
  ...quiet,
  nodes: { server: 5, client: 2 },
  params: { ...quiet.params, reads: 'readIndex' },
  until: ms(300),
  inputs: [
    elect(10, 'S1'),
    write(50, 1, 'S1'),
    cut(100, 300, ['C1', 'S1', 'S2'], ['C2', 'S3', 'S4', 'S5']),
    elect(110, 'S3'),
    { ...write(150, 2, 'S3'), node: 'C2' },
    { at: ms(220), node: 'C1', command: { type: 'read', key: 'x', via: 'S1' } },
  ],
};
