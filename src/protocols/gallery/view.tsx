/** The gallery's panel: what each keeper has, what of it its disk does not, and what clients were told it has and it has not. */
import { useMemo } from 'react';
import type { PanelProps } from '../../app/views.ts';
import css from './view.module.css';
import {
  type KeeperRow,
  keeperRows,
  type MissingNote,
  type NoteCell,
  type OnDisk,
  stampText,
} from './view-notes.ts';

/** Of longer lists only the end is drawn. */
const MOST = 24;

export default function GalleryPanel({ world, before, trace }: PanelProps) {
  const rows = useMemo(() => keeperRows(world, before, trace), [world, before, trace]);
  const cells = rows.flatMap((row) => row.cells.slice(-MOST));
  return (
    <section className={css.panel} aria-label="What the keepers have">
      <ul className={css.keepers}>
        {rows.map((row) => (
          <Keeper key={row.id} row={row} />
        ))}
      </ul>
      <p className={css.legend}>
        {cells.some((c) => c.told) && <span>solid: a client was told</span>}
        {cells.some((c) => !c.told) && <span>dashed: nobody was told yet</span>}
        {rows.some((row) => row.missing.length > 0) && (
          <span>struck out: a client was told, it is not there</span>
        )}
        {cells.length > 0 && <span>below: the keeper’s stamp</span>}
      </p>
    </section>
  );
}

function Keeper({ row }: { readonly row: KeeperRow }) {
  const hidden = Math.max(0, row.cells.length - MOST);
  const differs = row.count !== row.cells.length;
  return (
    <li className={css.keeper} data-node={row.id} data-down={row.up ? undefined : ''}>
      <div className={css.head}>
        <span className={css.name}>{row.id}</span>
        {!row.up && <span className={css.bad}>down</span>}
        <span className={differs ? css.bad : undefined}>
          counts {row.count}
          {differs && `, has ${row.cells.length}`}
        </span>
        {row.countOnDisk !== 'same' && row.countOnDisk !== 'writing' && (
          <span className={css.disk}>count {WORDS[row.countOnDisk]}</span>
        )}
        {row.suspects.length > 0 && <span className={css.suspects}>suspects {row.suspects.join(', ')}</span>}
      </div>
      <ol className={css.notes} start={hidden + 1}>
        {hidden > 0 && <li className={css.earlier}>{`… ${hidden} earlier`}</li>}
        {row.cells.slice(hidden).map((cell) => (
          <Cell key={cell.place} cell={cell} />
        ))}
        {row.cells.length + row.missing.length === 0 && (
          <li className={css.earlier}>{row.up ? 'no note yet' : 'no note'}</li>
        )}
        {row.missing.map((note) => (
          <Missing key={`${note.from}.${note.n}`} note={note} keeper={row.id} />
        ))}
      </ol>
    </li>
  );
}

function Cell({ cell }: { readonly cell: NoteCell }) {
  const { n, from, word, stamp, told, fresh, disk, diskWord } = cell;
  const differs = disk === 'same' ? null : diskWord === null ? WORDS[disk] : `on disk: ${diskWord}`;
  return (
    <li
      className={css.note}
      data-told={told ? '' : undefined}
      data-fresh={fresh ? '' : undefined}
      data-disk={disk}
      title={`note ${n} of ${from}, stamped ${stampText(stamp)}; ${from} ${told ? 'was told that it is kept' : 'was not told that it is kept'}`}
    >
      <span className={css.word}>
        <span className={css.number}>{n}</span>
        {word}
      </span>
      <span className={css.stamp}>{stampText(stamp)}</span>
      {differs !== null && <span className={css.disk}>{differs}</span>}
      <span className={css.hidden}>{`${told ? ', told' : ', not told'}${fresh ? ', new' : ''}`}</span>
    </li>
  );
}

const WORDS: Readonly<Record<Exclude<OnDisk, 'same'>, string>> = {
  writing: 'being written',
  old: 'old on disk',
  gone: 'not on disk',
  wrong: 'wrong on disk',
  unreadable: 'unreadable on disk',
};

function Missing({ note, keeper }: { readonly note: MissingNote; readonly keeper: string }) {
  return (
    <li
      className={`${css.note} ${css.missing}`}
      title={`${note.from} was told that ${keeper} keeps note ${note.n}, “${note.word}”; it is not there`}
    >
      <span className={css.word}>
        <span className={css.number}>{note.n}</span>
        <s>{note.word}</s>
      </span>
      <span className={css.stamp}>not there</span>
    </li>
  );
}
