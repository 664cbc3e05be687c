/** What can be done by hand to the copy of one replica, by its type: count, put in and take out, write. */
import type { Json } from '../../base/json.ts';
import type { NodeState } from '../../engine/inspect.ts';
import type { Command } from '../../engine/runspec.ts';
import { isFields } from './view-atoms.ts';
import type { Live } from './view-live.tsx';
import { Chips, Form, Small } from './view-parts.tsx';
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
