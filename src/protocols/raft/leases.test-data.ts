/** Leases (thesis §6.4.1) with one rule left out, and the schedules in which a read is stale for it. Nobody can choose these. */
import type { Ctx, Protocol } from '../../engine/api.ts';
import type { Input } from '../../engine/runspec.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { server } from './server.ts';
import type { RaftMessage, ServerDurable, ServerVolatile } from './state.ts';

type ServerCtx = Ctx<ServerDurable, ServerVolatile>;
const mutant = (changed: Partial<typeof server>): Protocol => ({
  ...protocol,
  roles: { ...protocol.roles, server: { ...server, ...changed } },
});

/** A server that has just restarted votes and stands as if it had heard nobody. */
export const votesAfterRestart = mutant({
  start(ctx: ServerCtx) {
    server.start?.(ctx);
    ctx.volatile.heardAt = null;
  },
});

/** A lease counts from when a majority’s answer arrives. */
export const leaseFromAnswer = mutant({
  message(ctx: ServerCtx, sender: string, message: RaftMessage) {
    const { reading } = ctx.volatile;
    if (reading !== null && message.type === 'AppendEntriesReply') {
      const sent = reading.sent.map(({ round }) => ({ round, at: ctx.monotonicClock() }));
      ctx.volatile.reading = { ...reading, sent };
    }
    server.message(ctx, sender, message);
  },
});

/** After a handover that came to nothing a leader takes up leases again, though the target may yet be told to stand. */
export const leaseAfterHandover = mutant({
  timer(ctx: ServerCtx, name) {
    server.timer?.(ctx, name);
    const { reading } = ctx.volatile;
    if (name === 'transfer' && reading !== null) ctx.volatile.reading = { ...reading, leaseEnd: 0 };
  },
});

const ms = (n: number) => n * 1000;
const elect = (at: number, node: string): Input => ({ at: ms(at), fire: { node, timer: 'election' } });
const ask = (at: number, node: string, via: string, value?: number): Input => ({
  at: ms(at),
  node,
  command: {
    type: value === undefined ? 'read' : 'write',
    key: 'x',
    via,
    ...(value === undefined ? {} : { value }),
  },
});
const crash = (node: string, at: number): Input => ({
  at: ms(at),
  fault: { type: 'crash', node, until: ms(at + 5) },
});

/** From `at` on S1 is alone with C1, S2 leads by 60 ms later, and x is 2 there when C1 asks S1. */
const replaced = (at: number, more: readonly Input[]): PartialSpec => ({
  seed: 1,
  nodes: { server: 3, client: 2 },
  params: {
    latency: [10_000, 10_000],
    electionTimeout: [300_000, 300_000],
    heartbeatInterval: 50_000,
    clientTimeout: 45_000,
    reads: 'lease',
  },
  until: ms(at + 300),
  inputs: [
    elect(10, 'S1'),
    ask(60, 'C1', 'S1', 1),
    {
      at: ms(at),
      fault: {
        type: 'partition',
        groups: [
          ['C1', 'S1'],
          ['C2', 'S2', 'S3'],
        ],
      },
    },
    ...more,
    ask(at + 70, 'C2', 'S2', 2),
    ask(at + 140, 'C1', 'S1'),
  ],
});

/** Both voters restart, having heard S1 just before. */
export const votersRestart = replaced(250, [crash('S2', 255), crash('S3', 255), elect(270, 'S2')]);

/** S2’s answers take long: the last that S1 hears, just before the cut, is about what it asked 260 ms ago. */
export const slowAnswers = replaced(500, [
  { at: ms(200), fault: { type: 'block', from: 'S3', to: 'S1' } },
  { at: ms(200), fault: { type: 'block', from: 'S1', to: 'S3' } },
  { at: ms(205), fault: { type: 'link', from: 'S2', to: 'S1', latency: [ms(250), ms(250)] } },
  { at: ms(245), fault: { type: 'block', from: 'S1', to: 'S2', until: ms(500) } },
  elect(545, 'S2'),
]);

/** S2 is told to stand long after S1 has given up on it. */
export const lateHandover = replaced(615, [
  { at: ms(200), node: 'S1', command: { type: 'transfer', to: 'S2' } },
  { at: ms(195), fault: { type: 'delay', from: 'S1', to: 'S2', nth: 2, by: ms(400) } },
  { at: ms(605), fault: { type: 'block', from: 'S2', to: 'S1' } },
]);
