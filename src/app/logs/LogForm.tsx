/** Where a log comes from: a paste, a file, an example; and the pattern that reads it. */
import { useId, useRef } from 'react';
import { EXAMPLES } from '../../logs/examples.ts';
import { MAX_PATTERN, PRESETS } from '../../logs/pattern.ts';

export interface Draft {
  /** What the log is called: a file's name, an example's title. */
  readonly name: string;
  readonly text: string;
  /** Null: the one in its first line, or the preset that fits. */
  readonly pattern: string | null;
  /** Null: the one in its second line, if it has a header. */
  readonly delimiter: string | null;
}

export const NO_DRAFT: Draft = { name: '', text: '', pattern: null, delimiter: null };

/** A text field slows down beyond this many characters: longer logs are kept beside it. */
const SHOWN = 400_000;

export function LogForm({
  draft,
  why,
  onChange,
  onDraw,
  onFile,
}: {
  readonly draft: Draft;
  /** Why the last attempt came to nothing; '' if it did not. */
  readonly why: string;
  onChange(draft: Draft): void;
  onDraw(draft: Draft): void;
  onFile(file: File): void;
}) {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const long = draft.text.length > SHOWN;
  const choice =
    draft.pattern === null ? 'auto' : (PRESETS.find((p) => p.pattern === draft.pattern)?.id ?? 'own');
  return (
    <form
      className="log-form"
      aria-label="Log"
      onSubmit={(event) => {
        event.preventDefault();
        onDraw(draft);
      }}
    >
      <div className="log-field">
        <label htmlFor={`${id}-text`}>Log</label>
        {long ? (
          <div className="log-long">
            <p>
              {draft.name === '' ? 'A log' : draft.name} of {(draft.text.length / 1e6).toFixed(1)} million
              characters, too long to be shown here.
            </p>
            <button type="button" className="button small" onClick={() => onChange({ ...NO_DRAFT })}>
              Take another
            </button>
          </div>
        ) : (
          <textarea
            id={`${id}-text`}
            className="mono"
            rows={12}
            spellCheck={false}
            placeholder={'alice {"alice":1}\nsends a request\nbob {"bob":1,"alice":1}\nreceives it'}
            value={draft.text}
            aria-describedby={why === '' ? undefined : `${id}-why`}
            onChange={(event) => onChange({ ...draft, name: '', text: event.currentTarget.value })}
          />
        )}
        <div className="log-buttons">
          <input
            ref={file}
            type="file"
            className="visually-hidden"
            tabIndex={-1}
            aria-label="Log file"
            accept=".log,.txt,text/plain"
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? [];
              if (chosen) onFile(chosen);
              // The same file may be chosen again after it was changed.
              event.currentTarget.value = '';
            }}
          />
          <button type="button" className="button" onClick={() => file.current?.click()}>
            Choose a file
          </button>
          <span className="muted log-or">or drop one anywhere; or an example:</span>
          {EXAMPLES.map((example) => (
            <button
              key={example.id}
              type="button"
              className="button"
              onClick={() => onDraw({ ...NO_DRAFT, name: example.title, text: example.text })}
            >
              {example.title}
            </button>
          ))}
        </div>
      </div>
      <div className="log-field">
        <label htmlFor={`${id}-preset`}>What its events look like</label>
        <select
          id={`${id}-preset`}
          value={choice}
          onChange={(event) => {
            const preset = PRESETS.find((p) => p.id === event.currentTarget.value);
            const own = draft.pattern ?? PRESETS[0]?.pattern ?? '';
            const auto = event.currentTarget.value === 'auto';
            onChange({ ...draft, pattern: auto ? null : (preset?.pattern ?? own) });
          }}
        >
          <option value="auto">as its first line says, or the preset that fits</option>
          {PRESETS.map((preset) => (
            <option key={preset.id} value={preset.id}>
              {preset.title}
            </option>
          ))}
          <option value="own">a pattern of my own</option>
        </select>
      </div>
      {draft.pattern !== null && (
        <div className="log-field">
          <label htmlFor={`${id}-pattern`}>Pattern</label>
          <input
            id={`${id}-pattern`}
            className="mono"
            spellCheck={false}
            autoComplete="off"
            maxLength={MAX_PATTERN}
            value={draft.pattern}
            aria-describedby={`${id}-help`}
            onChange={(event) => onChange({ ...draft, pattern: event.currentTarget.value })}
          />
          <p className="muted" id={`${id}-help`}>
            A JavaScript regular expression with the groups <code>(?&lt;host&gt;…)</code>,{' '}
            <code>(?&lt;clock&gt;…)</code> and <code>(?&lt;event&gt;…)</code>. The clock is a JSON object:{' '}
            <code>{'{"alice":2,"bob":1}'}</code>. Other groups are kept and shown.
          </p>
        </div>
      )}
      {draft.pattern !== null && (
        <div className="log-field">
          <label htmlFor={`${id}-delimiter`}>Between executions</label>
          <input
            id={`${id}-delimiter`}
            className="mono"
            spellCheck={false}
            autoComplete="off"
            maxLength={MAX_PATTERN}
            placeholder="none, or as its second line says"
            value={draft.delimiter ?? ''}
            aria-describedby={`${id}-between`}
            onChange={(event) => onChange({ ...draft, delimiter: event.currentTarget.value || null })}
          />
          <p className="muted" id={`${id}-between`}>
            A regular expression for the lines that part one execution from the next, if the log holds
            several; its group <code>(?&lt;trace&gt;…)</code> names the one that follows.
          </p>
        </div>
      )}
      {why !== '' && (
        <p className="log-why" role="alert" id={`${id}-why`}>
          {why}
        </p>
      )}
      <div>
        <button type="submit" className="button primary" disabled={draft.text.trim() === ''}>
          Draw
        </button>
      </div>
    </form>
  );
}
