/** Above the cards the sessions, each with how it stands; below them a place for another statement of each. */
import css from './view.module.css';
import { SqlEditor } from './view-card.tsx';
import type { SessionStand } from './view-sessions.ts';

export function SessionHeads({
  sessions,
  onStep,
}: {
  readonly sessions: readonly SessionStand[];
  onStep(session: SessionStand): void;
}) {
  return (
    <div className={css.heads}>
      {sessions.map((session) => (
        <div key={session.id} className={css.head} data-node={session.id}>
          <strong>{session.id}</strong>
          <button
            type="button"
            className={css.small}
            aria-label={`Step ${session.id}`}
            aria-disabled={session.waitsFor.length > 0 || undefined}
            title={`${session.id} gives its next statement now, before the others`}
            onClick={() => onStep(session)}
          >
            Step
          </button>
          <span className={css.stand} title={session.words} data-trouble={session.trouble ? '' : undefined}>
            {session.words}
          </span>
        </div>
      ))}
    </div>
  );
}

export function NewStatements({
  sessions,
  id,
  editing,
  onBegin,
  onSave,
}: {
  readonly sessions: readonly SessionStand[];
  /** The buttons have this, a hyphen and the session as their ids. */
  readonly id: string;
  /** The session whose new statement is being written, if one is. */
  readonly editing: string | null;
  onBegin(session: string): void;
  /** @param sql null: nothing is added */
  onSave(session: string, sql: string | null): void;
}) {
  return (
    <div className={css.heads}>
      {sessions.map(({ id: session }) =>
        editing === session ? (
          <SqlEditor
            key={session}
            label={`New statement of ${session}`}
            sql=""
            onSave={(sql) => onSave(session, sql)}
          />
        ) : (
          <button
            key={session}
            id={`${id}-${session}`}
            type="button"
            className={css.small}
            onClick={() => onBegin(session)}
            aria-label={`Add a statement to ${session}`}
          >
            + {session}
          </button>
        ),
      )}
    </div>
  );
}
