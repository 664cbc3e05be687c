/** What can be done by hand to the copy of one replica, by its type: count, put in and take out, write. */
import { type FormEvent, useRef } from 'react';
import type { Json } from '../../base/json.ts';
import type { NodeState } from '../../engine/inspect.ts';
import type { Command } from '../../engine/runspec.ts';
import { isFields } from './view-atoms.ts';
import type { Live } from './view-live.ts';
import css from './view-play.module.css';

interface HandsProps {
  readonly node: NodeState;
  readonly type: string;
  readonly live: Live;
}

export function Hands({ node, type, live }: HandsProps) {
  const { id } = node;
  const shows = node.volatile?.shows ?? null;
  const give = (name: string, command: Command) => live.give(`${name} at ${id}`, id, [command]);
  const closed = !node.up || node.paused;
  switch (type) {
    case 'g-counter':
    case 'pn-counter':
      return (
        <span className={css.hands}>
          <span className={css.count}>{shows === null ? 'down' : String(shows).replace('-', '−')}</span>
          {type === 'pn-counter' && (
            <Small
              label={`Take 1 away at ${id}`}
              closed={closed}
              press={() => give('take 1 away', { type: 'decrement', by: 1 })}
            >
              −
            </Small>
          )}
          <Small
            label={`Add 1 at ${id}`}
            closed={closed}
            press={() => give('add 1', { type: 'increment', by: 1 })}
          >
            +
          </Small>
        </span>
      );
    case 'lww-register':
    case 'mv-register':
      return (
        <span className={css.hands}>
          <Chips values={Array.isArray(shows) ? shows.map(String) : shows === null ? [] : [String(shows)]} />
          <Form
            id={id}
            closed={closed}
            word="Write"
            fields={[['value', 'value']]}
            done={({ value }) => give(`write “${value}”`, { type: 'write', value: value ?? '' })}
          />
        </span>
      );
    case 'lww-map':
      return (
        <span className={css.hands}>
          <Chips
            values={Object.entries(isFields(shows) ? shows : {}).map(([k, v]) => `${k} = ${v}`)}
            keys={Object.keys(isFields(shows) ? shows : {})}
            label={(key) => `Delete ${key} at ${id}`}
            closed={closed}
            remove={(key) => give(`delete ${key}`, { type: 'delete', key })}
          />
          <Form
            id={id}
            closed={closed}
            word="Set"
            fields={[
              ['key', 'key'],
              ['value', 'value'],
            ]}
            done={({ key, value }) => give(`set ${key}`, { type: 'put', key: key ?? '', value: value ?? '' })}
          />
        </span>
      );
    case 'or-map':
      return <List node={node} shows={shows} live={live} closed={closed} />;
    default: {
      const elements = Array.isArray(shows) ? shows.map(String) : [];
      const removes = type !== 'g-set';
      return (
        <span className={css.hands}>
          <Chips
            values={elements}
            keys={elements}
            label={(element) => `Remove ${element} at ${id}`}
            closed={closed}
            remove={
              removes ? (element) => give(`remove “${element}”`, { type: 'remove', element }) : undefined
            }
          />
          <Form
            id={id}
            closed={closed}
            word="Add"
            fields={[['element', 'element']]}
            done={({ element }) => give(`add “${element}”`, { type: 'add', element: element ?? '' })}
          />
        </span>
      );
    }
  }
}

interface ListProps {
  readonly node: NodeState;
  readonly shows: Json;
  readonly live: Live;
  readonly closed: boolean;
}

/** A shopping list: amounts that add up, the later note, and a tick that takes off the list what is seen of an item here. */
function List({ node: { id }, shows, live, closed }: ListProps) {
  const give = (name: string, command: Command) => live.give(`${name} at ${id}`, id, [command]);
  const entries = Object.entries(isFields(shows) ? shows : {});
  return (
    <div className={css.list}>
      <ul aria-label={`Shopping list at replica ${id}`}>
        {entries.map(([key, value]) => {
          const { amount, note } = value as { amount: number; note: string | null };
          return (
            <li key={key} className={css.item}>
              <input
                type="checkbox"
                checked={false}
                disabled={closed}
                aria-label={`Tick off ${key} at ${id}`}
                title="Tick it off: it leaves the list"
                onChange={() => give(`tick off ${key}`, { type: 'delete', key })}
              />
              <span className={css.amount}>{String(amount).replace('-', '−')}</span>
              <span className={css.thing}>{key}</span>
              {note !== null && note !== '' && <span className={css.note}>{note}</span>}
              <Small
                label={`One ${key} less at ${id}`}
                closed={closed}
                press={() => give(`one ${key} less`, { type: 'item', key, by: -1 })}
              >
                −
              </Small>
              <Small
                label={`One more ${key} at ${id}`}
                closed={closed}
                press={() => give(`one more ${key}`, { type: 'item', key, by: 1 })}
              >
                +
              </Small>
            </li>
          );
        })}
        {entries.length === 0 && <li className={css.none}>{closed ? 'down or frozen' : 'nothing on it'}</li>}
      </ul>
      <Form
        id={id}
        closed={closed}
        word="Add"
        fields={[
          ['item', 'item'],
          ['amount', '1'],
          ['note', 'note'],
        ]}
        optional={['amount', 'note']}
        done={({ item = '', amount = '', note = '' }) => {
          const by = amount === '' ? 1 : Math.trunc(Number(amount.replace('−', '-')));
          if (!Number.isFinite(by) || Math.abs(by) > 1_000) return false;
          const command = { type: 'item', key: item, by, ...(note === '' ? {} : { note }) };
          give(`add ${by} ${item}`, command);
          return true;
        }}
      />
    </div>
  );
}

interface SmallProps {
  readonly label: string;
  readonly closed: boolean;
  readonly children: string;
  press(): void;
}

function Small({ label, closed, children, press }: SmallProps) {
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

function Chips({ values, keys = values, closed = false, label, remove }: ChipsProps) {
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

function Form({ id, closed, word, fields, optional = [], done }: FormProps) {
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
