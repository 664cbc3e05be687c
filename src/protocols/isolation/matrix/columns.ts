/** The engines and levels that are set beside one another, and what each promises. */

export interface MatrixColumn {
  readonly engine: 'postgres' | 'mysql' | '2pl' | 'occ' | 'none';
  readonly level: 'read uncommitted' | 'read committed' | 'repeatable read' | 'serializable';
  readonly title: string;
  /** What whoever chooses it is given, in a sentence or two. */
  readonly promise: string;
}

/** What is computed. The engines that are no products are ours, so nothing is published of them. */
export const COLUMNS: readonly MatrixColumn[] = [
  {
    engine: 'none',
    level: 'read uncommitted',
    title: 'No control',
    promise: 'Nothing. Whoever writes, writes at once, and whoever reads sees what is there.',
  },
  {
    engine: '2pl',
    level: 'read uncommitted',
    title: 'Locking, read uncommitted',
    promise:
      'What a transaction wrote, nobody else writes before it has ended. Reads take no locks and see anything.',
  },
  {
    engine: '2pl',
    level: 'read committed',
    title: 'Locking, read committed',
    promise:
      'What is read has been committed, at the moment of the read. A second later it may have changed.',
  },
  {
    engine: '2pl',
    level: 'repeatable read',
    title: 'Locking, repeatable read',
    promise:
      'Rows that a transaction has read stay as they are until it ends. New rows may still turn up in a search.',
  },
  {
    engine: '2pl',
    level: 'serializable',
    title: 'Locking, serializable',
    promise: 'As if one transaction had run after the other: rows and conditions stay locked until the end.',
  },
  {
    engine: 'occ',
    level: 'serializable',
    title: 'Optimistic',
    promise:
      'As if one transaction had run after the other: nobody waits, and who has read what is no longer so is refused at commit.',
  },
  {
    engine: 'postgres',
    level: 'read committed',
    title: 'PostgreSQL, read committed',
    promise:
      'Each statement sees what was committed when it began. Two statements of one transaction may see different states.',
  },
  {
    engine: 'postgres',
    level: 'repeatable read',
    title: 'PostgreSQL, repeatable read',
    promise:
      'The whole transaction sees one snapshot, and does not write over what was changed since. Who only read may still be passed by.',
  },
  {
    engine: 'postgres',
    level: 'serializable',
    title: 'PostgreSQL, serializable',
    promise:
      'As if one transaction had run after the other. Nobody waits for a reader; who might close a circle is refused.',
  },
  {
    engine: 'mysql',
    level: 'read uncommitted',
    title: 'InnoDB, read uncommitted',
    promise: 'Only writers keep out of one another’s way. Reads see what is there, committed or not.',
  },
  {
    engine: 'mysql',
    level: 'read committed',
    title: 'InnoDB, read committed',
    promise:
      'Each plain select sees what was committed when it began; updates and deletes see the newest that is committed.',
  },
  {
    engine: 'mysql',
    level: 'repeatable read',
    title: 'InnoDB, repeatable read',
    promise:
      'Plain selects see one snapshot. Updates and deletes see the newest all the same, so the two may not fit together.',
  },
  {
    engine: 'mysql',
    level: 'serializable',
    title: 'InnoDB, serializable',
    promise:
      'As if one transaction had run after the other: selects lock what they read, and the gaps between.',
  },
];
