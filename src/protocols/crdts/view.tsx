/** The panel: what each replica shows, and at a step that merged, the two states side by side and the join. */
import { lazy, Suspense, useMemo, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import type { Json } from '../../base/json.ts';
import css from './view.module.css';
import { isFields } from './view-atoms.ts';
import { LatticePicture } from './view-lattice-picture.tsx';
import { type CopyRow, type Merge, modelOf, type Piece } from './view-merge.ts';

// What hands can do comes right after the first picture.
const Play = lazy(() => import('./view-play.tsx'));
const Beside = lazy(() => import('./view-beside.tsx'));

/** Of longer states only so many pieces are drawn. */
const MOST = 60;
/** So many pieces stand before the first that differs. */
const BEFORE = 15;

export default function CrdtPanel(props: PanelProps) {
  const { world, before, trace, resolved } = props;
  const type = String(resolved.params.type);
  const model = useMemo(() => modelOf(world, before, trace, type), [world, before, trace, type]);
  const [beside, setBeside] = useState(false);
  const text = type === 'rga' || type === 'fugue';
  const copies = (
    <ul className={css.copies}>
      {model.copies.map((copy) => (
        <Copy key={copy.id} copy={copy} text={text} />
      ))}
    </ul>
  );
  return (
    <section className={css.panel} aria-label="What the replicas show" tabIndex={0}>
      {props.onEditRun === undefined ? (
        copies
      ) : (
        <Suspense fallback={copies}>
          <Play {...props} copies={model.copies} type={type} text={text} />
        </Suspense>
      )}
      {model.agreed === 'same' && <p className={css.line}>All have the same updates, and show the same.</p>}
      {model.agreed === 'differ' && (
        <p className={css.bad}>All have the same updates, and do not show the same.</p>
      )}
      {model.merge !== null && <MergeTable merge={model.merge} text={text} />}
      {/* It says where merges lead: the very thing that a prediction asks. */}
      {props.covered !== true && <LatticePicture world={world} trace={trace} />}
      {props.onEditRun !== undefined && (
        <div className={css.beside}>
          <button type="button" className={css.ask} aria-expanded={beside} onClick={() => setBeside(!beside)}>
            {beside ? 'Hide Yjs and Automerge' : 'The same edits in Yjs and Automerge'}
          </button>
          {beside && (
            <Suspense fallback={null}>
              <Beside trace={trace} resolved={resolved} world={world} />
            </Suspense>
          )}
        </div>
      )}
    </section>
  );
}

function Copy({ copy, text }: { readonly copy: CopyRow; readonly text: boolean }) {
  return (
    <li className={css.copy} data-node={copy.id} data-changed={copy.changed ? '' : undefined}>
      <span className={css.name}>{copy.id}</span>
      <span className={text ? css.text : css.value}>
        {copy.up ? <Value value={copy.shows ?? null} text={text} /> : <span className={css.bad}>down</span>}
        {copy.changed && <span className={css.hidden}>, changed</span>}
      </span>
      <span className={css.seen} title={`Updates that are in the copy of ${copy.id}`}>
        <span className={css.hidden}>has the updates </span>
        {copy.seen}
        {copy.waiting.length > 0 && <span className={css.waits}>holds back {copy.waiting.join(' ')}</span>}
      </span>
    </li>
  );
}

function Value({ value, text }: { readonly value: Json; readonly text: boolean }) {
  if (value === null || value === '') return <span className={css.none}>{text ? 'empty' : 'nothing'}</span>;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className={css.none}>empty</span>;
    return value.map((v, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: two versions may hold the same value.
      <span key={i} className={css.chip}>
        {String(v)}
      </span>
    ));
  }
  if (!isFields(value))
    return <>{typeof value === 'number' ? String(value).replace('-', '−') : clip(String(value))}</>;
  const entries = Object.entries(value);
  if (entries.length === 0) return <span className={css.none}>empty</span>;
  return entries.map(([key, v]) => (
    <span key={key} className={css.chip}>
      {isFields(v) ? `${v.amount} ${key}` : `${key} = ${v}`}
      {isFields(v) && v.note !== null && <span className={css.note}>{String(v.note)}</span>}
    </span>
  ));
}

function clip(text: string): string {
  return text.length <= 240 ? text : `${text.slice(0, 160)} … ${text.slice(-60)}`;
}

function MergeTable({ merge, text }: { readonly merge: Merge; readonly text: boolean }) {
  const { to, from, what } = merge;
  const rows = [
    [`${to} had`, merge.own],
    [what === 'state' ? `${from} sent` : `${from} sent, a delta`, merge.came],
    ['the join', merge.join],
  ] as const;
  const lost = [...merge.own, ...merge.came].some((p) => p.from === 'lost');
  return (
    <div className={css.merge}>
      <table className={css.table}>
        <caption className={css.caption}>{`${to} merges what ${from} sent`}</caption>
        <tbody>
          {rows.map(([title, pieces]) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              <td>
                <Pieces pieces={pieces} text={text} to={to} from={from} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.line}>
        <span className={css.key} data-from="own" /> only {to}
        <span className={css.key} data-from="came" /> only {from}
        <span className={css.key} data-from="both" /> both
        {lost && (
          <>
            <span className={css.key} data-from="lost" /> not in the join
          </>
        )}
      </p>
    </div>
  );
}

interface PiecesProps {
  readonly pieces: readonly Piece[];
  readonly text: boolean;
  readonly to: string;
  readonly from: string;
}

function Pieces({ pieces, text, to, from }: PiecesProps) {
  if (pieces.length === 0) return <span className={css.none}>nothing</span>;
  // Of long states the part where they differ.
  const differs = pieces.findIndex((p) => p.from !== 'both');
  const start =
    pieces.length > MOST && differs > BEFORE ? Math.min(differs - BEFORE, pieces.length - MOST) : 0;
  const left = pieces.length - start - MOST;
  const words = { own: `, only ${to}`, came: `, only ${from}`, both: '', lost: ', not in the join' };
  return (
    <span className={css.pieces}>
      {start > 0 && <span className={css.none}>{`${start} before …`}</span>}
      {pieces.slice(start, start + MOST).map((p) => (
        <span
          key={p.key}
          className={text ? css.char : css.piece}
          data-from={p.from}
          data-gone={p.gone ? '' : undefined}
        >
          {p.gone ? <s>{p.text}</s> : p.text}
          {p.name !== null && <span className={css.dot}>{p.name}</span>}
          {!text && <span className={css.hidden}>{words[p.from]}</span>}
        </span>
      ))}
      {left > 0 && <span className={css.none}>{`… ${left} more`}</span>}
    </span>
  );
}
