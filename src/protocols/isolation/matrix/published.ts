/**
 * What Hermitage found, as published in its README and its tests of PostgreSQL 9.3.5 and MySQL 5.6.21 (github.com/ept/hermitage). Where the table says
 * "R/O" for InnoDB's repeatable read, the tests tell which: a search that reads is safe, one that writes is not.
 */

import { COLUMNS, type MatrixColumn } from './columns.ts';

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
