/** What a student sets: engine and level above the cards; tables, sessions, and whether what is to come is told, below them. */
import { useId, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import headed from '../../widgets/headed.module.css';
import meta from './meta.ts';
import css from './view.module.css';
import { SqlEditor } from './view-card.tsx';
import { asText, fromText, setUp, setupOf } from './view-order.ts';
import { keptBy } from './view-sessions.ts';

function optionsOf(id: string): readonly string[] {
  const param = meta.params.find((p) => p.id === id);
  return param?.kind === 'enum' ? param.options : [];
}

const ENGINES: Readonly<Record<string, string>> = {
  postgres: 'PostgreSQL, with snapshots',
  mysql: 'MySQL’s InnoDB, with snapshots and locks',
  '2pl': 'two-phase locking, with locks only',
  occ: 'optimistic control, which asks at the commit',
  none: 'no control at all',
};

export function Head({ resolved: { params }, onEditRun }: Pick<PanelProps, 'resolved' | 'onEditRun'>) {
  const choose = (id: string, title: string, value: string) =>
    onEditRun?.(
      `change ${title}`,
      (s) => {
        const { [id]: _old, ...rest } = s.params;
        const standard = meta.params.find((p) => p.id === id)?.default;
        return { ...s, params: value === standard ? rest : { ...rest, [id]: value } };
      },
      'end',
    );
  return (
    <div className={`${headed.line} ${css.top}`}>
      {(['engine', 'level'] as const).map((id) => (
        <select
          key={id}
          aria-label={id === 'engine' ? 'Engine' : 'Isolation level of a plain begin'}
          title={
            id === 'engine'
              ? `Who controls concurrency: ${Object.entries(ENGINES)
                  .map((e) => e.join(' is '))
                  .join('; ')}`
              : 'Of transactions that ask for no level of their own'
          }
          value={String(params[id])}
          disabled={onEditRun === undefined}
          onChange={(event) => choose(id, id === 'engine' ? 'engine' : 'isolation level', event.target.value)}
        >
          {optionsOf(id).map((option) => (
            <option key={option} value={option} title={ENGINES[option]}>
              {option}
            </option>
          ))}
        </select>
      ))}
    </div>
  );
}

export function Foot({
  resolved: { spec, nodes },
  world,
  onEditRun,
  covered,
  ahead,
  onAhead,
}: Pick<PanelProps, 'resolved' | 'world' | 'onEditRun' | 'covered'> & {
  /** Whether what comes of statements after the cursor is told. */
  readonly ahead: boolean;
  onAhead(ahead: boolean): void;
}) {
  const [editing, setEditing] = useState<'tables' | 'text' | null>(null);
  const id = useId();
  const close = () => {
    requestAnimationFrame(() => document.getElementById(`${id}-${editing}`)?.focus());
    setEditing(null);
  };
  const setup = setupOf(spec.inputs);
  const input = setup === null ? undefined : spec.inputs[setup];
  const sql = input !== undefined && 'command' in input ? String(input.command.sql) : '';
  const tables = Object.keys(keptBy(world)?.db.tables ?? {}).join(', ');
  const database = nodes.find(({ role }) => role === 'database')?.id;
  const sessions = nodes.filter(({ role }) => role === 'session').length;
  const most = meta.roles.find(({ id }) => id === 'session')?.count.max ?? sessions;
  return (
    <>
      <div className={css.foot}>
        {onEditRun !== undefined && database !== undefined && (
          <button
            id={`${id}-tables`}
            type="button"
            className={css.small}
            title={sql || 'As they are given'}
            onClick={() => setEditing('tables')}
          >
            Tables: {tables}
          </button>
        )}
        {onEditRun !== undefined && sessions < most && (
          <button
            type="button"
            className={css.small}
            onClick={() =>
              onEditRun(
                'add a session',
                (s) => ({ ...s, nodes: { ...s.nodes, session: sessions + 1 } }),
                'end',
              )
            }
          >
            + session
          </button>
        )}
        {onEditRun !== undefined && (
          <button
            id={`${id}-text`}
            type="button"
            className={css.small}
            title="All statements as lines of text, to be written or pasted"
            onClick={() => setEditing('text')}
          >
            As text
          </button>
        )}
        {covered !== true && (
          <label className={css.check}>
            <input type="checkbox" checked={ahead} onChange={(event) => onAhead(event.target.checked)} />
            Tell what is to come
          </label>
        )}
      </div>
      {onEditRun !== undefined && (
        <p className={css.howTo}>
          Drag a card (on a touch screen by its dots), or press Alt and ↑ or ↓ on it, to give it earlier or
          later. Step lets a session go next.
        </p>
      )}
      {editing === 'tables' && database !== undefined && (
        <div className={css.setup}>
          <SqlEditor
            label="SQL that sets up the tables"
            sql={
              sql ||
              'create table test (id int primary key, value int); insert into test values (1, 10), (2, 20)'
            }
            onSave={(written) => {
              close();
              if (written !== null && written !== sql)
                onEditRun?.('set up other tables', (s) => setUp(s, database, written), 'end');
            }}
          />
        </div>
      )}
      {editing === 'text' && (
        <div className={css.setup}>
          <SqlEditor
            label="All statements, a line each: the session, then its SQL"
            sql={asText(spec)}
            lines
            longest={20_000}
            check={(text) => {
              const made = fromText(spec, text, most);
              return typeof made === 'string' ? made : null;
            }}
            onSave={(text) => {
              close();
              if (text === null || text === asText(spec)) return;
              const change = (s: RunSpec) => {
                const made = fromText(s, text, most);
                return typeof made === 'string' ? s : made;
              };
              onEditRun?.('write all statements anew', change, 'end');
            }}
          />
        </div>
      )}
    </>
  );
}
