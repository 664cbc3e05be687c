/** Words for what came of an interleaving, and for engines and levels. */
import type { CellView, ColumnView, Verdict } from '../../worker/isolation/wire.ts';

export const VERDICTS: Readonly<Record<Verdict, { readonly word: string; readonly meaning: string }>> = {
  happens: { word: 'happens', meaning: 'The anomaly came to pass.' },
  unseen: { word: 'not seen', meaning: 'Nobody is held up; what each transaction saw fits together.' },
  waits: { word: 'waits', meaning: 'Somebody had to wait for another to end.' },
  refused: { word: 'refused', meaning: 'The database ended a transaction with an error.' },
  deadlock: { word: 'deadlock', meaning: 'Two waited for one another, and one of them was ended.' },
};

const ENGINES: Readonly<Record<string, string>> = {
  none: 'No control',
  '2pl': 'Locking',
  occ: 'Optimistic',
  postgres: 'PostgreSQL',
  mysql: 'InnoDB',
};

export function engineName(engine: string): string {
  return ENGINES[engine] ?? engine;
}

/** Levels of a narrow column, with places to break. */
const SHY: Readonly<Record<string, string>> = {
  'read uncommitted': 'read un\u00adcommitted',
  'read committed': 'read com\u00admitted',
  'repeatable read': 'repeat\u00adable read',
  serializable: 'serial\u00adizable',
};

/** The level; of an engine that knows none, that. */
export function levelName({ engine, level }: Pick<ColumnView, 'engine' | 'level'>, narrow = false): string {
  if (engine === 'none') return 'no levels';
  return narrow ? (SHY[level] ?? level) : level;
}

/** Columns of one engine, side by side. */
export interface Group {
  readonly engine: string;
  /** Indexes into all columns. */
  readonly columns: readonly number[];
}

export function groupsOf(columns: readonly ColumnView[]): readonly Group[] {
  const groups: { engine: string; columns: number[] }[] = [];
  for (const [i, { engine }] of columns.entries()) {
    const last = groups.at(-1);
    if (last?.engine === engine) last.columns.push(i);
    else groups.push({ engine, columns: [i] });
  }
  return groups;
}

/** What Hermitage has to say of a cell. */
export function hermitage({ published, verdict }: Pick<CellView, 'published' | 'verdict'>): string {
  if (published === null) return 'Hermitage has not published this one.';
  const agrees = published === (verdict === 'happens');
  const found = published ? 'that it happens' : 'that it is prevented';
  return agrees ? 'Hermitage found the same.' : `Hermitage found otherwise: ${found}.`;
}
