/** The small parts of which what can be done by hand is made: a key, values with a cross, a form of one line. */
import { type FormEvent, useRef } from 'react';
import css from './view-play.module.css';

interface SmallProps {
  readonly label: string;
  readonly closed: boolean;
  readonly children: string;
  press(): void;
}

export function Small({ label, closed, children, press }: SmallProps) {
  return (
    <button
      type="button"
      className={css.key}
      aria-label={label}
      title={label}
      disabled={closed}
      onClick={press}
    >
      {children}
    </button>
  );
}

interface ChipsProps {
  readonly values: readonly string[];
  readonly keys?: readonly string[];
  readonly closed?: boolean;
  label?(key: string): string;
  remove?: ((key: string) => void) | undefined;
}

/** Values, each with a cross where it can be taken out. */
export function Chips({ values, keys = values, closed = false, label, remove }: ChipsProps) {
  if (values.length === 0) return <span className={css.none}>empty</span>;
  return values.map((value, i) => {
    const key = keys[i] ?? value;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: two versions may hold the same value.
      <span key={`${key} ${i}`} className={css.chip}>
        {value}
        {remove && label && (
          <button
            type="button"
            className={css.off}
            aria-label={label(key)}
            title={label(key)}
            disabled={closed}
            onClick={() => remove(key)}
          >
            ×
          </button>
        )}
      </span>
    );
  });
}

interface FormProps {
  readonly id: string;
  readonly closed: boolean;
  readonly word: string;
  /** Name and placeholder of each. */
  readonly fields: readonly (readonly [string, string])[];
  readonly optional?: readonly string[];
  /** False: it could not be done, and what was written stays. */
  done(values: Readonly<Record<string, string>>): unknown;
}

/** Fields and a button; Enter does it too, and the first field has the focus again. */
export function Form({ id, closed, word, fields, optional = [], done }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const element = form.current;
    if (element === null) return;
    const data = new FormData(element);
    const values = Object.fromEntries(fields.map(([name]) => [name, String(data.get(name) ?? '').trim()]));
    if (fields.some(([name]) => values[name] === '' && !optional.includes(name))) return;
    if (done(values) === false) return;
    element.reset();
    element.querySelector('input')?.focus();
  };
  return (
    <form ref={form} className={css.form} onSubmit={submit}>
      {fields.map(([name, hint]) => (
        <input
          key={name}
          name={name}
          className={css.field}
          data-name={name}
          aria-label={`${name} at ${id}`}
          placeholder={hint}
          maxLength={20}
          inputMode={name === 'amount' ? 'numeric' : undefined}
          pattern={name === 'amount' ? '[\\-−]?[0-9]{1,3}' : undefined}
          title={name === 'amount' ? 'A whole number, 999 at most' : undefined}
          required={!optional.includes(name)}
          autoComplete="off"
          disabled={closed}
        />
      ))}
      <button type="submit" className={css.small} disabled={closed}>
        {word}
      </button>
    </form>
  );
}
