/**
 * Rules broken on purpose that are about a restart: what Figure 2 keeps on disk is forgotten. The others are where their rule is.
 *
 * A variant names what its own scenario breaks, and what else follows from that in a longer run is not its business. Two of them name more
 * than one promise because no schedule can tell these apart: any two leaders of a term have a voter in common, so where `volatileVote` or
 * `volatileTerm` breaks Election Safety somebody has voted twice; and a term that is forgotten has gone back.
 */
import { empty } from '../../protolib/list.ts';
import * as map from '../../protolib/map.ts';
import { lastIndex } from './log.ts';
import type { ServerCtx } from './state.ts';
import { entriesText } from './words.ts';

export function forget(ctx: ServerCtx): void {
  const { durable, volatile, env } = ctx;
  const { votedFor, currentTerm } = durable;
  if (env.variant('volatileVote') && votedFor !== null) {
    durable.votedFor = null;
    ctx.note('forgetsVote', { candidate: votedFor, term: currentTerm });
  }
  if (env.variant('volatileTerm') && currentTerm > 0) {
    durable.currentTerm = 0;
    ctx.note('forgetsTerm', { term: currentTerm });
  }
  if (env.variant('volatileLog') && lastIndex(durable) > 0) {
    ctx.note('forgetsLog', { entries: entriesText(1, lastIndex(durable)) });
    durable.log = empty();
    durable.snapshot = null;
    volatile.commitIndex = 0;
    volatile.lastApplied = 0;
    volatile.stateMachine = map.empty();
    volatile.sessions = {};
  }
}
