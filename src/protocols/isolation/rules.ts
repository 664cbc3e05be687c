/** What database and sessions do; how each engine controls concurrency stands in its own block. */
import type { RuleBook } from '../../engine/meta.ts';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'session',
      title: 'A session',
      source: 'A client of any SQL database',
      lines: [
        { text: 'when told to, and no statement is open:', rule: 'isolation.session.give' },
        { text: '  send the statement to the database', rule: 'isolation.session.give' },
        { text: 'on its outcome: the statement is over', rule: 'isolation.session.answer' },
      ],
    },
    {
      id: 'database',
      title: 'The database',
      source: 'One statement at a time, each as far as it goes',
      lines: [
        { text: 'before the first statement: set up tables', rule: 'isolation.database.setup' },
        { text: 'on a statement: carry it out', rule: 'isolation.database.take' },
        { text: '  if another transaction is in its way:', rule: 'isolation.database.wait' },
        { text: '    let it wait, unless that closes a circle', rule: 'isolation.database.wait' },
        { text: '  if it must not be: abort its transaction', rule: 'isolation.database.refuse' },
        { text: '  whoever is no longer in anybody’s way:', rule: 'isolation.database.release' },
        { text: '    carry on with those who waited, the first first', rule: 'isolation.database.release' },
        { text: 'after a crash: abort whoever has not committed', rule: 'isolation.database.recover' },
      ],
    },
    {
      id: 'postgres',
      title: 'PostgreSQL',
      source: 'PostgreSQL manual, chapter 13; Ports & Grittner, VLDB 2012',
      lines: [
        { text: 'read committed: each statement sees what was committed when it began' },
        { text: '  a row changed meanwhile: wait, then re-check the newest version' },
        { text: 'repeatable read: one snapshot; a row changed since: 40001' },
        { text: 'serializable: as well, reads leave SIREAD locks;' },
        { text: '  in → pivot → out, and out committed first: 40001' },
      ],
    },
    {
      id: 'innodb',
      title: 'InnoDB',
      source: 'MySQL manual, 17.7: InnoDB locking and transaction model',
      lines: [
        { text: 'plain select: a read view, of the statement or of the transaction' },
        { text: 'all else: the rows as they are now, locked' },
        { text: 'repeatable read: the gaps between them too' },
        { text: 'serializable: plain selects lock, shared' },
      ],
    },
    {
      id: 'others',
      title: 'Locking, optimistic, none',
      source: 'Berenson et al. 1995, Table 2; Kung & Robinson, TODS 1981',
      lines: [
        { text: 'locking: locks on rows and conditions, kept as the level says' },
        { text: 'optimistic: write aside; at the end, refuse who read what changed' },
        { text: 'none: whoever writes last has written' },
      ],
    },
  ],
};

export default rules;
