/** The programs of a story, each session a card that can be rewritten. */
import { useId } from 'react';
import type { ColumnView, StoryView } from '../../worker/isolation/wire.ts';
import { COMPARISONS, type Draft, draftOf, type SessionDraft, statementsOf } from './script.ts';
import { changeDraft, isEdited, storiesStore } from './storiesStore.ts';

interface Props {
  readonly story: StoryView;
  readonly draft: Draft;
  readonly columns: readonly ColumnView[];
}

export function Editor({ story, draft, columns }: Props) {
  const change = (part: Partial<Draft>) => changeDraft(story, { ...draft, ...part });
  const edited = isEdited(story, storiesStore.getState());
  const levels = [...new Set(columns.map(({ level }) => level))];
  return (
    <section className="iso-editor" aria-label="Programs">
      <div className="iso-programs">
        {draft.sessions.map((session, i) => (
          <Program
            key={session.session}
            session={session}
            levels={levels}
            onChange={(part) =>
              change({ sessions: draft.sessions.map((s, at) => (at === i ? { ...s, ...part } : s)) })
            }
          />
        ))}
      </div>
      <p className="iso-hint">
        A statement a line. <code>select … -&gt; x</code> remembers what it finds, <code>:x</code> stands for
        it, and <code>if x &gt;= 2: update …</code> is left out unless that holds.{' '}
        {edited && (
          <button type="button" className="text-button" onClick={() => changeDraft(story, draftOf(story))}>
            Back to the story as it was
          </button>
        )}
      </p>
      <details className="iso-setup">
        <summary>Tables, and what must hold</summary>
        <Conditions draft={draft} onChange={change} story={story} />
      </details>
    </section>
  );
}

function Program({
  session,
  levels,
  onChange,
}: {
  readonly session: SessionDraft;
  readonly levels: readonly string[];
  readonly onChange: (part: Partial<SessionDraft>) => void;
}) {
  const id = useId();
  const read = statementsOf(session.text);
  return (
    <div className="iso-program">
      <div className="iso-program-head">
        <label htmlFor={`${id}-text`}>
          <strong>{session.session}</strong> {session.role}
        </label>
        <select
          aria-label={`Level of ${session.session}`}
          value={session.level}
          onChange={(event) => onChange({ level: event.target.value })}
        >
          <option value="">level as chosen</option>
          {levels.map((level) => (
            <option key={level}>{level}</option>
          ))}
        </select>
      </div>
      <textarea
        id={`${id}-text`}
        className="mono"
        spellCheck={false}
        rows={rowsOf(session.text)}
        value={session.text}
        aria-invalid={!read.ok}
        onChange={(event) => onChange({ text: event.target.value })}
      />
    </div>
  );
}

/** Room for the text where a line is as wide as a card. */
function rowsOf(text: string): number {
  const lines = text.split('\n').map((line) => Math.max(1, Math.ceil(line.length / 42)));
  return lines.reduce((sum, n) => sum + n, 0);
}

function Conditions({
  story,
  draft,
  onChange,
}: {
  readonly story: StoryView;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}) {
  const id = useId();
  const { holds, setup } = draft;
  const first = { sql: 'select count(*) from test', is: '=' as const, value: '0' };
  const own = story.invariant;
  return (
    <div className="iso-conditions">
      <label htmlFor={`${id}-setup`}>Set-up, a statement a line</label>
      <textarea
        id={`${id}-setup`}
        className="mono"
        spellCheck={false}
        rows={rowsOf(setup)}
        value={setup}
        onChange={(event) => onChange({ setup: event.target.value })}
      />
      <label htmlFor={`${id}-judge`}>It is broken when</label>
      <select
        id={`${id}-judge`}
        value={holds === null ? 'order' : 'query'}
        onChange={(event) =>
          onChange({
            holds:
              event.target.value === 'order'
                ? null
                : own === null
                  ? first
                  : { sql: own.sql, is: own.is, value: String(own.value) },
          })
        }
      >
        <option value="order">no serial order gives these answers</option>
        <option value="query">a query no longer gives what it must</option>
      </select>
      {holds !== null && (
        <div className="iso-holds-query">
          <input
            type="text"
            className="mono"
            aria-label="Query"
            spellCheck={false}
            value={holds.sql}
            onChange={(event) => onChange({ holds: { ...holds, sql: event.target.value } })}
          />
          <select
            aria-label="Comparison"
            value={holds.is}
            onChange={(event) => {
              const is = COMPARISONS.find((c) => c === event.target.value);
              if (is !== undefined) onChange({ holds: { ...holds, is } });
            }}
          >
            {COMPARISONS.map((is) => (
              <option key={is}>{is}</option>
            ))}
          </select>
          <input
            type="text"
            className="mono"
            aria-label="Value"
            value={holds.value}
            onChange={(event) => onChange({ holds: { ...holds, value: event.target.value } })}
          />
        </div>
      )}
    </div>
  );
}
