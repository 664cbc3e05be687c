/** Rafts with one line of Figure 2 left out, by which tests are tested: each mutant must be caught. Nobody can choose them. */
import type { Ctx, Protocol } from '../../engine/api.ts';
import { get } from '../../protolib/list.ts';
import * as map from '../../protolib/map.ts';
import { majorityReached } from '../../protolib/quorum.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { scenario as forgottenVote } from './scenarios/forgotten-vote.ts';
import { server } from './server.ts';
import type { RaftMessage, ServerDurable, ServerVolatile } from './state.ts';

type ServerCtx = Ctx<ServerDurable, ServerVolatile>;

function mutant(message: (ctx: ServerCtx, from: string, message: RaftMessage) => void): Protocol {
  return { ...protocol, roles: { ...protocol.roles, server: { ...server, message } } };
}

/** §5.4.2 without `log[N].term == currentTerm`: a leader commits whatever a majority has stored. */
export const commitsAnyTerm = mutant((ctx, from, message) => {
  server.message(ctx, from, message);
  const { durable, volatile } = ctx;
  if (volatile.role !== 'leader' || message.type !== 'AppendEntriesReply') return;
  const stored = majorityReached([durable.log.length, ...Object.values(volatile.matchIndex ?? {})]);
  while (volatile.commitIndex < stored) {
    volatile.commitIndex += 1;
    volatile.lastApplied = volatile.commitIndex;
    const command = get(durable.log, volatile.lastApplied - 1)?.command;
    if (command?.type === 'write')
      volatile.stateMachine = map.set(volatile.stateMachine, command.key, command.value);
  }
});

/** §5.1 without the refusal of what is stale, for answers of one type: those of earlier terms count in this one. */
export const heedsStale = (type: 'RequestVoteReply' | 'AppendEntriesReply') =>
  mutant((ctx, from, message) => {
    const { currentTerm } = ctx.durable;
    const stale = message.type === type && message.term < currentTerm;
    server.message(ctx, from, stale ? { ...message, term: currentTerm } : message);
  });

/** §5.2 without the record: a server grants its vote and does not write down to whom. */
export const grantsWithoutRecord = mutant((ctx, from, message) => {
  server.message(ctx, from, message);
  if (message.type === 'RequestVote') ctx.durable.votedFor = null;
});

const ms = (n: number) => n * 1000;
const others = (id: string) => ['S1', 'S2', 'S3', 'S4', 'S5'].filter((s) => s !== id);
const elect = (at: number, node: string) => ({ at: ms(at), fire: { node, timer: 'election' } });
const write = (at: number, value: number, via: string) => ({
  at: ms(at),
  node: 'C1',
  command: { type: 'write', key: 'x', value, via },
});
const crash = (node: string, at: number, until: number) =>
  ({ at: ms(at), fault: { type: 'crash', node, until: ms(until) } }) as const;
const block = (from: string, to: string, at: number, until: number) =>
  ({ at: ms(at), fault: { type: 'block', from, to, until: ms(until) } }) as const;

/** Nothing happens but what is asked for: each message takes 10 ms, nobody loses patience, leaders stay silent. */
const quiet = {
  seed: 1,
  nodes: { server: 5, client: 1 },
  params: {
    latency: [10_000, 10_000],
    electionTimeout: [30_000_000, 30_000_000],
    heartbeatInterval: 30_000_000,
    // Just longer than a write takes.
    clientTimeout: 45_000,
    noOpOnElection: false,
  },
} satisfies PartialSpec;

/** §5.4.2, Figure 8 (a) to (d): an entry of an old term reaches a majority late, and is overwritten all the same. */
export const figure8: PartialSpec = {
  ...quiet,
  until: ms(640),
  inputs: [
    elect(10, 'S1'),
    write(50, 1, 'S1'),
    // (a) S1 leads term 1; its second entry gets to S2 alone.
    ...['S3', 'S4', 'S5'].map((peer) => block('S1', peer, 100, 150)),
    write(110, 2, 'S1'),
    // (b) S1 is down. S5 wins term 2 with S3 and S4, and has a second entry of its own that gets nowhere.
    crash('S1', 150, 260),
    elect(160, 'S5'),
    ...others('S5').map((peer) => block('S5', peer, 195, 260)),
    write(190, 3, 'S5'),
    crash('S5', 220, 400),
    // (c) S1 is back: its first try is for term 2, which S3 and S4 gave away. It leads term 3 and brings its old entry to S3: three of five.
    elect(270, 'S1'),
    elect(300, 'S1'),
    block('S1', 'S4', 335, 400),
    // (d) S1 is down again. S5 is behind by a term, tries twice, and leads term 4 with its entry of term 2.
    crash('S1', 380, 560),
    elect(410, 'S5'),
    elect(440, 'S5'),
    write(540, 4, 'S5'),
  ],
};

/** Two stand in the same term, and S3 is asked by both. */
export const rivals: PartialSpec = {
  ...quiet,
  nodes: { server: 3, client: 0 },
  until: ms(100),
  inputs: [elect(10, 'S1'), elect(10, 'S2')],
};

/** The scenario of the forgotten vote, with writes on both sides of the cut, which heals; then S1 leads again. */
export const forgottenVoteAndWrites: PartialSpec = {
  ...forgottenVote.spec,
  nodes: { server: 5, client: 2 },
  params: { ...forgottenVote.spec.params, electionTimeout: [30_000_000, 30_000_000] },
  until: ms(1_200),
  inputs: [
    ...forgottenVote.spec.inputs.filter((input) => !('fault' in input && input.fault.type === 'partition')),
    {
      at: ms(42),
      fault: {
        type: 'partition',
        groups: [
          ['C1', 'S1', 'S2'],
          ['C2', 'S3', 'S4', 'S5'],
        ],
        until: ms(200),
      },
    },
    write(60, 1, 'S1'),
    { ...write(110, 2, 'S5'), node: 'C2' },
    elect(500, 'S1'),
    // S1 applied x=1 where S5 applied x=2, and says what it found.
    { at: ms(600), node: 'C1', command: { type: 'read', key: 'x', via: 'S1' } },
    { ...write(700, 3, 'S5'), node: 'C2' },
  ],
};

/** Votes of term 1 that arrive when their candidate has gone on to term 2, in which the voters chose another. */
export const lateVotes: PartialSpec = {
  ...quiet,
  nodes: { server: 3, client: 0 },
  until: ms(200),
  inputs: [
    ...['S2', 'S3'].map(
      (peer) => ({ at: 0, fault: { type: 'delay', from: peer, to: 'S1', nth: 1, by: ms(60) } }) as const,
    ),
    elect(10, 'S1'),
    // Its second try is heard by nobody.
    block('S1', 'S2', 45, 60),
    block('S1', 'S3', 45, 60),
    elect(50, 'S1'),
    block('S2', 'S1', 60, 200),
    elect(65, 'S2'),
  ],
};

/** S2 confirms an entry that it has lost by the time the answer arrives, when its leader has come to lead again. */
export const lateConfirmation: PartialSpec = {
  ...quiet,
  until: ms(600),
  inputs: [
    elect(10, 'S1'),
    write(50, 1, 'S1'),
    ...['S3', 'S4', 'S5'].map((peer) => block('S1', peer, 100, 150)),
    // Of S2's answers after this, the first is about the second entry.
    { at: ms(100), fault: { type: 'delay', from: 'S2', to: 'S1', nth: 1, by: ms(225) } },
    write(110, 2, 'S1'),
    crash('S1', 150, 290),
    elect(160, 'S5'),
    // S5's own second entry goes to S2 alone, over S1's.
    block('S5', 'S3', 195, 300),
    block('S5', 'S4', 195, 300),
    write(190, 3, 'S5'),
    crash('S5', 240, 600),
    elect(300, 'S1'),
    elect(330, 'S1'),
  ],
};
