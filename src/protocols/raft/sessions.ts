/** Thesis §6.3: sessions, by which the state machine knows a command that it has applied already. All of it is decided by the log. */
import type { NodeId } from '../../engine/api.ts';
import type { ClientReply, EntryCommand, ServerCtx, Session, Sessions } from './state.ts';

type Outcome = Pick<ClientReply, 'status' | 'value'>;
type InSession = Extract<EntryCommand, { type: 'write' | 'read' }>;

/** Opens the session that bears the entry's index; too many, and the one unused for longest expires, on every server alike. */
export function openSession({ volatile, env }: ServerCtx, index: number, client: NodeId): Outcome {
  const opened: Session = { client, seq: 0, value: null, usedAt: index };
  const sessions = { ...volatile.sessions, [index]: opened };
  volatile.sessions = withoutOldest(sessions, env.params.maxSessions as number);
  return { status: 'ok', value: index };
}

function withoutOldest(sessions: Sessions, most: number): Sessions {
  const all = Object.entries(sessions).sort(([, a], [, b]) => b.usedAt - a.usedAt);
  return all.length <= most ? sessions : Object.fromEntries(all.slice(0, most));
}

/** Runs the command unless it has run before. @returns null if it is so old that nobody can be waiting for it */
export function applyInSession(
  ctx: ServerCtx,
  index: number,
  { session: number, seq }: InSession,
  run: () => Outcome,
): Outcome | null {
  const { volatile, env } = ctx;
  const session = volatile.sessions[String(number)];
  if (session === undefined) {
    ctx.rule('raft.session.expired');
    return { status: 'noSession', value: null };
  }
  if (seq <= session.seq && !env.variant('noDedup')) {
    ctx.rule('raft.session.duplicate');
    ctx.note('knowsCommand', { client: session.client, index });
    return seq === session.seq ? { status: 'ok', value: session.value } : null;
  }
  const outcome = run();
  const used: Session = { ...session, seq, value: outcome.value, usedAt: index };
  volatile.sessions = { ...volatile.sessions, [String(number)]: used };
  return outcome;
}
