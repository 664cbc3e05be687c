/**
 * What Hermitage found, as published in its README and its tests of PostgreSQL 9.3.5 and MySQL 5.6.21 (github.com/ept/hermitage). Where the table says
 * "R/O" for InnoDB's repeatable read, the tests tell which: a search that reads is safe, one that writes is not.
 */

export interface MatrixColumn {
  readonly engine: 'postgres' | 'mysql' | '2pl' | 'occ' | 'none';
  readonly level: 'read uncommitted' | 'read committed' | 'repeatable read' | 'serializable';
  readonly title: string;
}

/** What is computed. The engines that are no products are ours, so nothing is published of them. */
export const COLUMNS: readonly MatrixColumn[] = [
  { engine: 'none', level: 'read uncommitted', title: 'No control' },
  { engine: '2pl', level: 'read uncommitted', title: 'Locking, read uncommitted' },
  { engine: '2pl', level: 'read committed', title: 'Locking, read committed' },
  { engine: '2pl', level: 'repeatable read', title: 'Locking, repeatable read' },
  { engine: '2pl', level: 'serializable', title: 'Locking, serializable' },
  { engine: 'occ', level: 'serializable', title: 'Optimistic' },
  { engine: 'postgres', level: 'read committed', title: 'PostgreSQL, read committed' },
  { engine: 'postgres', level: 'repeatable read', title: 'PostgreSQL, repeatable read' },
  { engine: 'postgres', level: 'serializable', title: 'PostgreSQL, serializable' },
  { engine: 'mysql', level: 'read uncommitted', title: 'InnoDB, read uncommitted' },
  { engine: 'mysql', level: 'read committed', title: 'InnoDB, read committed' },
  { engine: 'mysql', level: 'repeatable read', title: 'InnoDB, repeatable read' },
  { engine: 'mysql', level: 'serializable', title: 'InnoDB, serializable' },
];

/** By schedule, which of these levels let it happen. All others prevent it. */
const HAPPENS: Readonly<Record<string, readonly string[]>> = {
  G0: [],
  G1a: ['mysql read uncommitted'],
  G1b: ['mysql read uncommitted'],
  G1c: ['mysql read uncommitted'],
  OTV: ['mysql read uncommitted'],
  PMP: ['postgres read committed', 'mysql read uncommitted', 'mysql read committed'],
  'PMP-write': ['postgres read committed', 'mysql read committed', 'mysql repeatable read'],
  P4: ['postgres read committed', 'mysql read uncommitted', 'mysql read committed', 'mysql repeatable read'],
  'G-single': ['postgres read committed', 'mysql read uncommitted', 'mysql read committed'],
  'G-single-predicate': ['postgres read committed', 'mysql read uncommitted', 'mysql read committed'],
  'G-single-write': [
    'postgres read committed',
    'mysql read uncommitted',
    'mysql read committed',
    'mysql repeatable read',
  ],
  'G2-item': everythingBut('serializable'),
  G2: everythingBut('serializable'),
  'G2-two-edges': everythingBut('serializable'),
};

function everythingBut(level: string): string[] {
  return COLUMNS.filter((column) => isPublished(column) && column.level !== level).map(keyOf);
}

function isPublished({ engine }: MatrixColumn): boolean {
  return engine === 'postgres' || engine === 'mysql';
}

function keyOf({ engine, level }: MatrixColumn): string {
  return `${engine} ${level}`;
}

/** Whether Hermitage says that it happens; null where it says nothing. */
export function published(schedule: string, column: MatrixColumn): boolean | null {
  const happens = HAPPENS[schedule];
  // The table has PMP as possible there, but this schedule is tested at the higher levels alone: a read of what is not committed misses it.
  if (schedule === 'PMP-write' && keyOf(column) === 'mysql read uncommitted') return null;
  return happens === undefined || !isPublished(column) ? null : happens.includes(keyOf(column));
}
