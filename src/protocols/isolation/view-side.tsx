/** What the database keeps: the rows with their versions, and locks with those who wait for them. */
import { useMemo } from 'react';
import type { WorldState } from '../../engine/inspect.ts';
import css from './view.module.css';
import type { Card } from './view-cards.ts';
import { locksOf, waitsGraph } from './view-locks.ts';
import { Net } from './view-net.tsx';
import { type Kept, keptBy, sessionsOf } from './view-sessions.ts';
import { readersOf, type ShownRow, type ShownVersion, tablesOf } from './view-versions.ts';

/** Of a long chain the last ones are shown. */
const MOST = 6;

/** `covered`: what a session would be told is being asked, so nobody is shown beside what they would read. */
export function Rows({ kept, covered }: { readonly kept: Kept; readonly covered: boolean }) {
  const tables = useMemo(() => tablesOf(kept, !covered), [kept, covered]);
  const { engine } = kept.db;
  const many = engine === 'postgres' || engine === 'mysql';
  const readers = readersOf(kept.db);
  return (
    <>
      {tables.map((table) => (
        <table key={table.name} className={css.rows}>
          <caption>
            <code>{table.name}</code> ({table.columns.join(', ')}), each row with its versions, the oldest
            first
          </caption>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.id}</th>
                <td>
                  <Chain row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <p className={css.hint}>
        {covered
          ? 'What each session would read is covered.'
          : readers.length === 0
            ? 'No transaction is open: nobody has a snapshot.'
            : `▴ T: the version that session would read now${many ? ', in its own snapshot' : ''}.`}{' '}
        Solid: committed. Dashed: not yet. Struck out: taken back.
        {!many &&
          engine !== 'occ' &&
          ' This engine keeps one value of a row, framed twice; the others are what it could be put back to.'}
        {engine === 'mysql' &&
          ` Framed twice: the row as it stands now${covered ? '' : ', which is what writes look at'}.`}
        {engine === 'occ' && ' What is dashed is in its writer’s own space until the commit.'}
      </p>
    </>
  );
}

function Chain({ row }: { readonly row: ShownRow }) {
  const hidden = Math.max(0, row.versions.length - MOST);
  return (
    <ol className={css.chain}>
      {hidden > 0 && <li className={css.hint}>{hidden} earlier</li>}
      {row.versions.slice(hidden).map((version) => (
        <li key={version.number}>
          <VersionBox version={version} />
        </li>
      ))}
      {row.waiting.length > 0 && (
        <li className={css.mustWait}>‖ {row.waiting.join(', ')} would have to wait to read it</li>
      )}
    </ol>
  );
}

const STATES = { committed: 'committed', running: 'not committed', undone: 'taken back' };

function VersionBox({ version }: { readonly version: ShownVersion }) {
  const { text, by, state, seenBy, current } = version;
  return (
    <>
      <span className={css.version} data-state={state} data-current={current ? '' : undefined}>
        <span className={css.value}>{text ?? 'deleted'}</span>
        <span className={css.by}>{by === '' ? 'set up' : by}</span>
        <span className={css.hidden}>, {STATES[state]}</span>
      </span>
      {seenBy.length > 0 && (
        <span className={css.seen}>
          <span aria-hidden="true">▴ {seenBy.join(' ')}</span>
          <span className={css.hidden}>seen by {seenBy.join(', ')}</span>
        </span>
      )}
    </>
  );
}

/** What a victim was told at or before the cursor, if it has given nothing since. */
function deadlockAt(cards: readonly Card[], step: number) {
  const last = new Map<string, Card>();
  for (const card of cards)
    if (card.given !== null && card.given <= step && !card.skipped) last.set(card.session, card);
  for (const { session, end } of last.values()) {
    if (end !== null && end.step <= step && end.text.startsWith('deadlock'))
      return { victim: session, why: end.text };
  }
  return null;
}

export function Locks({
  kept,
  world,
  cards,
}: {
  readonly kept: Kept;
  readonly world: WorldState;
  readonly cards: readonly Card[];
}) {
  const locks = useMemo(() => locksOf(kept), [kept]);
  const sessions = sessionsOf(world).map(({ id }) => id);
  const graph = waitsGraph(kept.waits, sessions, deadlockAt(cards, world.step));
  const inCircle = (from: string, to: string) => {
    const at = graph.circle.indexOf(from);
    return at >= 0 && graph.circle[(at + 1) % graph.circle.length] === to;
  };
  const words = graph.edges.map(({ from, to }) => `${from} waits for ${to}`).join('; ');
  const harmless = locks.some((lock) => lock.harmless);
  return (
    <>
      <h2 className={css.heading}>Who waits for whom</h2>
      {graph.edges.length === 0 ? (
        <p className={css.hint}>
          {kept.db.engine === 'occ' || kept.db.engine === 'none'
            ? 'Nobody ever waits under this engine.'
            : 'Nobody waits.'}
        </p>
      ) : (
        <Net
          label={`Waits-for graph: ${words}${graph.victim === null ? '' : `. A circle; ${graph.victim} is the victim`}`}
          nodes={graph.nodes.map((id) => ({
            id,
            ...(id === graph.victim ? { note: 'victim', struck: true } : {}),
          }))}
          edges={graph.edges.map(({ from, to }) => ({
            from,
            to,
            label: 'waits for',
            lit: inCircle(from, to),
            line: 'solid',
          }))}
        />
      )}
      {graph.victim !== null && (
        <p className={css.trouble}>
          Deadlock: {[...graph.circle, graph.circle[0]].join(' waits for ')}. {graph.victim} was the victim:
          what it did is taken back, and the others go on.
        </p>
      )}
      <h2 className={css.heading}>Locks held</h2>
      {locks.length === 0 ? (
        <p className={css.hint}>{kept.db.engine === 'none' ? 'This engine has no locks.' : 'None.'}</p>
      ) : (
        <table className={css.locks}>
          <thead>
            <tr>
              <th scope="col">who</th>
              <th scope="col">on</th>
              <th scope="col">lock</th>
            </tr>
          </thead>
          <tbody>
            {locks.map((lock) => (
              <tr
                key={`${lock.session} ${lock.on} ${lock.mode}`}
                data-harmless={lock.harmless ? '' : undefined}
              >
                <th scope="row">{lock.session}</th>
                <td>{lock.on}</td>
                <td>{lock.mode}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {harmless && (
        <p className={css.hint}>
          {kept.db.engine === 'occ'
            ? 'What was read blocks nobody: it is looked at when its reader commits.'
            : 'SIREAD locks block nobody: they remember what was read, also after the commit.'}
        </p>
      )}
    </>
  );
}

export default function Side({
  world,
  cards,
  shown,
  covered,
}: {
  readonly world: WorldState;
  readonly cards: readonly Card[];
  readonly shown: 'rows' | 'locks';
  readonly covered: boolean;
}) {
  const kept = keptBy(world);
  if (kept === null) return null;
  return shown === 'rows' ? (
    <Rows kept={kept} covered={covered} />
  ) : (
    <Locks kept={kept} world={world} cards={cards} />
  );
}
