/** The state machine: committed entries become effects, in the order of the log, and clients get their answers. */
import type { NodeId } from '../../engine/api.ts';
import * as map from '../../protolib/map.ts';
import { baseIndex, entryAt } from './log.ts';
import { applyInSession, openSession } from './sessions.ts';
import type { ClientReply, Entry, ServerCtx } from './state.ts';

type Outcome = Pick<ClientReply, 'status' | 'value'>;

export function applyCommitted(ctx: ServerCtx): void {
  const { durable, volatile, env } = ctx;
  let answered = false;
  while (volatile.lastApplied < volatile.commitIndex) {
    const entry = entryAt(durable, volatile.lastApplied + 1);
    if (entry === undefined) return;
    volatile.lastApplied += 1;
    const { command } = entry;
    if (command.type === 'noop' || command.type === 'config') continue;
    const outcome = apply(ctx, entry);
    // An entry of its own term is one it accepted itself, since it began to lead: it owes the answer.
    if (outcome !== null && volatile.role === 'leader' && entry.term === durable.currentTerm) {
      if (!answered) ctx.rule('raft.leader.answer');
      answered = true;
      answer(ctx, command.client, command.seq, outcome);
    }
  }
  const every = env.params.snapshotEvery as number;
  if (every > 0 && volatile.lastApplied - baseIndex(durable) >= every && !ctx.timerRunning('snapshot'))
    ctx.setTimer('snapshot', SNAPSHOT_TAKES);
}

/** A snapshot is taken on the side: a step of its own, so much later, µs. */
export const SNAPSHOT_TAKES = 1_000;

/** Null: nobody waits for an answer. */
function apply(ctx: ServerCtx, entry: Entry): Outcome | null {
  const { command } = entry;
  if (command.type === 'register') return openSession(ctx, entry.index, command.client);
  if (command.type !== 'write' && command.type !== 'read') return null;
  const run = (): Outcome => {
    if (command.type === 'read') return { status: 'ok', value: stateOf(ctx, command.key) };
    ctx.volatile.stateMachine = map.set(ctx.volatile.stateMachine, command.key, command.value);
    return { status: 'ok', value: null };
  };
  return command.session === undefined ? run() : applyInSession(ctx, entry.index, command, run);
}

/** What the state machine holds under a key; null if nothing. */
export function stateOf({ volatile }: ServerCtx, key: string): ClientReply['value'] {
  return map.get(volatile.stateMachine, key) ?? null;
}

export function answer(ctx: ServerCtx, client: NodeId, seq: number, { status, value }: Outcome): void {
  const leaderHint = ctx.volatile.leaderId;
  const reply: ClientReply = { type: 'ClientReply', seq, status, value, leaderHint };
  ctx.send(client, reply);
}
