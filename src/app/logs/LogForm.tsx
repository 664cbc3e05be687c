/** Where a log comes from: a paste, a file, an example; and the pattern that reads it. */
import { useId, useRef } from 'react';
import { EXAMPLES } from '../../logs/examples.ts';
import { MAX_PATTERN, PRESETS } from '../../logs/pattern.ts';
import type { Reading } from '../../logs/wire.ts';
import { type Draft, NO_DRAFT } from './draft.ts';
import { LeftOut } from './LeftOut.tsx';

/** A text field slows down beyond this many characters: longer logs are kept beside it. */
const SHOWN = 400_000;

export function LogForm({
  draft,
  why,
  fruitless,
  unkept,
  aside,
  onChange,
  onDraw,
  onExample,
  onBack,
  onFile,
}: {
  readonly draft: Draft;
  /** Why the last attempt came to nothing; '' if it did not. */
  readonly why: string;
  /** That attempt, if the log was read and no event was in it. */
  readonly fruitless: Reading | null;
  /** Why the log will not be found again; '' if it will. */
  readonly unkept: string;
  /** Whether there is a log to go back to. */
  readonly aside: boolean;
  onChange(draft: Draft): void;
  onDraw(draft: Draft): void;
  /** `draw`: at once, else it is shown as text. */
  onExample(example: Draft, draw: boolean): void;
  onBack(): void;
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
              characters, too long to be changed here. It begins:
            </p>
            <pre className="mono log-begin">{beginning(draft.text)}</pre>
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
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text/plain');
              const { selectionStart, selectionEnd, value } = event.currentTarget;
              if (value.length + pasted.length <= SHOWN) return;
              // So much text would hold up the page if it went through the field.
              event.preventDefault();
              const text = value.slice(0, selectionStart) + pasted + value.slice(selectionEnd);
              onChange({ ...draft, name: '', text });
            }}
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
              onClick={() => onExample({ ...NO_DRAFT, name: example.title, text: example.text }, true)}
            >
              {example.title}
            </button>
          ))}
        </div>
        {aside && (
          <p>
            {EXAMPLES.some(({ title }) => title === draft.name) ? 'This is an example; what' : 'What'} you had
            here before is kept.{' '}
            <button type="button" className="button small" onClick={onBack}>
              Back to your own log
            </button>
          </p>
        )}
        {unkept !== '' && (
          <p className="muted" role="status">
            {unkept}
          </p>
        )}
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
        <div className="log-refused">
          <p className="log-why" role="alert" id={`${id}-why`}>
            {why}
          </p>
          {fruitless !== null && (
            <>
              {fruitless.executions.map(({ label, rejected, rejectedCount }, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: executions have no identity but their place
                <LeftOut key={i} title={label} rejected={rejected} count={rejectedCount} />
              ))}
              <p>
                An event looks like this: <code>{'alice {"alice":1}'}</code>, and on the next line what
                happened.
              </p>
              <button
                type="button"
                className="button"
                onClick={() => {
                  const [example] = EXAMPLES;
                  if (example) onExample({ ...NO_DRAFT, name: example.title, text: example.text }, false);
                }}
              >
                Show an example
              </button>
            </>
          )}
        </div>
      )}
      <div>
        <button type="submit" className="button primary" disabled={!/\S/.test(draft.text)}>
          Draw
        </button>
      </div>
    </form>
  );
}

/** Enough of a long log to see that it is the right one. */
function beginning(text: string): string {
  const lines = text.slice(0, 1200).split('\n', 9);
  return [
    ...lines.slice(0, 8).map((line) => (line.length > 120 ? `${line.slice(0, 119)}…` : line)),
    '…',
  ].join('\n');
}
