/** One story against every level: what each promises is told beside the result, the search is here. */
import type { ColumnView } from '../../worker/isolation/wire.ts';
import { Shape } from './Shape.tsx';
import type { Search } from './storiesStore.ts';
import { engineName, groupsOf, levelName } from './words.ts';

interface Props {
  readonly columns: readonly ColumnView[];
  readonly searches: Readonly<Record<number, Search>>;
  readonly column: number;
  readonly running: boolean;
  readonly usable: boolean;
  readonly onChoose: (column: number) => void;
  readonly onSearchAll: () => void;
  readonly onStop: () => void;
}

export function Levels(props: Props) {
  const { columns, searches, column, running, usable, onChoose, onSearchAll, onStop } = props;
  const left = columns.some((_, i) => searches[i]?.state !== 'done');
  return (
    <section className="iso-levels" aria-label="Levels">
      <h2>Against every level</h2>
      {groupsOf(columns).map(({ engine, columns: own }) => (
        <div key={engine} className="iso-levels-group">
          <h3>{engineName(engine)}</h3>
          <ul>
            {own.map((i) => (
              <li key={i}>
                <button
                  type="button"
                  className="iso-level-choice"
                  aria-pressed={i === column}
                  title={columns[i]?.promise}
                  onClick={() => onChoose(i)}
                >
                  <span>{columns[i] && levelName(columns[i])}</span> <State search={searches[i]} />
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {running ? (
        <button type="button" className="button" onClick={onStop}>
          Stop
        </button>
      ) : (
        <button
          type="button"
          className="button"
          aria-disabled={!usable || !left}
          onClick={usable && left ? onSearchAll : undefined}
        >
          {left ? 'Search at every level' : 'Every level is searched'}
        </button>
      )}
    </section>
  );
}

function State({ search }: { readonly search: Search | undefined }) {
  if (search === undefined) return <span className="iso-level-state">not tried</span>;
  if (search.state === 'waiting') return <span className="iso-level-state">waits its turn</span>;
  if (search.state === 'failed') return <span className="iso-level-state">not searched</span>;
  if (search.state === 'running')
    return <span className="iso-level-state num">{search.points.toLocaleString('en-GB')} steps…</span>;
  const { found, complete } = search.result;
  if (found !== null)
    return (
      <span className="iso-level-state iso-verdict" data-verdict="happens">
        <Shape verdict="happens" /> breaks
      </span>
    );
  return (
    <span className="iso-level-state iso-verdict">
      <Shape verdict="unseen" /> {complete ? 'holds' : 'not found'}
    </span>
  );
}
