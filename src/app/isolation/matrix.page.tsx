/** The matrix: every anomaly on every engine at every level, computed here and now. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useMedia } from '../../widgets/useMedia.ts';
import { useArrival } from '../arrival.ts';
import { Detail } from './Detail.tsx';
import { Grid } from './Grid.tsx';
import { agreement, computeMatrix, keyOf, type Matrix, matrixStore } from './matrixStore.ts';
import { PageHead } from './PageHead.tsx';
import { Shape } from './Shape.tsx';
import { engineName, type Group, groupsOf, VERDICTS } from './words.ts';
import './matrix.css';

/** Told to begin with: what most people have met. */
const FIRST = { row: 'P4', engine: 'postgres' };

export default function MatrixPage() {
  const heading = useArrival<HTMLHeadingElement>();
  const matrix = useStore(matrixStore);
  const small = useMedia('(max-width: 759px)');
  const touch = useMedia('(hover: none)');
  // Where there is no room beside the grid, what is told lies over its end: then it is short until more is asked for.
  const beneath = useMedia('(max-width: 1359px)');
  const [engine, setEngine] = useState(FIRST.engine);
  useEffect(() => {
    document.title = 'The matrix of isolation · Faultline';
    computeMatrix();
  }, []);
  const groups = groupsOf(matrix.columns);
  const shown = small ? groups.filter((group) => group.engine === engine) : groups;
  const told = toldOf(matrix, shown);
  return (
    <div className="page iso-page">
      <PageHead here="matrix" />
      <main className="topic-main">
        <h1 ref={heading} tabIndex={-1}>
          Which level prevents what
        </h1>
        <p className="topic-lead">
          Each cell is a schedule that tries to bring an anomaly about, carried out just now by the engine of
          its column. {touch || small ? 'Touch' : 'Point at'} a cell to be told what happened; open it to see
          it happen in the lab.
        </p>
        <Status matrix={matrix} />
        {small && <Engines groups={groups} engine={engine} onChange={setEngine} />}
        <div className="iso-matrix">
          <div>
            <Grid
              matrix={told === null ? matrix : { ...matrix, told: told.at }}
              groups={shown}
              pressTells={touch || small}
              onTell={(row, column) => matrixStore.setState({ told: { row, column } })}
            />
            <Legend />
          </div>
          {told !== null && <Detail {...told} fold={beneath} />}
        </div>
      </main>
    </div>
  );
}

/** The cell that is told, if it is on show; else one that is. */
function toldOf({ rows, columns, cells, told }: Matrix, groups: readonly Group[]) {
  const shown = groups.flatMap((group) => group.columns);
  const first = shown.find((i) => columns[i]?.engine === FIRST.engine) ?? shown[0] ?? 0;
  const at = {
    row: told?.row ?? FIRST.row,
    column: told !== null && shown.includes(told.column) ? told.column : first,
  };
  const row = rows.find(({ id }) => id === at.row);
  const column = columns[at.column];
  const cell = cells.get(keyOf(at.row, at.column));
  return row === undefined || column === undefined || cell === undefined ? null : { at, row, column, cell };
}

function Status({ matrix }: { readonly matrix: Matrix }) {
  const { cells, rows, columns, state, why } = matrix;
  const all = rows.length * columns.length;
  const { agree, published } = agreement(cells.values());
  return (
    <p className="iso-status num" role="status">
      {state === 'failed' && (
        <>
          {why}{' '}
          <button type="button" className="button small" onClick={computeMatrix}>
            Try again
          </button>
        </>
      )}
      {state === 'running' && (all === 0 ? 'Starting…' : `${cells.size} of ${all} carried out`)}
      {state === 'done' &&
        `${all} schedules carried out. Of ${published} that Hermitage has published for PostgreSQL and MySQL, ${agree === published ? 'all agree' : `${agree} agree`}.`}
    </p>
  );
}

function Engines(props: {
  readonly groups: readonly Group[];
  readonly engine: string;
  readonly onChange: (engine: string) => void;
}) {
  return (
    <label className="iso-engines">
      Engine{' '}
      <select value={props.engine} onChange={(event) => props.onChange(event.target.value)}>
        {props.groups.map(({ engine }) => (
          <option key={engine} value={engine}>
            {engineName(engine)}
          </option>
        ))}
      </select>
    </label>
  );
}

const KINDS = ['happens', 'unseen', 'waits', 'refused', 'deadlock'] as const;

function Legend() {
  return (
    <ul className="iso-legend" aria-label="Signs">
      {KINDS.map((verdict) => (
        <li key={verdict}>
          <span className="iso-verdict" data-verdict={verdict}>
            <Shape verdict={verdict} /> <strong>{VERDICTS[verdict].word}</strong>
          </span>{' '}
          {VERDICTS[verdict].meaning}
        </li>
      ))}
      <li>
        <span className="iso-agrees">✓</span> as{' '}
        <a href="https://github.com/ept/hermitage" rel="noreferrer">
          Hermitage
        </a>{' '}
        published it for PostgreSQL 9.3 and MySQL 5.6
      </li>
    </ul>
  );
}
