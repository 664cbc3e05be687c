/** A panel of rows: one thing each, with a line of facts and lists of chips. What they mean is said by whoever fills them. */
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import css from './rows.module.css';

export interface Chip {
  readonly key: string;
  readonly text: string;
  /** A smaller second line. */
  readonly below?: string;
  /** `bad` is for what is wrong, `faint` for what is over. */
  readonly look: 'solid' | 'dashed' | 'faint' | 'bad';
  readonly fresh?: boolean;
  /** A full sentence: shown on hover, read aloud. */
  readonly title: string;
}
export interface ChipList {
  readonly label: string;
  readonly chips: readonly Chip[];
  /** What stands there when there are none. */
  readonly empty: string;
}
export interface RowModel {
  readonly id: string;
  /** Beside the name, the first one large. */
  readonly figure?: string;
  readonly facts: readonly string[];
  /** In red, after the facts. */
  readonly bad?: string;
  readonly down?: boolean;
  readonly lists: readonly ChipList[];
}

/** Of longer lists only the end is drawn. */
const MOST = 30;

export function Rows({
  label,
  rows,
  legend,
  children,
}: {
  readonly label: string;
  readonly rows: readonly RowModel[];
  readonly legend: readonly string[];
  /** Between the rows and the legend. */
  readonly children?: ReactNode;
}) {
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = panel.current;
    if (!element) return;
    // Where there is something to scroll to, the keyboard gets there.
    const measure = () => {
      if (element.scrollHeight > element.clientHeight) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  });
  return (
    <section ref={panel} className={css.panel} aria-label={label}>
      <ul className={css.rows}>
        {rows.map((row) => (
          <li key={row.id} className={css.row} data-node={row.id} data-down={row.down ? '' : undefined}>
            <div className={css.head}>
              <span className={css.name}>{row.id}</span>
              {row.figure !== undefined && <span className={css.figure}>{row.figure}</span>}
              {row.down && <span className={css.bad}>down</span>}
              {row.facts.map((fact) => (
                <span key={fact}>{fact}</span>
              ))}
              {row.bad !== undefined && <span className={css.bad}>{row.bad}</span>}
            </div>
            <div className={css.lists}>
              {row.lists.map((list) => (
                <List key={list.label} list={list} />
              ))}
            </div>
          </li>
        ))}
      </ul>
      {children}
      {legend.length > 0 && (
        <p className={css.legend}>
          {legend.map((text) => (
            <span key={text}>{text}</span>
          ))}
        </p>
      )}
    </section>
  );
}

function List({ list: { label, chips, empty } }: { readonly list: ChipList }) {
  const hidden = Math.max(0, chips.length - MOST);
  return (
    <div className={css.list}>
      {label !== '' && <span className={css.label}>{label}</span>}
      <ol className={css.chips} aria-label={label === '' ? undefined : label}>
        {hidden > 0 && <li className={css.empty}>{`… ${hidden} earlier`}</li>}
        {chips.slice(hidden).map((chip) => (
          <li
            key={chip.key}
            className={css.chip}
            data-look={chip.look}
            data-fresh={chip.fresh ? '' : undefined}
            title={chip.title}
          >
            <span className={css.text}>{chip.text}</span>
            {chip.below !== undefined && <span className={css.below}>{chip.below}</span>}
            <span className={css.hidden}>{`${chip.title}${chip.fresh ? ', new' : ''}`}</span>
          </li>
        ))}
        {chips.length === 0 && <li className={css.empty}>{empty}</li>}
      </ol>
    </div>
  );
}
